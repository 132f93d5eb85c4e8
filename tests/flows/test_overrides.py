"""Which expectations of the gate a person can override, and how that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.overrides import checked_overrides, is_stopping, overrides_of
from flows.release import release
from flows.settings import FLOOR_OF_COVERAGE, SettingError, floor_of
from schemas.gate import FLOOR


@pytest.mark.parametrize(
    ("name", "stops"),
    [
        ("coverage.kabupaten", True),
        ("families.rows", True),
        ("coverage.kecamatan", False),
        ("families.colour", False),
        ("villages", False),
        ("", False),
    ],
)
def test_what_can_stop_a_release(name: str, stops: bool) -> None:
    assert is_stopping(name) is stops


def test_an_override_has_a_reason_and_is_asked_for_once() -> None:
    asked = overrides_of(["families.rows", "coverage.lost", "families.rows"], " banjir:\n jalan ")
    assert asked == (("families.rows", "banjir: jalan"), ("coverage.lost", "banjir: jalan"))
    assert overrides_of([], "") == ()


@pytest.mark.parametrize(
    ("names", "reason", "told"),
    [
        (["families.rows"], "", "--override and --reason belong together"),
        (["families.rows"], "  ", "--override and --reason belong together"),
        ([], "why not", "--override and --reason belong together"),
        (["families.colour"], "why", "--override families.colour: no such expectation"),
        (["families.colour"], "why", "There are files.columns, "),
        (["coverage.kecamatan"], "why", "--override coverage.kecamatan: it only warns"),
        (["families.rows"], "x", "--reason, in words"),
        (["families.rows"], "1 2 3", "--reason, in words"),
        (["families.rows"], "ab " * 200, "--reason has 599 characters"),
        (["families.rows"], "hubungi 081234567890", "--reason is published, and holds a long"),
        (["families.rows"], "tanya kader@pekon.example.id", "a mail address"),
    ],
)
def test_what_cannot_be_overridden_is_refused(names: list[str], reason: str, told: str) -> None:
    with pytest.raises(SettingError, match=r"override|--reason") as refused:
        overrides_of(names, reason)
    assert told in str(refused.value)


def test_a_run_started_on_the_servers_page_is_held_to_the_same(tmp_path: Path) -> None:
    given = {"families.rows": " banjir:\n jalan ", "coverage.lost": "jalan"}
    assert checked_overrides(given) == (
        ("families.rows", "banjir: jalan"),
        ("coverage.lost", "jalan"),
    )
    for wrong in ({"coverage.lost": " "}, {"families.colour": "why"}):
        with pytest.raises(SettingError, match="override"):
            release.fn("2026-10", str(tmp_path), overrides=wrong)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("given", "floor"), [("", FLOOR), ("0", 0), ("70", 70), ("100", 100)])
def test_the_floor_is_a_setting(monkeypatch: pytest.MonkeyPatch, given: str, floor: int) -> None:
    monkeypatch.setenv(FLOOR_OF_COVERAGE, given)
    assert floor_of() == floor


@pytest.mark.parametrize("given", ["101", "-1", "7.5", "tujuh puluh", "٧٠%"])
def test_a_floor_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(FLOOR_OF_COVERAGE, given)
    with pytest.raises(SettingError, match="whole number from 0 to 100"):
        floor_of()
