-- id: Peserta KB menurut metode di setiap kecamatan bulan terakhir.
-- en: Users by method in each kecamatan in the newest month.
-- columns: area_code text, method text, users integer or null, users_status text, users_villages integer
-- rows: 15 or more
SELECT area_code, method, users, users_status, users_villages
FROM contraception
WHERE area_level = 'district' AND period = (SELECT max(period) FROM contraception)
ORDER BY area_code, method;
