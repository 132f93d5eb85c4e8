"""The command `rumahdata`: forms, example months, releases and their status."""
# ruff: noqa: FBT002 - a flag of the command line is a boolean

from __future__ import annotations

import os
import sys
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path
from typing import Annotated
from urllib.request import urlopen

import typer
from rich.console import Console

from flows.settings import (
    Home,
    Request,
    checked_period,
    home_of,
    silence_telemetry,
)
from schemas.spoken import SpokenError

app = typer.Typer(
    name="rumahdata",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help=(
        "Turn the monthly workbooks of the Kampung KB villages into an open dataset.\n\n"
        "A month in three commands:\n\n"
        "1. `rumahdata form 2026-10 --out forms` writes the form of every village.\n"
        "2. Put what the villages send into `data/inbox/2026-10`.\n"
        "3. `rumahdata release 2026-10` reads, checks and publishes it.\n\n"
        "To try it without data: `rumahdata sample 2026-10 --out demo`, then "
        "`rumahdata --home demo release 2026-10 --sample`."
    ),
)

Period = Annotated[str, typer.Argument(help="The month, as in 2026-10.", show_default=False)]
Out = Annotated[Path, typer.Option("--out", help="The folder to write to.", show_default=False)]
Inbox = Annotated[
    Path | None,
    typer.Option("--inbox", help="Where the workbooks are; default HOME/inbox/MONTH."),
]
HEALTH_SECONDS = 2


@app.callback()
def main_options(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            "--home", envvar="RUMAHDATA_HOME", help="The data folder; default `data` here."
        ),
    ] = None,
) -> None:
    """Take the options that every command shares."""
    context.obj = home_of(home)


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
def sample(
    period: Period,
    out: Out,
    seed: Annotated[int, typer.Option(help="Another seed makes another month.", min=0)] = 1,
    months: Annotated[
        int, typer.Option(help="How many months, the last being MONTH.", min=1, max=36)
    ] = 1,
) -> None:
    """Write an example month: workbooks marked CONTOH with planted faults, and the truth."""
    from flows.example.month import write_example  # noqa: PLC0415 - heavy

    checked_period(period)
    with console().status("Writing the example month"):
        written = write_example(out, period, seed=seed, months=months)
    console().print(str(written), soft_wrap=True)


@app.command()
def release(
    context: typer.Context,
    period: Period,
    inbox: Inbox = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Take workbooks marked CONTOH, and only these.")
    ] = False,
) -> None:
    """Collect, read, check and publish a month."""
    home: Home = context.obj
    asked = Request(home, checked_period(period), home.inbox(period), sample)
    if inbox is not None:
        asked = replace(asked, inbox=inbox.resolve())
    from flows.summary import print_summary  # noqa: PLC0415 - heavy

    print_summary(console(), _started(asked))


def _started(asked: Request):  # type: ignore[no-untyped-def]  # noqa: ANN202 - imported late
    server = os.environ.get("PREFECT_API_URL")
    if server and _healthy(server):
        from flows.release import release as run  # noqa: PLC0415 - Prefect is heavy

        console().print(f"Recorded as a flow run in the Prefect server at {server}.")
        return run(
            asked.period,
            str(asked.home.root),
            str(asked.inbox),
            sample=asked.sample,
        )
    why = (
        f"The Prefect server at {server} does not answer"
        if server
        else ("No Prefect server is set (PREFECT_API_URL)")
    )
    console().print(f"{why}: the steps run here, unrecorded.")
    from flows.month import run_month  # noqa: PLC0415 - heavy
    from flows.runner import InProcess  # noqa: PLC0415

    with InProcess(console()) as runner:
        return run_month(asked, runner)


def _healthy(server: str) -> bool:
    try:
        with urlopen(f"{server.rstrip('/')}/health", timeout=HEALTH_SECONDS) as answer:  # noqa: S310 - the operator's own setting
            return bool(answer.status == 200)
    except (HTTPException, OSError, ValueError):
        return False


@app.command()
def status(context: typer.Context, period: Period) -> None:
    """Print how a month went: reports, findings, and where its release is."""
    from flows.summary import print_summary, read_summary  # noqa: PLC0415 - heavy

    print_summary(console(), read_summary(context.obj, checked_period(period)))


def console() -> Console:
    """The console people read; wide enough that paths are not broken when it is no terminal."""
    return Console(width=None if sys.stdout.isatty() else 100, highlight=False)


def main() -> None:
    """Run the command; an error a person can mend is one sentence, never a traceback."""
    silence_telemetry()
    try:
        app()
    except (SpokenError, OSError) as error:
        Console(stderr=True, width=100, highlight=False).print(f"Stopped: {error}", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
