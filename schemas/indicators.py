"""The indicators: contraception, participation and the structure of the population."""

from __future__ import annotations

from schemas.codelists import ACTIVITY_GROUP, AGE_GROUP, LONG_ACTING, METHOD, MODERN, UNMET_NEED
from schemas.field import Code, CodeList, Text
from schemas.form import FORM
from schemas.form.units import FAMILIES, PERSONS
from schemas.group_targets import TARGET_OF_GROUP
from schemas.indicator import Indicator, Measure
from schemas.section import Form


def _people(*groups: str) -> tuple[str, ...]:
    return tuple(f"population.{group}.{sex}" for group in groups for sex in ("male", "female"))


def _of_sex(sex: str) -> tuple[str, ...]:
    return tuple(f"population.{group}.{sex}" for group in AGE_GROUP.values)


def _users(*methods: str) -> tuple[str, ...]:
    return tuple(f"contraception.{method}.users" for method in methods)


_CHILDREN = _people(*AGE_GROUP.values[:3])
_ADULTS = _people(*AGE_GROUP.values[3:13])
_ELDERLY = _people(*AGE_GROUP.values[13:])
_EVERYONE = _people(*AGE_GROUP.values)
_COUPLES = ("families.eligible_couples",)

_PERCENT = Text("persen", "per cent")
_PLANNING = Text("Keluarga berencana", "Family planning")
_STRUCTURE = Text("Struktur penduduk", "Structure of the population")
_SIZE = Text("Besarnya penduduk", "Size of the population")
_TAKING_PART = Text("Partisipasi masyarakat", "Participation of the community")

TOTALS = (
    Indicator(
        id="people",
        label=Text("Jumlah penduduk", "People"),
        concept=_SIZE,
        definition=Text(
            "Penduduk pada hari terakhir bulan laporan", "People on the month's last day"
        ),
        interpretation=Text("Besarnya penduduk wilayah itu", "How many people live in the area"),
        formula=Text("jumlah semua kelompok umur", "sum of all age groups"),
        measure=Measure.TOTAL,
        unit=PERSONS,
        numerator=_EVERYONE,
    ),
    Indicator(
        id="families",
        label=Text("Jumlah keluarga", "Families"),
        concept=_SIZE,
        definition=Text("Keluarga yang tinggal di wilayah itu", "Families living in the area"),
        interpretation=Text("Besarnya sasaran pelayanan keluarga", "How many families to serve"),
        formula=Text("jumlah keluarga", "sum of families"),
        measure=Measure.TOTAL,
        unit=FAMILIES,
        numerator=("families.families",),
    ),
    Indicator(
        id="mean_family_size",
        label=Text("Rata-rata anggota keluarga", "Mean family size"),
        concept=_STRUCTURE,
        definition=Text("Banyaknya penduduk untuk setiap keluarga", "People for each family"),
        interpretation=Text(
            "Makin tinggi, makin besar keluarga", "The higher, the larger families"
        ),
        formula=Text("penduduk / keluarga", "people / families"),
        measure=Measure.MEAN,
        unit=Text("orang per keluarga", "persons a family"),
        numerator=_EVERYONE,
        denominator=("families.families",),
    ),
)


def _planning(
    name: str,
    texts: tuple[Text, Text, Text],
    numerator: tuple[str, ...],
    denominator: tuple[str, ...],
) -> Indicator:
    label, definition, interpretation = texts
    return Indicator(
        id=name,
        label=label,
        concept=_PLANNING,
        definition=definition,
        interpretation=interpretation,
        formula=Text(f"{definition.id} x 100", f"{definition.en} x 100"),
        measure=Measure.PERCENTAGE,
        unit=_PERCENT,
        numerator=numerator,
        denominator=denominator,
    )


FAMILY_PLANNING = (
    _planning(
        "contraceptive_prevalence",
        (
            Text("Prevalensi kontrasepsi (CPR)", "Contraceptive prevalence rate (CPR)"),
            Text("peserta KB aktif semua metode / PUS", "users of any method / eligible couples"),
            Text("Makin tinggi, makin banyak PUS ber-KB", "The higher, the more couples use one"),
        ),
        _users(*METHOD.values),
        _COUPLES,
    ),
    _planning(
        "modern_contraceptive_prevalence",
        (
            Text("Prevalensi kontrasepsi modern (mCPR)", "Modern contraceptive prevalence (mCPR)"),
            Text("peserta KB aktif metode modern / PUS", "users of modern methods / couples"),
            Text(
                "Sama dengan CPR selama formulir hanya menanyakan metode modern",
                "Equal to the CPR as long as the form asks for modern methods only",
            ),
        ),
        _users(*MODERN),
        _COUPLES,
    ),
    _planning(
        "long_acting_share",
        (
            Text("Bagian MKJP", "Share of long-acting methods (MKJP)"),
            Text(
                "peserta IUD, MOW, MOP dan implan / peserta KB aktif",
                "users of IUD, sterilisation and implant / users of any method",
            ),
            Text(
                "Makin tinggi, makin banyak peserta yang memakai metode jangka panjang",
                "The higher, the more users rely on long-acting methods",
            ),
        ),
        _users(*LONG_ACTING),
        _users(*METHOD.values),
    ),
    _planning(
        "unmet_need",
        (
            Text("Kebutuhan ber-KB yang tidak terpenuhi", "Unmet need for family planning"),
            Text(
                "PUS tidak ber-KB yang ingin anak ditunda atau tidak ingin anak lagi / PUS",
                "couples not using who want a child later or no more children / eligible couples",
            ),
            Text("Makin rendah, makin baik", "The lower, the better"),
        ),
        tuple(f"non_use.{reason}" for reason in UNMET_NEED),
        _COUPLES,
    ),
)


