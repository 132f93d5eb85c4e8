import pytest

from schemas.problem import Severity, kind_of
from schemas.register import villages
from transforms.identity import Identity, identify
from transforms.workbook import Scalar

PERIOD = "2026-10"
VILLAGE = villages()["18.04.04.2007"]
GUNUNG_SUGIH = "18.04.04.2007"
SUOH = next(v for v in villages().values() if v.name == "Suoh")


def cells(**changed: Scalar) -> dict[str, Scalar]:
    usual: dict[str, Scalar] = {
        "village_code": VILLAGE.code,
        "village_name": VILLAGE.name,
        "district_name": VILLAGE.district,
        "month": "Oktober",
        "year": 2026.0,
    }
    return usual | changed


def seen(identity: Identity) -> tuple[str | None, list[str]]:
    village = identity.village
    kinds = [f"{field.name}: {flaw.kind}" for field, flaw in identity.flaws]
    return None if village is None else village.code, kinds


@pytest.mark.parametrize("village", villages().values(), ids=villages())
def test_every_village_is_itself(village: object) -> None:
    said = villages()[getattr(village, "code", "")]
    own = cells(village_code=said.code, village_name=said.name, district_name=said.district)
    assert seen(identify(own, PERIOD)) == (said.code, [])
    for variant in said.variants:
        code, kinds = seen(identify(own | {"village_name": variant}, PERIOD))
        assert code == said.code
        assert set(kinds) <= {"village_name: identity_name_variant"}


@pytest.mark.parametrize(
    "code",
    ["1804042007", 1804042007.0, 1804042007, "18-04-04-2007", "18 04 04 2007", "'18.04.04.2007",
     " 18.04.04.2007 ", "18.04.042007", VILLAGE.bps_code, float(VILLAGE.bps_code)],
)  # fmt: skip
def test_a_code_written_otherwise_is_read_and_noted(code: Scalar) -> None:
    identity = identify(cells(village_code=code), PERIOD)
    assert seen(identity) == (VILLAGE.code, ["village_code: identity_code_repaired"])
    assert identity.is_settled
    assert dict(identity.flaws[0][1].values)["read"] == VILLAGE.code


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("18.01.04.2007", "identity_other_kabupaten"),
        ("16.71.01.1001", "identity_other_kabupaten"),
        ("1804030005", "identity_other_kabupaten"),
        ("18.04.04.2999", "identity_unknown_village"),
        ("1804042999", "identity_unknown_village"),
        ("18.04.04.201", "identity_unknown_village"),
        ("18.04.04", "identity_unknown_village"),
        (18.04, "identity_unknown_village"),
        (180404201.0, "identity_unknown_village"),
        ("Gunung Sugih", "identity_unknown_village"),
        ("#REF!", "identity_unknown_village"),
        (True, "identity_unknown_village"),
    ],
)
def test_a_code_of_another_place_or_of_none_is_not_completed(code: Scalar, kind: str) -> None:
    identity = identify(cells(village_code=code), PERIOD)
    assert seen(identity) == (None, [f"village_code: {kind}"])
    assert not identity.is_settled


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("gunung  SUGIH", None),
        ("Gunungsugih", None),
        ("Pekon Gunung Sugih", None),
        ("", None),
        ("Gunung Sugeh", "identity_name_variant"),
        ("Gunung Sughi", "identity_name_variant"),
        ("Gunung Ratu", "identity_name_mismatch"),
        ("Wates", "identity_name_mismatch"),
        ("Kampung Baru", "identity_name_mismatch"),
        ("#REF!", "identity_name_mismatch"),
    ],
)
def test_a_name_is_checked_against_the_code(name: str, kind: str | None) -> None:
    identity = identify(cells(village_name=name), PERIOD)
    blocked = kind == "identity_name_mismatch"
    assert seen(identity)[1] == ([f"village_name: {kind}"] if kind else [])
    assert identity.is_settled is not blocked
    assert (identity.village is None) is blocked


@pytest.mark.parametrize(
    ("district", "kind"),
    [
        ("Kec. Balik Bukit", None),
        ("BALIKBUKIT", None),
        ("Balik Bukti", "identity_name_variant"),
        ("Suoh", "identity_name_mismatch"),
        ("Bandung", "identity_name_mismatch"),
    ],
)
def test_a_kecamatan_is_checked_against_the_code(district: str, kind: str | None) -> None:
    identity = identify(cells(district_name=district), PERIOD)
    assert seen(identity)[1] == ([f"district_name: {kind}"] if kind else [])


def test_the_village_suoh_does_not_lie_in_suoh() -> None:
    assert SUOH.district != "Suoh"
    said = cells(village_code=SUOH.code, village_name="Suoh", district_name="Suoh")
    assert seen(identify(said, PERIOD))[1] == ["district_name: identity_name_mismatch"]


def test_bare_digits_need_a_name_beside_them() -> None:
    identity = identify(cells(village_code="1804042007", village_name=""), PERIOD)
    assert not identity.is_settled


def test_without_a_code_a_name_in_a_kecamatan_is_enough_when_it_is_the_only_one() -> None:
    identity = identify(cells(village_code="-"), PERIOD)
    assert seen(identity) == (VILLAGE.code, ["village_code: identity_code_repaired"])
    assert identity.is_settled


@pytest.mark.parametrize(
    "changed",
    [{"village_name": ""}, {"district_name": ""}, {"village_name": "Gunung Sugeh"}],
)
def test_without_a_code_nothing_less_is_enough(changed: dict[str, Scalar]) -> None:
    identity = identify(cells(village_code="", **changed), PERIOD)
    assert seen(identity) == (None, ["village_code: identity_missing"])


def test_names_that_occur_twice_are_told_apart_by_their_kecamatan() -> None:
    twins = [v for v in villages().values() if v.name == "Gunung Sugih"]
    assert len(twins) == 2
    for twin in twins:
        said = cells(village_code="", village_name=twin.name, district_name=twin.district)
        assert seen(identify(said, PERIOD))[0] == twin.code


@pytest.mark.parametrize(
    ("month", "year", "kinds"),
    [
        ("Oktober", 2026.0, []),
        ("okt", "2026", []),
        (10.0, 2026.0, []),
        ("Oktober 2026", "", []),
        ("Oktober", "", ["year: identity_missing"]),
        ("", 2026.0, ["month: identity_missing"]),
        ("September", 2026.0, ["month: identity_other_month"]),
        ("Oktober", 2025.0, ["year: identity_other_month"]),
        ("Oktober 2025", 2026.0, ["year: identity_other_month"]),
        ("Bulan lalu", 2026.0, ["month: date_unreadable"]),
        ("Oktober", "26", ["year: date_unreadable"]),
    ],
)
def test_the_month_is_the_one_asked_for(month: Scalar, year: Scalar, kinds: list[str]) -> None:
    identity = identify(cells(month=month, year=year), PERIOD)
    assert seen(identity)[1] == kinds
    assert identity.is_settled is not bool(kinds)
    assert all(kind_of(flaw.kind).severity is Severity.BLOCKING for _, flaw in identity.flaws)


def test_another_month_is_named() -> None:
    identity = identify(cells(month="September"), PERIOD)
    assert dict(identity.flaws[0][1].values) == {
        "read": "September 2026",
        "expected": "Oktober 2026",
    }
