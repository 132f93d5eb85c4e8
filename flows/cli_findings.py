"""The commands about findings: check a month, write its letters, ask why, replay rules."""
# ruff: noqa: FBT002, PLR0913, PLR0917 - the options of a command are its parameters

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

import typer

from flows.settings import SettingError
from flows.terminal import Inbox, Period, Sample, app, console, in_process, request_of


@app.command()
def check(
    context: typer.Context, period: Period, inbox: Inbox = None, sample: Sample = False
) -> None:
    """Collect, read and check a month and write its findings; publish nothing."""
    from flows.month import check_month  # noqa: PLC0415 - heavy
    from flows.summary_lines import print_summary  # noqa: PLC0415

    asked = request_of(context, period, inbox, sample=sample)
    with in_process() as runner:
        _, summary = check_month(asked, runner)
    print_summary(console(), summary)
    console().print(f"Findings  {asked.home.work(period) / 'problems.csv'}", soft_wrap=True)


@app.command()
def letters(
    context: typer.Context,
    period: Period,
    inbox: Inbox = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            help="The last day to answer, as in 2026-11-20; default what the letters that are "
            "there say, else the deadline of the month, or a week from today.",
        ),
    ] = None,
    sample: Sample = False,
) -> None:
    """Check a month and write to each village what to mend, in its own workbook."""
    from flows.month import letters_of_month  # noqa: PLC0415 - heavy
    from flows.summary_lines import print_summary  # noqa: PLC0415

    asked = request_of(context, period, inbox, sample=sample)
    asked = replace(asked, until=_last_day(until))
    with in_process() as runner:
        summary, letters = letters_of_month(asked, runner)
    print_summary(console(), summary)
    written = letters.counts
    console().print(
        f"Letters   villages asked {written.asked}, reminded {written.reminded}, thanked "
        f"{written.thanked}; marked workbooks {written.workbooks}; answers until {letters.until}"
    )
    if written.strays:
        console().print(f"Strays    files of which no village can be told: {written.strays}")
    console().print(f"Folder    {written.folder}", soft_wrap=True)


def _last_day(until: str | None) -> date | None:
    from transforms.merge import WIB  # noqa: PLC0415 - heavy

    if until is None:
        return None
    today = datetime.now(WIB).date()
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise SettingError(f"--until {until!r} is not a day: write it as 2026-11-20") from None
    if day < today:
        raise SettingError(f"--until {until} is over: give a day from {today} on")
    return day


@app.command()
def why(
    context: typer.Context,
    period: Period,
    table: Annotated[
        str | None, typer.Argument(help="A table, as in families.", show_default=False)
    ] = None,
    column: Annotated[
        str | None, typer.Argument(help="One of its columns, as in count.", show_default=False)
    ] = None,
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            help="The row, as in village_code=18.04.04.2007 indicator=families.",
            show_default=False,
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--file", help="Instead: a file that was sent, by path or sha256."),
    ] = None,
    sample: Sample = False,
) -> None:
    """Say which file, sheet and cell a published value comes from, or what a file has fed."""
    from flows.archive import Archive  # noqa: PLC0415 - heavy
    from flows.examination import examine_month  # noqa: PLC0415
    from flows.why import fed, trace  # noqa: PLC0415
    from flows.why_lines import lines_of_file, lines_of_trace  # noqa: PLC0415

    asked = request_of(context, period, sample=sample)
    if (file is None) == (table is None):
        raise SettingError("give either a table, a column and the keys of its row, or --file")
    sha256 = Archive(asked.home.archive).find(period, file) if file else ""
    with in_process() as runner:
        case = examine_month(asked, runner, collecting=False)
    if table is None:
        found = lines_of_file(fed(case, sha256), asked.home.archive)
    elif column is None:
        raise SettingError(f"give a column of table {table} and the keys of its row")
    else:
        found = lines_of_trace(trace(asked, case, table, column, _pairs(keys or [])))
    for line in found:
        console().print(line, markup=False, soft_wrap=True)


def _pairs(keys: list[str]) -> dict[str, str]:
    pairs = [key.partition("=") for key in keys]
    for name, mark, value in pairs:
        if not (name and mark and value):
            raise SettingError(f"{name!r} is no key: write it as village_code=18.04.04.2007")
    return {name: value for name, _, value in pairs}


@app.command()
def replay(
    context: typer.Context,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", help="A rule's id; may be given again. Default: every rule."),
    ] = None,
    sample: Sample = False,
) -> None:
    """Run rules over all archived months: which villages newly fail or pass."""
    from flows.replay import replay as run  # noqa: PLC0415 - heavy
    from flows.replay import rules_named  # noqa: PLC0415
    from flows.replay_table import replay_table  # noqa: PLC0415

    asked = request_of(context, "2000-01", sample=sample)
    with in_process() as runner:
        found = run(asked, rules_named(rule or []), runner)
    console().print(replay_table(found))
