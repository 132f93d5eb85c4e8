"""The commands that decide: confirm, accept, hold, exclude, undo, and the list of decisions."""
# ruff: noqa: FBT002, PLR0913, PLR0917 - the options of a command are its parameters

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.settings import checked_period
from flows.terminal import Because, By, Period, Sample, app, console, in_process, request_of

if TYPE_CHECKING:
    from schemas.decision import Act, Decision

Code = Annotated[
    str, typer.Argument(help="The finding's code, as in K7Q3-9XZA.", show_default=False)
]


@app.command()
def confirm(
    context: typer.Context,
    period: Period,
    code: Code,
    because: Because,
    by: By = None,
    sample: Sample = False,
) -> None:
    """Enter that a village stands by what a finding asks about."""
    from schemas.decision import Act  # noqa: PLC0415 - light, but beside the heavy ones

    _close(context, Act.CONFIRM, period, code, because, by, sample=sample)


@app.command()
def accept(
    context: typer.Context,
    period: Period,
    code: Code,
    because: Because,
    by: By = None,
    sample: Sample = False,
) -> None:
    """Enter that the office takes an answer as it is, against a finding."""
    from schemas.decision import Act  # noqa: PLC0415

    _close(context, Act.ACCEPT, period, code, because, by, sample=sample)


def _close(
    context: typer.Context,
    act: Act,
    period: str,
    code: str,
    because: str,
    by: str | None,
    *,
    sample: bool,
) -> None:
    from flows.deciding import close_finding, said  # noqa: PLC0415 - heavy
    from flows.examination import examine_month  # noqa: PLC0415

    asked = request_of(context, period, sample=sample)
    by_whom = said(by, because)
    with in_process() as runner:
        case = examine_month(asked, runner, collecting=False)
    _say(close_finding(asked.home, case, act, code, by_whom))


@app.command()
def hold(
    context: typer.Context,
    period: Period,
    village: Annotated[str, typer.Argument(help="The village's code.", show_default=False)],
    section: Annotated[str, typer.Argument(help="A to K, or its name.", show_default=False)],
    because: Because,
    by: By = None,
) -> None:
    """Enter that a section of a village's report is held back from publication."""
    from flows.deciding import hold_section, said  # noqa: PLC0415 - heavy

    month = checked_period(period)
    _say(hold_section(context.obj, month, village, section, said(by, because)))


@app.command()
def exclude(
    context: typer.Context,
    period: Period,
    file: Annotated[
        str, typer.Argument(help="Its path, or how its sha256 begins.", show_default=False)
    ],
    because: Because,
    by: By = None,
) -> None:
    """Enter that a file that was sent is not used; it stays in the archive."""
    from flows.deciding import exclude_file, said  # noqa: PLC0415 - heavy

    _say(exclude_file(context.obj, checked_period(period), file, said(by, because)))


@app.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="The decision's number.", show_default=False)],
    because: Because,
    by: By = None,
) -> None:
    """Enter that an earlier decision does not hold any more; nothing is deleted."""
    from flows.deciding import said  # noqa: PLC0415 - heavy
    from flows.deciding import undo as enter  # noqa: PLC0415

    _say(enter(context.obj, number, said(by, because)))


@app.command()
def decisions(
    context: typer.Context,
    period: Annotated[
        str | None, typer.Argument(help="One month only.", show_default=False)
    ] = None,
) -> None:
    """List what villages and the office decided, who, when and why."""
    from flows.decision_table import decision_table  # noqa: PLC0415 - heavy
    from flows.decisions import Register  # noqa: PLC0415

    wanted = None if period is None else checked_period(period)
    entered = Register(context.obj.register).decisions()
    if not entered:
        console().print("No decision has been entered.")
        return
    console().print(decision_table(entered, wanted))


def _say(decision: Decision) -> None:
    village = f"{decision.village_code} " * bool(decision.village_code)
    console().print(
        f"Decision {decision.number} entered: {decision.act.value} {decision.subject} of "
        f"{village}{decision.period}, by {decision.who}. It holds from the next run on.",
        markup=False,
        soft_wrap=True,
    )
