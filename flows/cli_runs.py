"""The commands that run months: release, rerun, plan and approve."""
# ruff: noqa: FBT002, PLR0913, PLR0917 - the options of a command are its parameters

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from flows.engines import Engine, EngineName, engine_of
from flows.overrides import overrides_of
from flows.reuse.step import Step, steps_from
from flows.settings import (
    INBOX,
    MONTH,
    SERVER,
    Request,
    SettingError,
    is_approval_needed,
    months_of,
)
from flows.terminal import Because, By, Inbox, Period, Sample, app, console, in_process, request_of
from schemas.register import villages

if TYPE_CHECKING:
    from flows.asked import Asked, What
    from flows.summary import Summary

Months = Annotated[
    str,
    typer.Argument(
        metavar="MONTH",
        help="The month, as in 2026-10, or months in a row, as in 2026-01..2026-10.",
        show_default=False,
    ),
]
Wait = Annotated[bool, typer.Option("--wait", help="Wait while another run of the month goes on.")]
From = Annotated[
    Step | None,
    typer.Option(
        "--from",
        help="Do this step and all after it anew; from collect on, those of every month.",
        show_default=False,
    ),
]
VillageCode = Annotated[
    str,
    typer.Option("--village", help="Read the files of this village anew, as in 18.04.04.2007."),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Do every step of every month anew.")]

Correct = Annotated[
    bool,
    typer.Option(
        "--correct",
        help="Publish a new edition of a published month, if anything differs from the last.",
    ),
]
WithLetters = Annotated[
    bool, typer.Option("--letters", help="Write to each village too what to mend.")
]
WithApproval = Annotated[
    bool | None,
    typer.Option(
        "--approval/--no-approval",
        help="Publish only after `rumahdata approve`; default RUMAHDATA_APPROVAL.",
        show_default=False,
    ),
]
EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="Where files are read: here, or on Dask.")
]
Scheduler = Annotated[
    str,
    typer.Option(
        "--scheduler",
        help="The Dask cluster, as in tcp://10.0.0.5:8786; its workers see the data folder under "
        "the same path. Default: two workers on this machine.",
        show_default=False,
    ),
]

Override = Annotated[
    list[str],
    typer.Option(
        "--override",
        metavar="ID",
        help="Publish although this expectation of the gate stops it; may be given more than "
        "once, and needs --reason. Both are published.",
        show_default=False,
    ),
]
Reason = Annotated[
    str, typer.Option("--reason", help="Why it is true all the same.", show_default=False)
]

WAITING = 3
"""The exit code of a run that ends because its release waits for a person."""


@app.command()
def release(
    context: typer.Context,
    period: Months,
    inbox: Inbox = None,
    sample: Sample = False,
    correct: Correct = False,
    letters: WithLetters = False,
    approval: WithApproval = None,
    override: Override = [],  # noqa: B006 - a parameter of a command
    reason: Reason = "",
    wait: Wait = False,
    engine: EngineOption = EngineName.LOCAL,
    scheduler: Scheduler = "",
) -> None:
    """Collect, read, check and publish a month, with what came since for the months before."""
    months = months_of(period)
    asked = replace(
        request_of(context, months[0], inbox, sample=sample),
        correct=correct,
        letters=letters,
        approval=is_approval_needed() if approval is None else approval,
        waits=wait,
        overrides=overrides_of(override, reason),
    )
    if len(months) > 1 and override:
        raise SettingError("--override is of one month: run that month alone")
    if len(months) > 1 and not asked.has_month_each:
        raise SettingError(
            f"the inbox {asked.place} (--inbox or {INBOX}) is of one month: write {MONTH} where "
            "the month stands in it, leave it out, or give one month"
        )
    used = engine_of(engine, scheduler)
    if len(months) == 1:
        _release(asked, used)
        return
    from flows.backfill import backfill, backfill_table  # noqa: PLC0415 - heavy

    outcomes = backfill([asked.of(month) for month in months], console(), used)
    console().print(backfill_table(outcomes))
    if any(outcome.stopped for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def rerun(
    context: typer.Context,
    period: Period,
    first: From = None,
    village: VillageCode = "",
    fresh: Fresh = False,
    wait: Wait = False,
) -> None:
    """Ask for the last run of a month again; only what is missing or changed is done."""
    asked = _last(context, period)
    again = steps_from(Step.COLLECT) if fresh else frozenset[Step]()
    if first is not None:
        again |= steps_from(first)
    if village:
        _refuse_stranger(village)
        again |= steps_from(Step.CHECK)
    request = replace(asked.request, again=again, village=village, waits=wait)
    console().print(f"Again     {asked.command}", markup=False)
    if asked.what == "release":
        _release(request)
        return
    from flows.month import check_month, letters_of_month  # noqa: PLC0415 - heavy
    from flows.summary_lines import print_summary  # noqa: PLC0415

    with in_process() as runner:
        if asked.what == "letters":
            summary, _ = letters_of_month(request, runner)
        else:
            _, summary = check_month(request, runner)
    print_summary(console(), summary)


@app.command()
def plan(context: typer.Context, period: Period) -> None:
    """List what `rumahdata rerun` would do, why, and how long it took last; write nothing."""
    from flows.foresight import foresee  # noqa: PLC0415 - heavy

    asked = _last(context, period)
    table = Table("step", "would", "why", "last took", box=None, pad_edge=False)
    for step in foresee(asked):
        took = "" if step.seconds is None else f"{step.seconds:.1f} s"
        table.add_row(step.step, "run" if step.why else "be reused", step.why, took)
    console().print(table)


@app.command()
def approve(
    context: typer.Context,
    period: Period,
    because: Because = "",
    by: By = None,
) -> None:
    """Approve the staged release of a month, and publish it."""
    from flows.approval import approve as enter  # noqa: PLC0415 - heavy
    from flows.asking import is_healthy  # noqa: PLC0415
    from flows.deciding import who  # noqa: PLC0415

    asked = _last(context, period, "release")
    waiting = enter(asked.request.home, period, who(by), because)
    console().print(f"Approved  {waiting.version} by {waiting.by}", markup=False)
    server = os.environ.get(SERVER)
    if waiting.flow_run and server and is_healthy(server):
        from flows.recorded import resumed  # noqa: PLC0415 - Prefect is heavy

        if name := resumed(waiting):
            console().print(f"Resumed   flow run {name}, which publishes it", markup=False)
            return
    _release(asked.request)


def _last(context: typer.Context, period: str, what: What | None = None) -> Asked:
    from flows.asked import last_asked  # noqa: PLC0415 - heavy

    return last_asked(request_of(context, period, sample=False), what)


def _release(asked: Request, engine: Engine | None = None) -> None:
    from flows.approval import ApprovalNeededError  # noqa: PLC0415 - heavy
    from flows.asking import run_release  # noqa: PLC0415
    from flows.summary_lines import print_summary  # noqa: PLC0415

    try:
        summary: Summary = run_release(asked, console(), engine)
    except ApprovalNeededError as waiting:
        console().print(f"Waiting   {waiting}", markup=False, soft_wrap=True)
        raise typer.Exit(WAITING) from None
    print_summary(console(), summary)


def _refuse_stranger(village: str) -> None:
    if village not in villages():
        raise SettingError(
            f"--village {village!r} is no village of the register: write its code as in "
            "18.04.04.2007"
        )
