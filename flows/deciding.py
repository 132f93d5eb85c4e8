"""What a person decides: checked against the month, then entered in the register."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from flows.archive import Archive
from flows.decisions import Register
from flows.examination import Case
from flows.given_reasons import worded_reason
from flows.settings import Home, SettingError
from schemas.decision import Act, Decision, in_force
from schemas.form import FORM
from schemas.personal import masked
from schemas.problem import Severity
from schemas.register import villages
from transforms.closing import can_close
from transforms.findings import Finding


@dataclass(frozen=True, slots=True)
class Said:
    """Who decides, and why."""

    who: str
    why: str


def said(by: str | None, because: str) -> Said:
    """Who decides and why, from the options of a command.

    Without --by it is RUMAHDATA_BY, else the name of the account. SettingError when the
    reason has no words or is very long.
    """
    return Said(who(by), masked(worded_reason(because)))


def who(by: str | None) -> str:
    """Who decides: as given, else RUMAHDATA_BY, else the name of the account."""
    return " ".join((by or os.environ.get("RUMAHDATA_BY") or getpass.getuser()).split())


def close_finding(home: Home, case: Case, act: Act, code: str, by: Said) -> Decision:
    """Enter that a finding is confirmed by its village, or accepted by the office."""
    period = case.examined.month.period
    finding = find(case, code)
    problem = finding.problem
    if not can_close(act, problem):
        raise SettingError(_why_not(finding))
    about = {
        "village_code": problem.village_code,
        "kind": problem.kind,
        "question": problem.question,
        "fingerprint": finding.fingerprint,
    }
    return _enter(home, act, period, finding.code, by, about)


def find(case: Case, code: str) -> Finding:
    """The open finding with this code; SettingError says what else it is."""
    period = case.examined.month.period
    wanted = code.strip().upper().replace("-", "").replace(" ", "")
    for finding in case.examined.findings:
        if finding.code.replace("-", "") != wanted:
            continue
        if finding.is_open:
            return finding
        raise SettingError(
            f"finding {finding.code} of {period} is not open: it is {finding.state}"
            + (f" by decision {finding.decision}" if finding.decision else "")
        )
    raise SettingError(
        f"{period} has no finding {code!r}: the codes stand in problems.csv and in the letters"
    )


def _why_not(finding: Finding) -> str:
    problem = finding.problem
    if problem.severity is Severity.BLOCKING:
        return (
            f"finding {finding.code} ({problem.kind}) cannot be closed by a word, because no "
            "value could be taken: the village has to correct it, or the office excludes the file"
        )
    return f"finding {finding.code} ({problem.kind}) asks for nothing"


def hold_section(home: Home, period: str, village: str, section: str, by: Said) -> Decision:
    """Enter that a section of a village's report of a month is held back."""
    village = _with_dots(village)
    if village not in villages():
        raise SettingError(f"{village!r} is no village code of the register, such as 18.04.04.2007")
    named = {s.letter.lower(): s.name for s in FORM.sections} | {
        s.name: s.name for s in FORM.sections
    }
    if section.lower() not in named:
        raise SettingError(
            f"{section!r} is no section of the form: give its letter "
            f"({FORM.sections[0].letter} to {FORM.sections[-1].letter}) or its name"
        )
    subject = named[section.lower()]
    if subject == FORM.sections[0].name:
        raise SettingError(f"section {section!r} names the report: exclude the file instead")
    for decision in in_force(Register(home.register).decisions()):
        if (decision.act, decision.period) != (Act.HOLD, period):
            continue
        if (decision.village_code, decision.subject) == (village, subject):
            raise SettingError(f"it is held back already, by decision {decision.number}")
    return _enter(home, Act.HOLD, period, subject, by, {"village_code": village})


def _with_dots(code: str) -> str:
    """A village code as the register has it: 1804042007 is 18.04.04.2007."""
    if len(code) == 10 and code.isdigit():
        return f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}"
    return code


def exclude_file(home: Home, period: str, file: str, by: Said) -> Decision:
    """Enter that a file that was sent for a month is not used; see Archive.find for `file`."""
    sha256 = Archive(home.archive).find(period, file)
    return _enter(home, Act.EXCLUDE, period, sha256, by)


def undo(home: Home, number: int, by: Said) -> Decision:
    """Enter that an earlier decision does not hold any more; the entry itself stays."""
    entered = Register(home.register).decisions()
    known = {decision.number: decision for decision in entered}
    if number not in known:
        raise SettingError(f"there is no decision {number}: `rumahdata decisions` lists them")
    if known[number] not in in_force(entered):
        raise SettingError(f"decision {number} does not hold any more: it was undone before")
    return _enter(home, Act.UNDO, known[number].period, str(number), by)


def _enter(  # noqa: PLR0913, PLR0917 - what an entry records
    home: Home,
    act: Act,
    period: str,
    subject: str,
    by: Said,
    about: Mapping[str, str] = MappingProxyType({}),
) -> Decision:
    now = datetime.now(UTC).replace(microsecond=0)
    return Register(home.register).enter(
        lambda number: Decision(
            number=number,
            act=act,
            period=period,
            subject=subject,
            who=by.who,
            when=now,
            why=by.why,
            **about,
        )
    )
