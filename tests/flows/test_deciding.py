"""What a person decides is checked against the month, and holds from the next run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.deciding import close_finding, exclude_file, find, hold_section, said, undo
from flows.decisions import Register
from flows.settings import SettingError
from schemas.decision import Act
from schemas.spoken import SpokenError
from tests.homes import OTHER, PERIOD, VILLAGE, WRONG, checked, request_in, send

BY = said("Dinas", "sudah dicek")


def test_a_village_that_calls_is_entered_and_the_finding_closes(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", WRONG)
    case = checked(request)
    (finding,) = [f for f in case.examined.findings if f.is_open]
    entered = close_finding(request.home, case, Act.CONFIRM, finding.code.lower(), BY)
    assert (entered.number, entered.who, entered.why) == (1, "Dinas", "sudah dicek")
    again = checked(request)
    assert [f.state for f in again.examined.findings if f.is_asked] == ["confirmed"]
    with pytest.raises(SettingError, match="is not open: it is confirmed by decision 1"):
        find(again, finding.code)
    undo(request.home, 1, BY)
    assert [f.state for f in checked(request).examined.findings if f.is_asked] == ["open"]


def test_what_cannot_be_read_is_not_confirmed(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", {"families.families": "dua belas"})
    case = checked(request)
    (finding,) = [f for f in case.examined.findings if f.is_open]
    for act in (Act.CONFIRM, Act.ACCEPT):
        with pytest.raises(SettingError, match="cannot be closed by a word"):
            close_finding(request.home, case, act, finding.code, BY)
    assert Register(request.home.register).decisions() == ()


def test_a_file_that_is_excluded_is_not_used(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", {"families.families": 7}, OTHER)
    send(request, "b.xlsx", WRONG, hour=1)
    case = checked(request)
    sha256 = case.examined.month.current[VILLAGE].record.submission
    exclude_file(request.home, PERIOD, sha256[:8].upper(), BY)
    again = checked(request)
    assert set(again.examined.month.current) == {OTHER}
    assert [f.problem.kind for f in again.examined.findings] == ["submission_excluded"]
    assert len(again.receipts) == 2


@pytest.mark.parametrize(
    ("decide", "message"),
    [
        (lambda r: find(checked(r), "0000-0000"), "has no finding"),
        (lambda r: hold_section(r.home, PERIOD, "1804", "D", BY), "no village code"),
        (lambda r: hold_section(r.home, PERIOD, VILLAGE, "Z", BY), "no section"),
        (lambda r: exclude_file(r.home, PERIOD, "abc", BY), "names 0 files"),
        (lambda r: exclude_file(r.home, PERIOD, "000000", BY), "names 0 files"),
        (lambda r: undo(r.home, 7, BY), "no decision 7"),
        (lambda _: said(None, "  "), "give the reason"),
        (lambda _: said(None, "12 345"), "give the reason"),
        (lambda _: said(None, "a" * 501), "at most 500"),
    ],
)
def test_what_cannot_be_decided_says_why(decide: object, message: str, tmp_path: Path) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", {})
    with pytest.raises(SpokenError, match=message):
        decide(request)  # type: ignore[operator]
    assert Register(request.home.register).decisions() == ()


def test_who_decides_is_the_option_the_setting_or_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RUMAHDATA_BY", "Bidang Data")
    assert said("Kader", "ya begitu").who == "Kader"
    assert said(None, "ya begitu").who == "Bidang Data"
    monkeypatch.delenv("RUMAHDATA_BY")
    assert said(None, "ya begitu").who
