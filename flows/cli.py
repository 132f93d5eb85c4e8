"""The command `rumahdata`: forms, example months, releases and their status."""
# ruff: noqa: FBT002 - a flag of the command line is a boolean

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from flows import (
    cli_confidential,
    cli_decisions,
    cli_doctor,
    cli_findings,
    cli_publishing,
    cli_releases,
    cli_runs,
    cli_serving,
    cli_withdrawing,
)
from flows.discretion import discreet, home_known
from flows.settings import checked_period, existing, silence_telemetry
from flows.shortage import shortage
from flows.terminal import Out, Period, app, console
from schemas.personal import MASK_EN, masked
from schemas.spoken import SpokenError

INTERRUPTED = 130
"""The exit code after Ctrl-C."""

__all__ = [
    "app",
    "cli_confidential",
    "cli_decisions",
    "cli_doctor",
    "cli_findings",
    "cli_publishing",
    "cli_releases",
    "cli_runs",
    "cli_serving",
    "cli_withdrawing",
    "main",
]


@app.command()
def form(
    period: Period,
    out: Out,
    blank: Annotated[
        bool, typer.Option("--blank", help="One form without village and month.")
    ] = False,
) -> None:
    """Write the Excel form of every village for a month (or one blank form)."""
    from flows.forms import write_all, write_blank  # noqa: PLC0415 - heavy

    checked_period(period)
    written = [write_blank(out)] if blank else write_all(out, period, console())
    console().print(f"{len(written)} form{'s' * (len(written) != 1)} in {out}", soft_wrap=True)


@app.command()
def sample(  # noqa: PLR0913, PLR0917 - the options of one command
    period: Period,
    out: Out,
    seed: Annotated[int, typer.Option(help="Another seed makes another month.", min=0)] = 1,
    months: Annotated[
        int, typer.Option(help="How many months, the last being MONTH.", min=1, max=36)
    ] = 1,
    mend: Annotated[
        bool,
        typer.Option(
            "--mend",
            help="Let the villages of an earlier example answer their letters instead.",
        ),
    ] = False,
    late: Annotated[
        bool,
        typer.Option(
            "--late",
            help="Let late and corrected reports reach an earlier example that was read instead; "
            "after they are read, once more lets further ones come.",
        ),
    ] = False,
    late_reports: Annotated[
        int, typer.Option(help="With --late: of how many villages that sent nothing.", min=0)
    ] = 3,
    corrections: Annotated[
        int, typer.Option(help="With --late: how many sound reports are corrected.", min=0)
    ] = 2,
) -> None:
    """Write an example month: workbooks marked CONTOH with planted faults, and the truth."""
    checked_period(period)
    if mend and late:
        raise SpokenError("--mend and --late are two steps: run the command once for each")
    if mend:
        from flows.example.mending import mend_example  # noqa: PLC0415 - heavy

        with console().status("Answering the letters"):
            done: object = mend_example(out, period)
    elif late:
        from flows.example.arrivals import arrive_late  # noqa: PLC0415 - heavy

        with console().status("Letting reports arrive late"):
            done = arrive_late(out, period, late_reports=late_reports, corrected=corrections)
    else:
        from flows.example.month import write_example  # noqa: PLC0415 - heavy

        with console().status("Writing the example month"):
            done = write_example(out, period, seed=seed, months=months)
    console().print(str(done), soft_wrap=True)


@app.command()
def status(
    context: typer.Context,
    period: Annotated[
        str | None,
        typer.Argument(help="The month, as in 2026-10; without it, a line for every month."),
    ] = None,
) -> None:
    """Print how a month went: reports, findings, and where its release is."""
    existing(context.obj)
    if period is None:
        from flows.overview import overview, print_overview  # noqa: PLC0415 - heavy

        print_overview(console(), context.obj, overview(context.obj))
        return
    from flows.status import print_month  # noqa: PLC0415

    print_month(console(), context.obj, checked_period(period))


def main() -> None:
    """Run the command; an error a person can mend is one sentence, never a traceback."""
    silence_telemetry()
    try:
        app()
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            print("Interrupted: the same command goes on with what is left.", file=sys.stderr)
        raise
    except Exception as error:
        told = _in_words(error)
        if not told:
            raise
        Console(stderr=True, width=100, highlight=False).print(f"Stopped: {told}", markup=False)
        sys.exit(1)


def _in_words(error: Exception) -> str:
    """What a person is told of an error; empty for one that was not foreseen."""
    if isinstance(error, SpokenError):
        return masked(str(error), MASK_EN)
    told = shortage(error, home_known())
    return told or (discreet(str(error)) if isinstance(error, OSError) else "")


if __name__ == "__main__":
    main()
