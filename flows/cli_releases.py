"""The commands about releases: what changed between two, is one true, what was known when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from flows.terminal import app, console

if TYPE_CHECKING:
    from flows.settings import Home

Named = Annotated[
    str,
    typer.Argument(help="A version, as in 2026.10.0, or a release's folder.", show_default=False),
]


@app.command()
def diff(
    context: typer.Context,
    before: Named,
    after: Named,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write every change to this CSV file.")
    ] = None,
    limit: Annotated[int, typer.Option(help="How many changes to print.", min=0)] = 20,
) -> None:
    """Print what differs between two releases, each change with its one reason."""
    from flows.diff_report import diff_of, print_diff, write_diff  # noqa: PLC0415 - heavy

    found = diff_of(_releases(context), before, after)
    print_diff(console(), found, limit)
    if out is not None:
        write_diff(out, found)
        console().print(f"All changes  {out}", soft_wrap=True)
    if found.compared.unexplained:
        raise typer.Exit(1)


@app.command()
def verify(
    context: typer.Context,
    release: Named,
    before: Annotated[
        str | None,
        typer.Option("--before", help="The release before; default: beside it, by its name."),
    ] = None,
    rebuild: Annotated[
        bool | None,
        typer.Option(
            "--rebuild/--no-rebuild",
            help="Make it anew from the archive and compare; default: where there is an archive.",
        ),
    ] = None,
) -> None:
    """Check a release: sums, contents, metadata, the proof of its version, and by rebuilding it."""
    from flows.verification import verify_release  # noqa: PLC0415 - heavy

    home: Home = context.obj
    table = Table("check", "result", "told", box=None, pad_edge=False)
    checks = verify_release(home, release, before, rebuild=rebuild)
    for check in checks:
        table.add_row(check.name, check.result, Text(check.told))
    console().print(table)
    if any(check.is_failed for check in checks):
        raise typer.Exit(1)


@app.command()
def revisions(
    context: typer.Context,
    release: Named,
    indicator: Annotated[str, typer.Option(help="An indicator, as in people.")] = "people",
    area: Annotated[str, typer.Option(help="The kabupaten or a kecamatan, as in 18.04.04.")] = "",
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Only what was known at this version, as in 2026.09.0."),
    ] = None,
) -> None:
    """Print what was known of each month at each release, and how much it was revised."""
    from flows.triangle import print_triangle, triangle_of  # noqa: PLC0415 - heavy

    found = triangle_of(_releases(context), release, indicator, area, as_of)
    print_triangle(console(), found)


def _releases(context: typer.Context) -> Path:
    home: Home = context.obj
    return home.releases
