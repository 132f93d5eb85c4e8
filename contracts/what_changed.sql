-- id: Apa yang berubah sejak rilis sebelumnya, dan mengapa.
-- en: What changed since the release before, and why.
-- columns: table text or null, period text or null, area_code text or null, column text or null, old text or null, new text or null, reason text
-- rows: 0 or more
SELECT "table", period, area_code, "column", old, new, reason
FROM changes
ORDER BY change_no;
