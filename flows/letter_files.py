"""The letters of a month as files: marked workbooks, pages, messages and overviews."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from flows.archive import Archive
from flows.child import FileRef, Job, work_on
from flows.examination import Case
from flows.letter_copy import COPIER
from flows.letters import letters_of, overview_of, submission_of
from flows.runner import BATCH, Runner
from flows.settings import Request
from outputs.form_xlsx import file_stem
from outputs.letters.letter import Letter
from outputs.letters.message import letter_message
from outputs.letters.overview import Overview
from outputs.letters.overview_message import overview_message
from outputs.letters.overview_page import overview_page
from outputs.letters.overview_search import search_overviews
from outputs.letters.overview_workbook import overview_workbook
from outputs.letters.page import letter_page
from outputs.personal.search import refuse_personal

FOLDER = "letters"
OVERVIEW = "00 ikhtisar"
OLD = f".{FOLDER}-old-"
MEND_LETTERS = (
    "Letters that were there before are left as they are. An overview repeats nothing that a "
    "village wrote: tell who maintains this program which file, row and column these are"
)


@dataclass(frozen=True, slots=True)
class LetterCounts:
    """What was written: the folder, and how many villages got which letter."""

    folder: Path
    workbooks: int
    asked: int
    reminded: int
    thanked: int
    strays: int

    def numbers(self) -> dict[str, int]:
        """The counts by name."""
        return {name: value for name, value in asdict(self).items() if name != "folder"}


@dataclass(frozen=True, slots=True)
class Post:
    """The letters of one kecamatan, on their way to files."""

    folder: Path
    letters: tuple[tuple[Letter, FileRef | None], ...]
    overview: Overview


def write_letters(request: Request, case: Case, deadline: date, runner: Runner) -> LetterCounts:
    """Write the letters of a month beside and put them in the place of earlier ones.

    The caller holds the month, so that no other run writes them at the same time.
    """
    letters = letters_of(case, request.period, deadline, sample=request.sample)
    whole = overview_of(case, letters, request.period, deadline, sample=request.sample)
    folder = request.home.work(request.period) / FOLDER
    _clear(folder)
    beside = folder.with_name(f".{FOLDER}-{os.getpid()}")
    try:
        posts = list(_posts(request, case, letters, whole, beside))
        runner.batches("Letters", write_post, posts)
        workbooks = sum(runner.batches("Marked workbooks", write_workbooks, _shares(posts)))
        _write_view(beside, whole)
        (beside / f"{OVERVIEW}.xlsx").write_bytes(overview_workbook(whole))
        _refuse_personal(beside)
        _put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sorts = Counter(_sort(letter) for letter in letters)
    return LetterCounts(
        folder=folder,
        workbooks=workbooks,
        asked=sorts["asked"],
        reminded=sorts["reminded"],
        thanked=sorts["thanked"],
        strays=len({stray.sha256 for stray in whole.strays}),
    )


def _refuse_personal(folder: Path) -> None:
    """Stop where an overview, which many people read, holds what identifies a person."""
    hits = search_overviews(folder, OVERVIEW)
    refuse_personal(hits, "the letters were not written", MEND_LETTERS)


def _sort(letter: Letter) -> str:
    if letter.asked:
        return "asked"
    return "thanked" if letter.revision else "reminded"


def _posts(
    request: Request,
    case: Case,
    letters: Sequence[Letter],
    whole: Overview,
    beside: Path,
) -> Iterator[Post]:
    archive = Archive(request.home.archive)
    for view in whole.by_district():
        home = view.villages[0].village
        mine = [le for le in letters if le.village.district_code == home.district_code]
        yield Post(
            beside / f"{home.district_code} {home.district}",
            tuple((letter, _sent(case, archive, letter)) for letter in mine),
            view,
        )


def _sent(case: Case, archive: Archive, letter: Letter) -> FileRef | None:
    """The archived file to be marked; None where nothing is said about it."""
    sha256 = submission_of(case, letter.village.code) if letter.points else ""
    return FileRef(sha256, archive.path(sha256)) if sha256 else None


def write_post(post: Post) -> None:
    """Write the pages, messages and the overview of one kecamatan."""
    post.folder.mkdir(parents=True)
    for letter, _ in post.letters:
        path = _path(post.folder, letter, ".txt")
        path.write_text(letter_message(letter) + "\n", encoding="utf-8")
        if letter.points or letter.mended or letter.confirmed or not letter.revision:
            _path(post.folder, letter, ".pdf").write_bytes(letter_page(letter))
    _write_view(post.folder, post.overview)


def _path(folder: Path, letter: Letter, suffix: str) -> Path:
    return folder / f"{file_stem(letter.village, letter.period)}{suffix}"


Copy = tuple[Path, Letter, FileRef]
"""A marked workbook to be written: where, the letter, and the archived file."""


def _shares(posts: Sequence[Post]) -> list[list[Copy]]:
    """The workbooks to mark, in shares of one child each."""
    copies = [
        (_path(post.folder, letter, ".xlsx"), letter, ref)
        for post in posts
        for letter, ref in post.letters
        if ref is not None
    ]
    return [copies[start : start + BATCH] for start in range(0, len(copies), BATCH)]


def write_workbooks(share: Sequence[Copy]) -> int:
    """Mark workbooks in a child; their number, without those that cannot be marked."""
    marked = work_on([Job(ref, {"letter": letter}) for _, letter, ref in share], COPIER)
    written = 0
    for (path, _, _), content in zip(share, marked, strict=True):
        if isinstance(content, bytes):
            path.write_bytes(content)
            written += 1
    return written


def _write_view(folder: Path, overview: Overview) -> None:
    (folder / f"{OVERVIEW}.pdf").write_bytes(overview_page(overview))
    text = overview_message(overview) + "\n"
    (folder / f"{OVERVIEW}.txt").write_text(text, encoding="utf-8")


def _put_in_place(beside: Path, folder: Path) -> None:
    """The new letters in the place of the earlier ones, which are then removed."""
    old = folder.with_name(f"{OLD}{os.getpid()}")
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Take away what killed runs left; letters that one had moved aside are put back."""
    for old in folder.parent.glob(f"{OLD}*"):
        if not folder.exists():
            old.rename(folder)
    for left in folder.parent.glob(f".{FOLDER}-*"):
        shutil.rmtree(left, ignore_errors=True)
