"""Who has not reported a month yet: read as far as it came, told, and nothing published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flows.examination import Case, examine_month
from flows.files import replace_file
from flows.inbox import NoInboxError
from flows.letters import letters_of, overview_of
from flows.lock import month_lock
from flows.runner import Runner
from flows.settings import Request, existing
from flows.sources.source import NoSuchPlaceError
from outputs.letters.overview import Overview
from outputs.letters.reminder import reminder_list, reminder_message, reminder_rows
from schemas.letter.reminder import LIST_NAME
from transforms.merge import WIB, cut_off

FOLDER = "reminder"


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was written: the folder, how many villages are expected, and who has not reported.

    A row of `owing` has Indonesian headings: code, village, kecamatan, state, arrival.
    `warning` says why nobody can have reported, or is empty.
    """

    period: str
    folder: Path
    expected: int
    owing: Sequence[dict[str, str]]
    warning: str = ""


def remind(request: Request, runner: Runner) -> Reminded:
    """Collect and read a month, and write who has not reported into its working files.

    One message for each kecamatan and one list; those of an earlier reminder are replaced.
    """
    existing(request.home)
    warning = ""
    with month_lock(request):
        try:
            case = examine_month(request, runner)
        except (NoInboxError, NoSuchPlaceError) as nothing:  # nobody has sent anything yet
            warning = str(nothing)
            case = examine_month(request, runner, collecting=False)
        whole = runner.step("Who reported", _overview, request, case)
        folder = request.home.work(request.period) / FOLDER
        runner.step("Reminder", write_reminder, folder, whole, datetime.now(WIB).date())
    rows = reminder_rows(whole)
    return Reminded(request.period, folder, len(whole.villages), rows, warning)


def _overview(request: Request, case: Case) -> Overview:
    period, deadline = request.period, cut_off(request.period)
    letters = letters_of(case, period, deadline, sample=request.sample)
    return overview_of(case, letters, period, deadline, sample=request.sample)


def write_reminder(folder: Path, whole: Overview, today: date) -> None:
    """Write the messages of all kecamatan and the list, each beside and renamed."""
    for view in whole.by_district():
        home = view.villages[0].village
        text = reminder_message(view, today) + "\n"
        path = folder / f"{home.district_code} {home.district}.txt"
        _write(path, text.encode())
    _write(folder / f"{LIST_NAME.id}.csv", reminder_list(whole))


def _write(path: Path, content: bytes) -> None:
    replace_file(path, lambda beside: beside.write_bytes(content))
