"""A run that failed and whose cause was mended goes on where it stopped, as its steps count."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from xlsxwriter.exceptions import FileCreateError

from flows import letter_step, month_tables, publishing, reading
from flows.cli import main
from flows.copying import NotCopiedError
from flows.month import run_month
from flows.reuse.step import Step
from flows.reuse.tally import RAN, done_of
from flows.runner import InProcess
from flows.settings import Home, Request
from flows.shortage import shortage
from flows.stores import s3
from flows.summary import read_summary, write_summary
from outputs.publish import broken_files
from schemas.rules import AtMost
from tests.chaos.content import content_of, difference
from tests.chaos.small_month import LAST_DAY
from tests.chaos.trial import AGAIN
from tests.homes import GOOD, OTHER, PERIOD, WRONG, request_in, send, with_key
from tests.stores.servers import keys
from transforms.checks import JUDGES

pytestmark = pytest.mark.e2e

Content = dict[str, str]
STEPS = list(Step)


@pytest.fixture(scope="module")
def unrun(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in whose inbox two reports are."""
    request = with_key(request_in(tmp_path_factory.mktemp("unrun")))
    send(request, "one.xlsx", GOOD)
    send(request, "two.xlsx", WRONG, OTHER)
    return request.home


@pytest.fixture(scope="module")
def unbroken(unrun: Home, tmp_path_factory: pytest.TempPathFactory) -> Request:
    """A run that never failed."""
    request = copied(unrun, tmp_path_factory.mktemp("unbroken"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letter_step, "last_day", lambda *_: LAST_DAY)
        run(request)
    return request


@pytest.fixture(scope="module")
def expected(unbroken: Request) -> Content:
    """What it made."""
    return content_of(unbroken.home)


@pytest.fixture(autouse=True)
def _whatever_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_step, "last_day", lambda *_: LAST_DAY)


def copied(home: Home, root: Path) -> Request:
    """The release of the month with its letters, asked for in a copy of a home."""
    shutil.copytree(home.root, root / "home")
    return replace(request_in(root), letters=True)


def run(request: Request) -> None:
    with InProcess(Console(quiet=True)) as runner:
        run_month(request, runner)


def done(request: Request) -> list[tuple[Step, str]]:
    """What the last run that counted a step did, by the counters that its steps wrote."""
    counted = list(done_of(request.home.work(request.period)))
    return [(one.step, one.did) for one in counted if one.run == counted[-1].run]


def ran(request: Request) -> list[Step]:
    return [step for step, did in done(request) if did == RAN]


Break = Callable[[pytest.MonkeyPatch], None]


def failing(place: object, name: str) -> Break:
    """The function that does a step's work, by where it is called, fails."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"{name} is broken")

    return lambda patch: patch.setattr(place, name, fail)


BREAKS: dict[Step, tuple[Break, type[Exception]]] = {
    Step.READ: (failing(reading, "read_files"), RuntimeError),
    Step.CHECK: (lambda patch: patch.setitem(JUDGES, AtMost, lambda *_: 1 // 0), ZeroDivisionError),
    Step.TIDY: (failing(month_tables, "tidy"), RuntimeError),
    Step.STAGE: (failing(publishing, "write_release"), RuntimeError),
    Step.PUBLISH: (failing(publishing, "publish"), RuntimeError),
    Step.LETTERS: (failing(letter_step, "write_letters"), RuntimeError),
}
"""What breaks a step (that of checking by a rule that raises), and the error it ends in."""


def test_what_was_done_before_a_step_that_failed_is_not_done_again(
    unrun: Home, expected: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One month whose steps break one after another, each mended before the next one breaks."""
    request, since = copied(unrun, tmp_path), Step.READ
    for broken, (break_, error) in BREAKS.items():
        with monkeypatch.context() as patch:
            break_(patch)
            with pytest.raises(error, match=r"is broken|division"):
                run(request)
        if broken is not Step.READ:
            assert ran(request) == [Step.COLLECT, *between(since, broken)]
        since = broken
    run(request)
    assert ran(request) == [Step.COLLECT, *between(since, None)]
    assert [step for step, _ in done(request)] == STEPS
    assert difference(content_of(request.home), expected) == []