def _participation(group: Code) -> Indicator:
    target = FORM.questions[TARGET_OF_GROUP[group.code]].field.label
    formula = Text(
        f"anggota {group.label.id} / {target.id} x 100",
        f"members of {group.label.en} / {target.en} x 100",
    )
    return Indicator(
        id=f"participation_{group.code}",
        label=Text(f"Partisipasi {group.label.id}", f"Participation: {group.label.en}"),
        concept=_TAKING_PART,
        definition=Text(
            f"Anggota {group.label.id} dibanding sasarannya, di desa yang memiliki kelompok itu",
            f"Members of {group.label.en} beside its target, in villages that have the group",
        ),
        interpretation=Text(
            "Makin tinggi, makin banyak sasaran yang ikut",
            "The higher, the more of the target group take part",
        ),
        formula=formula,
        measure=Measure.PERCENTAGE,
        unit=_PERCENT,
        numerator=(f"activity_groups.{group.code}.members",),
        denominator=(TARGET_OF_GROUP[group.code],),
    )


PARTICIPATION = {group.code: _participation(group) for group in ACTIVITY_GROUP.codes}
"""Participation by activity group."""


def _ratio(
    name: str,
    label: Text,
    above: tuple[Text, tuple[str, ...]],
    below: tuple[Text, tuple[str, ...]],
    interpretation: Text,
) -> Indicator:
    return Indicator(
        id=name,
        label=label,
        concept=_STRUCTURE,
        definition=Text(
            f"Banyaknya {above[0].id} untuk setiap 100 {below[0].id}",
            f"{above[0].en} for every 100 {below[0].en}",
        ),
        interpretation=interpretation,
        formula=Text(
            f"{above[0].id} / {below[0].id} x 100", f"{above[0].en} / {below[0].en} x 100"
        ),
        measure=Measure.RATIO,
        unit=Text(f"per 100 {below[0].id}", f"per 100 {below[0].en}"),
        numerator=above[1],
        denominator=below[1],
    )


_MALES = (Text("laki-laki", "males"), _of_sex("male"))
_FEMALES = (Text("perempuan", "females"), _of_sex("female"))
_YOUNG = (Text("penduduk 0-14 tahun", "people aged 0-14"), _CHILDREN)
_WORKING = (Text("penduduk 15-64 tahun", "people aged 15-64"), _ADULTS)
_OLD = (Text("penduduk 65 tahun ke atas", "people aged 65 and over"), _ELDERLY)
_DEPENDENT = (
    Text("penduduk 0-14 tahun dan 65 tahun ke atas", "people aged 0-14 and 65 and over"),
    (*_CHILDREN, *_ELDERLY),
)
_BURDEN = Text(
    "Makin tinggi, makin berat tanggungan penduduk usia kerja",
    "The higher, the heavier the burden on people of working age",
)

STRUCTURE = (
    _ratio(
        "sex_ratio",
        Text("Rasio jenis kelamin", "Sex ratio"),
        _MALES,
        _FEMALES,
        Text("Di atas 100: laki-laki lebih banyak", "Above 100: more males than females"),
    ),
    _ratio(
        "child_dependency_ratio",
        Text("Rasio ketergantungan anak", "Child dependency ratio"),
        _YOUNG,
        _WORKING,
        _BURDEN,
    ),
    _ratio(
        "old_age_dependency_ratio",
        Text("Rasio ketergantungan lansia", "Old-age dependency ratio"),
        _OLD,
        _WORKING,
        _BURDEN,
    ),
    _ratio(
        "dependency_ratio",
        Text("Rasio ketergantungan", "Total dependency ratio"),
        _DEPENDENT,
        _WORKING,
        _BURDEN,
    ),
    _ratio(
        "ageing_index",
        Text("Indeks penuaan", "Ageing index"),
        _OLD,
        _YOUNG,
        Text("Makin tinggi, makin tua penduduknya", "The higher, the older the population"),
    ),
)

INDICATORS: tuple[Indicator, ...] = (
    *TOTALS,
    *FAMILY_PLANNING,
    *PARTICIPATION.values(),
    *STRUCTURE,
)

SHARES = tuple(
    indicator
    for indicator in INDICATORS
    if indicator.measure is Measure.PERCENTAGE and indicator not in PARTICIPATION.values()
)
"""Percentages whose numerator is a part of the denominator, which are 100 at most; the members of
a group are not a part of its target."""

INDICATOR = CodeList(
    "indicator",
    Text("Indikator", "Indicator"),
    tuple(Code(indicator.id, indicator.label) for indicator in INDICATORS),
    "Derived from the monthly form; formulas after BKKBN and BPS usage",
)


def indicators_of(form: Form) -> tuple[Indicator, ...]:
    """The indicators all of whose questions the form asks."""
    return tuple(i for i in INDICATORS if all(q in form.questions for q in i.questions))


def indicator(name: str) -> Indicator:
    """The indicator with this id; KeyError when there is none."""
    return {found.id: found for found in INDICATORS}[name]
