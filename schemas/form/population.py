"""Sections B and C: people by age and sex, and how their number changed in the month."""

from __future__ import annotations

from schemas.codelists import AGE_GROUP, EVENT, SEX
from schemas.field import Text
from schemas.form.units import PERSONS, count
from schemas.section import Crosstab, Section

PEOPLE = count(
    "people",
    Text("Jumlah penduduk", "People"),
    Text("Penduduk pada hari terakhir bulan laporan", "People on the month's last day"),
    PERSONS,
    29_999,
)

EVENTS = count(
    "people",
    Text("Jumlah orang", "Persons"),
    Text(
        "Orang yang mengalami peristiwa itu dalam bulan laporan",
        "Persons to whom the event happened in the reporting month",
    ),
    PERSONS,
    999,
)

POPULATION = Section(
    letter="B",
    name="population",
    sheet="B Penduduk",
    title=Text("Penduduk menurut umur dan jenis kelamin", "Population by age and sex"),
    guide=Text(
        "L = laki-laki, P = perempuan. Isi jumlah orang pada hari terakhir bulan laporan.",
        "L = male, P = female. Give the number of people on the month's last day.",
    ),
    blocks=(
        Crosstab(
            id="population",
            title=Text("Penduduk menurut kelompok umur", "Population by age group"),
            rows=AGE_GROUP,
            columns=SEX,
            field=PEOPLE,
            table="population",
            totals=True,
        ),
    ),
)

CHANGE = Section(
    letter="C",
    name="population_change",
    sheet="C Mutasi",
    title=Text("Perubahan penduduk dalam bulan laporan", "Population change in the month"),
    guide=Text(
        "Isi jumlah orang selama bulan laporan. Bila tidak ada kejadian, tulis 0.",
        "Count persons over the reporting month. Where nothing happened, write 0.",
    ),
    blocks=(
        Crosstab(
            id="population_change",
            title=Text("Lahir, meninggal, datang, pindah", "Births, deaths, arrivals, departures"),
            rows=EVENT,
            columns=SEX,
            field=EVENTS,
            table="population_change",
        ),
    ),
)