def between(first: Step, end: Step | None) -> list[Step]:
    """The steps from one up to another, which is left out; else up to the last."""
    return STEPS[STEPS.index(first) : STEPS.index(end) if end else None]


def test_a_release_whose_store_was_down_is_copied_and_nothing_else_is_done_again(
    unrun: Home, expected: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First a folder that is none, then a bucket that nobody answers for."""
    (tmp_path / "store").write_bytes(b"no folder")
    monkeypatch.setitem(s3.RETRY, "max_retries", 0)
    for name, value in keys("http://127.0.0.1:9", "key", "secret").items():
        monkeypatch.setenv(name, value)
    request = copied(unrun, tmp_path)
    for address in (f"{tmp_path}/store/releases", "s3://rumah/data"):
        with pytest.raises(NotCopiedError, match=r"2026\.10\.0 is published in .* not copied"):
            run(replace(request, store=address))
    assert ran(request) == [Step.COLLECT]
    (tmp_path / "store").unlink()
    run(replace(request, store=str(tmp_path / "store" / "releases")))
    assert ran(request) == [Step.COLLECT]
    assert list((tmp_path / "store" / "releases").rglob("manifest.json"))
    kept = read_summary(request.home, request.period)
    assert kept.store == str(tmp_path / "store" / "releases")
    write_summary(request.home, replace(kept, store=""))
    assert difference(content_of(request.home), expected) == []


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[int], None]]:
    """A disk of so many bytes at a folder, and what gives it another size."""
    folder.mkdir()
    options = [f"size={size}", "tmpfs", str(folder)]
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", *options], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here: that takes root")
    try:
        yield lambda larger: _resize(folder, larger)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _resize(folder: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)


def taken(folder: Path) -> int:
    """Bytes that a folder takes on a disk whose blocks have 4096."""
    return sum(4096 * -(-path.lstat().st_size // 4096) for path in folder.rglob("*"))


def release(home: Home, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of the command, in this process."""
    command = ["rumahdata", "--home", str(home.root), "release", PERIOD, "--letters"]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.skipif(sys.platform != "linux", reason="a disk of a size is mounted as on Linux")
def test_a_run_on_a_full_disk_stops_in_a_sentence_and_ends_well_on_a_larger(
    unrun: Home,
    unbroken: Request,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A disk that is full early, later, and just before the end."""
    begin, end = taken(unrun.root), taken(unbroken.home.root)
    sizes = [int(begin + part * (end - begin)) for part in (0.05, 0.4, 0.7, 0.95)]
    with small_disk(tmp_path / "disk", sizes[0]) as resize:
        home = copied(unrun, tmp_path / "disk").home
        before: Counter[Step] = Counter()
        for size in sizes:
            resize(size)
            assert release(home, monkeypatch) == 1
            told = " ".join(capsys.readouterr().err.split())
            assert told.startswith(
                f"Stopped: the disk of the data folder {home.root} is full: make"
            )
            whole = [path for path in home.releases.glob("2*") if path.is_dir()]
            assert [broken_files(path) for path in whole] == [[]] * len(whole)
            before = refuse_repetition(home, before)
        resize(4 * end)
        assert release(home, monkeypatch) == 0
        refuse_repetition(home, before)
        assert difference(content_of(home), content_of(unbroken.home)) == []


def refuse_repetition(home: Home, before: Counter[Step]) -> Counter[Step]:
    """How often each step ran; nothing that had was done again but what may be."""
    after = Counter(one.step for one in done_of(home.work(PERIOD)) if one.did == RAN)
    assert {step for step in before if after[step] > before[step]} <= AGAIN
    return after


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk of "),
        (FileCreateError(OSError(errno.ENOSPC, "No space")), ""),
        (MemoryError(), "the machine has not enough free memory: end other programs"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "the machine has not enough free memory"),
        (OSError(errno.EACCES, "Permission denied"), ""),
        (RuntimeError("else"), ""),
    ],
)
def test_what_ran_short_is_told(error: Exception, told: str, tmp_path: Path) -> None:
    said = shortage(error, Home(tmp_path))
    assert said.startswith(told)
    assert bool(said) == bool(told)
    assert "run the same command again" in said or not said
