-- id: Penduduk per kecamatan bulan terakhir.
-- en: People of each kecamatan in the newest month.
-- columns: district_code text, district text, people integer or null, villages_reported integer
-- rows: 15
SELECT d.district_code, d.district, CAST(i.value AS INTEGER) AS people, i.villages_reported
FROM (SELECT DISTINCT district_code, district FROM villages) AS d
JOIN indicators AS i ON i.area_code = d.district_code
WHERE i.indicator = 'people'
  AND i.period = (SELECT max(period) FROM indicators)
ORDER BY d.district_code;
