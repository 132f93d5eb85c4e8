"""What a flow run shows in the server's pages: its summary, what waits, and how far it is."""

from __future__ import annotations

import csv
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID

from httpx import HTTPError
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.exceptions import PrefectException

from flows.approval import Waiting
from flows.letter_files import FOLDER as LETTERS
from flows.settings import Home, Request
from flows.summary import Summary
from flows.summary_lines import gate_in_words, lines_of
from outputs.manifest import MANIFEST
from outputs.tables import FOLDER
from schemas.change_tables import CHANGES

SHOWN = 20
"""How many changes are shown of those that wait."""

WHOLE = 100.0

log = logging.getLogger(__name__)


@dataclass
class Progress:
    """How far a run is, as a bar in the server's pages."""

    period: str
    steps: int
    bar: UUID | None = field(default=None, init=False)

    def show(self, done: int) -> None:
        """Move the bar to so many steps done."""
        shown(self._move, done)

    def _move(self, done: int) -> None:
        share = min(WHOLE, WHOLE * done / self.steps)
        if self.bar is None:
            key, told = _key("progress", self.period), f"Steps of {self.period}"
            made = create_progress_artifact(share, key=key, description=told)
            self.bar = made if isinstance(made, UUID) else None  # else it is awaited elsewhere
        else:
            update_progress_artifact(self.bar, share)


def shown(show: Callable[..., None], *given: object) -> None:
    """Show something; a server that does not take it stops no run."""
    try:
        show(*given)
    except (PrefectException, HTTPError) as error:
        log.warning("The server took no artifact (%s).", type(error).__name__)


def show_summary(request: Request, summary: Summary) -> None:
    """Show the summary of a month, and where its release and letters are."""
    rows = [{"about": name, "told": told} for name, told in lines_of(summary)]
    create_table_artifact(rows, key=_key("release", summary.period), description=summary.version)
    release = Path(summary.release)
    page = f"{request.site}{summary.version}/" if request.site else _address(release)
    _link(f"{page}index.html", summary.version, "page", release / "index.html", summary.period)
    letters = request.home.work(request.period) / LETTERS
    if request.letters and letters.is_dir():
        _link(_address(letters), LETTERS, LETTERS, letters, summary.period)


def _link(address: str, text: str, what: str, path: Path, period: str) -> None:
    """Show a link, and the path beside it: a browser opens no file from the server's page."""
    told = f"{path} on the machine that made it"
    create_link_artifact(address, link_text=text, key=_key(what, period), description=told)


def show_waiting(request: Request, waiting: Waiting) -> None:
    """Show a release that waits for approval: where it is, what it holds, what changed."""
    told = "\n".join(_waiting_lines(request.home, waiting))
    key = _key("approval", request.period)
    create_markdown_artifact(told, key=key, description=waiting.version)


def _waiting_lines(home: Home, waiting: Waiting) -> Iterator[str]:
    staged = waiting.folder(home)
    manifest = json.loads((staged / MANIFEST).read_text(encoding="utf-8"))
    yield f"# {waiting.version} waits for approval"
    yield f"{waiting.told} Of the gate's expectations {gate_in_words(manifest['gate'])}."
    yield f"Look at `{staged / 'index.html'}` on the machine that made it."
    since = manifest["previous"]
    yield f"## Changes since {since}" if since else "It is the first release."
    with (staged / FOLDER / f"{CHANGES.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for reason, number in sorted(Counter(row["reason"] for row in rows).items()):
        yield f"- {reason}: {number}"
    if rows:
        names = list(rows[0])
        yield "\n" + " | ".join(names)
        yield " | ".join("---" for _ in names)
        yield from (" | ".join(_cell(row[name]) for name in names) for row in islice(rows, SHOWN))
    if len(rows) > SHOWN:
        yield f"\nand {len(rows) - SHOWN} more, in `changes.html` of the staged release"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _key(what: str, period: str) -> str:
    """The name under which the server keeps the versions of an artifact."""
    return f"{what}-{period}"


def _address(folder: Path) -> str:
    return f"{folder.resolve().as_uri()}/"
