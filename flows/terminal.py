"""What every command of `rumahdata` shares: the application, its options, the console."""

# ruff: noqa: FBT002 - a flag of the command line is a boolean

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.discretion import install
from flows.settings import (
    Home,
    Request,
    checked_period,
    floor_of,
    home_of,
    site_of,
    store_of,
    with_inbox,
)

if TYPE_CHECKING:
    from flows.runner import InProcess

app = typer.Typer(
    name="rumahdata",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help=(
        "Turn the monthly workbooks of the Kampung KB villages into an open dataset.\n\n"
        "A month in five commands:\n\n"
        "1. `rumahdata form 2026-10 --out forms` writes the form of every village.\n"
        "2. Put what the villages send into `data/inbox/2026-10`.\n"
        "3. `rumahdata letters 2026-10` reads and checks it, and writes to each village what to "
        "mend, in its own workbook.\n"
        "4. Put what comes back into the same inbox and run `rumahdata letters` again.\n"
        "5. `rumahdata release 2026-10` publishes the month.\n\n"
        "To try it without data: `rumahdata sample 2026-10 --out demo`, then "
        "`rumahdata --home demo release 2026-10 --sample`."
    ),
)

Period = Annotated[str, typer.Argument(help="The month, as in 2026-10.", show_default=False)]
Out = Annotated[Path, typer.Option("--out", help="The folder to write to.", show_default=False)]
Inbox = Annotated[
    str | None,
    typer.Option(
        "--inbox",
        help="Where the workbooks are: a folder, or an address as in s3://bucket/in/{period}; "
        "default RUMAHDATA_INBOX, else HOME/inbox/MONTH.",
    ),
]
Sample = Annotated[
    bool, typer.Option("--sample", help="Take workbooks marked CONTOH, and only these.")
]
Because = Annotated[
    str, typer.Option("--because", help="The reason, in words; it is kept.", show_default=False)
]
By = Annotated[
    str | None,
    typer.Option("--by", help="Who decides; default RUMAHDATA_BY, else the account's name."),
]


def _print_version(asked: bool) -> None:  # noqa: FBT001 - called by the command line
    if asked:
        from flows.provenance import CODE_VERSION, code_digest  # noqa: PLC0415 - reads all code

        typer.echo(f"rumahdata {CODE_VERSION}, code {code_digest()}")
        raise typer.Exit


@app.callback()
def main_options(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            "--home", envvar="RUMAHDATA_HOME", help="The data folder; default `data` here."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback prints and ends
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the version and the digest of the code, as in the manifest, and end.",
        ),
    ] = False,
) -> None:
    """Take the options that every command shares."""
    context.obj = home_of(home)
    install(context.obj)


def request_of(
    context: typer.Context, period: str, inbox: str | None = None, *, sample: bool
) -> Request:
    """The request of a command from its options; SettingError when the month is none."""
    home: Home = context.obj
    checked_period(period)
    where = home.inbox(period)
    asked = Request(home, period, where, sample, site=site_of(), store=store_of(), floor=floor_of())
    return with_inbox(asked, inbox)


def console() -> Console:
    """The console people read; wide enough that paths are not broken when it is no terminal."""
    return Console(width=None if sys.stdout.isatty() else 100, highlight=False)


@contextmanager
def in_process() -> Iterator[InProcess]:
    """A runner that runs the steps here, with a progress bar that is taken away at the end."""
    from flows.runner import InProcess  # noqa: PLC0415 - heavy

    with InProcess(console()) as runner:
        yield runner
