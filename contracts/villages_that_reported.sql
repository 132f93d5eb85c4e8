-- id: Desa mana yang melapor pada bulan mana, dan apakah laporan pertamanya tepat waktu.
-- en: Which villages reported in which month, and whether their first report was on time.
-- columns: village_code text, village text, district text, period text, is_late integer
-- rows: 1 or more
SELECT v.village_code, v.village, v.district, s.period, s.is_late
FROM submissions AS s
JOIN villages AS v USING (village_code)
WHERE s.revision = 1
ORDER BY s.period, v.village_code;
