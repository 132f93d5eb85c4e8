"""Has every judge look at a release and at broken copies of it, and tells how it went."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from judges.panel import PANEL, Break, Judge

HEADER = ("judge", "release", "broken copy", "what was broken", "verdict")
LINES_OF_A_REFUSAL = 10
TIMEOUT = 600
"""The seconds after which a judge counts as having no answer."""


class Opinion(StrEnum):
    """What a judge says of a folder in the end."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NONE = "no answer"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a judge, what it said, and whether that was as it should be."""

    judge: str
    release: str
    broken: str
    what: str
    verdict: str

    @property
    def is_failure(self) -> bool:
        """Whether the judge accepted what is broken, refused what is not, or could not run."""
        return self.verdict not in ("ok", "LEFT OUT")


def judged(judge: Judge, release: Path) -> tuple[Opinion, str]:
    """What a judge says of a release, in a word and at length; its environment must be there."""
    try:
        done = subprocess.run(  # noqa: S603 - one of the declared judges, no shell
            judge.command(release),
            cwd=release,
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        return Opinion.NONE, f"nothing after {TIMEOUT} s"
    said = f"{done.stdout}{done.stderr}"
    if done.returncode < 0:
        return Opinion.NONE, said
    return Opinion.REFUSED if done.returncode else Opinion.ACCEPTED, said


def judged_broken(judge: Judge, release: Path, broken: Break) -> tuple[Opinion, str]:
    """What a judge says of a copy of the release that is broken in this way."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / release.name
        shutil.copytree(release, copy)
        broken.damage(copy)
        return judged(judge, copy)


def lines(judge: Judge, release: Path) -> Iterator[Line]:
    """The lines of one judge, one for each way to break a copy."""
    if not judge.is_there:
        verdict = "LEFT OUT" if judge.needs else "NOT RUN"
        reason = f"needs {judge.needs}" if judge.needs else "its environment is not made"
        yield Line(judge.name, "-", "-", reason, verdict)
        return
    whole, said = judged(judge, release)
    if whole is not Opinion.ACCEPTED:
        print("\n".join(said.splitlines()[-LINES_OF_A_REFUSAL:]))
    for broken in judge.breaks:
        copy, _ = judged_broken(judge, release, broken)
        right = (whole, copy) == (Opinion.ACCEPTED, Opinion.REFUSED)
        yield Line(judge.name, whole, copy, broken.what, "ok" if right else "WRONG")


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of texts as a table whose columns are as wide as their widest text."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def main(arguments: Sequence[str]) -> int:
    """Judge the release in the folder named; 0 only where every judge that ran was right."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "manifest.json").is_file():
        print("usage: python -m judges.judge FOLDER_OF_A_RELEASE")
        return 2
    release = Path(arguments[0]).resolve()
    found = [line for judge in PANEL for line in lines(judge, release)]
    shown = [(line.judge, line.release, line.broken, line.what, line.verdict) for line in found]
    print(table([HEADER, *shown]))
    right = any(line.verdict == "ok" for line in found)
    return 0 if right and not any(line.is_failure for line in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
