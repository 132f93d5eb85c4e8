from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.archive import Archive, ArchiveDamagedError
from flows.child import FileRef, Job, ReaderStoppedError, read_files, work_on
from outputs.form_xlsx import write_forms
from schemas.form import FORM
from schemas.register import villages
from tests import hostile
from transforms.container import LARGEST_FILE
from transforms.record import Reading

OBEY = "tests.readers:obey"
OPEN = "tests.readers:only_open"
PERIOD = "2026-10"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("archive"))


def archived(archive: Archive, content: bytes) -> FileRef:
    sha256, _ = archive.take(io.BytesIO(content))
    return FileRef(sha256, archive.path(sha256))


def kinds(readings: list[Reading]) -> list[list[str]]:
    return [[problem.kind for problem in reading.problems] for reading in readings]


def test_whatever_a_file_does_the_others_are_read_in_order(archive: Archive) -> None:
    bad = ["abort", "kill", "leave", "allocate", "fill", "raise", "answer wrongly"]
    orders = [order for n, name in enumerate(bad) for order in (name, f"good {n}")]
    refs = [archived(archive, order.encode()) for order in orders]
    readings = read_files(refs, PERIOD, sample=False, reader=OBEY)
    assert [r.submission for r in readings] == [ref.submission for ref in refs]
    assert kinds(readings) == [["file_crashed_reader"], []] * len(bad)
    for reading in readings:
        assert all(p.submission == reading.submission for p in reading.problems)


def test_a_file_that_never_ends_is_given_up(archive: Archive) -> None:
    refs = [archived(archive, order) for order in (b"loop", b"next", b"last")]
    started = time.monotonic()
    readings = read_files(refs, PERIOD, sample=False, reader=OBEY, seconds=1.5)
    assert time.monotonic() - started < 8
    assert kinds(readings) == [["file_crashed_reader"], [], []]


def test_what_a_reader_prints_is_no_answer(archive: Archive) -> None:
    refs = [archived(archive, order) for order in (b"print", b"after")]
    assert kinds(read_files(refs, PERIOD, sample=False, reader=OBEY)) == [[], []]


def test_a_reader_that_does_not_start_is_no_fault_of_the_files(archive: Archive) -> None:
    refs = [archived(archive, b"sound"), archived(archive, b"also sound")]
    with pytest.raises(ReaderStoppedError, match=r"-m flows\.child no\.such:module"):
        read_files(refs, PERIOD, sample=False, reader="no.such:module")


def test_no_files_need_no_child() -> None:
    assert read_files([], PERIOD, sample=False, reader="no.such:module") == []


def test_a_damaged_archive_is_told_and_is_no_fault_of_the_file(archive: Archive) -> None:
    ref = archived(archive, b"sound")
    ref.path.chmod(0o644)
    ref.path.write_bytes(b"rotten")
    with pytest.raises(ArchiveDamagedError):
        read_files([ref], PERIOD, sample=False, reader=OBEY)


def test_a_huge_file_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(LARGEST_FILE * 100)
    (reading,) = read_files([FileRef("0" * 64, huge)], PERIOD, sample=False, reader=OBEY)
    assert [problem.kind for problem in reading.problems] == ["file_too_large"]


DAMAGES = st.tuples(st.integers(0, 2**32), st.integers(0, 40), st.booleans())


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(DAMAGES, min_size=5, max_size=40))
def test_random_damage_is_a_workbook_or_a_refusal(
    archive: Archive, damages: list[tuple[int, int, bool]]
) -> None:
    refs = []
    for seed, flips, is_cut in damages:
        random = Random(seed)
        content = hostile.flipped(hostile.good(), random, flips)
        refs.append(archived(archive, hostile.cut(content, random) if is_cut else content))
    assert kinds(read_files(refs, PERIOD, sample=True, reader=OPEN)) == [[] for _ in refs]


def test_damaged_xml_in_a_sound_zip_is_a_workbook_or_a_refusal(archive: Archive) -> None:
    random, refs = Random(7), []
    with zipfile.ZipFile(io.BytesIO(hostile.good())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for _ in range(300):
        name = random.choice(list(parts))
        content = hostile.flipped(parts[name], random, random.randrange(1, 6))
        refs.append(archived(archive, hostile.with_part(content, name)))
    readings = read_files(refs, PERIOD, sample=True, reader=OPEN)
    assert kinds(readings) == [[] for _ in refs]


def test_a_damaged_form_never_breaks_the_reader(archive: Archive, tmp_path: Path) -> None:
    random, refs = Random(11), []
    (form,) = write_forms(tmp_path, FORM, [villages()["18.04.04.2007"]], PERIOD, sample=True)
    with zipfile.ZipFile(form) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for _ in range(60):
        name = random.choice([part for part in parts if part.startswith("xl/")])
        content = hostile.flipped(parts[name], random, random.randrange(1, 4))
        refs.append(archived(archive, hostile.with_part(content, name, workbook=form.read_bytes())))
    found = kinds(read_files(refs, PERIOD, sample=True))
    assert len(found) == len(refs)
    assert not any("file_crashed_reader" in listed for listed in found)


def test_every_hostile_file_is_refused_for_its_reason_within_the_limits(archive: Archive) -> None:
    cases = list(hostile.REFUSED.values())
    refs = [archived(archive, make()) for _, make in cases]
    readings = read_files(refs, PERIOD, sample=True, seconds=10)
    assert kinds(readings) == [[kind] for kind, _ in cases]
    for reading in readings:
        (problem,) = reading.problems
        assert "{" not in problem.sentence().en + problem.action().en
        assert len(problem.sentence().en) < 200


def test_work_of_any_kind_fails_for_the_file_alone(archive: Archive) -> None:
    jobs = [
        Job(archived(archive, order), {"period": PERIOD, "sample": False})
        for order in (b"good one", b"raise", b"kill", b"good two")
    ]
    answers = work_on(jobs, OBEY)
    assert [isinstance(answer, Reading) for answer in answers] == [True, False, False, True]
