-- id: Piramida penduduk kabupaten bulan terakhir.
-- en: The population pyramid of the kabupaten in the newest month.
-- columns: age_group text, sex text, people integer or null
-- rows: 32
SELECT age_group, sex, sum(people) AS people
FROM population
WHERE period = (SELECT max(period) FROM population)
GROUP BY age_group, sex
ORDER BY CAST(substr(age_group, length('age_') + 1) AS INTEGER), sex;
