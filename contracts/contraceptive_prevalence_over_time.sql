-- id: Peserta KB aktif kabupaten dari bulan ke bulan.
-- en: Contraceptive prevalence of the kabupaten, month by month.
-- columns: period text, value real or null, value_status text, numerator integer or null, denominator integer or null
-- rows: months
SELECT period, value, value_status, numerator, denominator
FROM indicators
WHERE indicator = 'contraceptive_prevalence' AND area_level = 'regency'
ORDER BY period;
