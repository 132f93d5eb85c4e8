"""A reader in a process of its own: whatever a file does to it, the run goes on."""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import select
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from flows.archive import ArchiveDamagedError, read_archived
from schemas.problem import Problem
from schemas.spoken import SpokenError
from transforms.container import LARGEST_FILE, too_large
from transforms.record import Reading

READER = "transforms.records:read_file"
SECONDS = 30.0
"""A form is read in milliseconds; what takes this long never ends."""
START_SECONDS = 60.0
"""A reader starts in a tenth of a second, on a machine with nothing else to do."""
MEMORY = 700 << 20
"""Address space of the reader in bytes: 80 MB to start, the rest for one file."""
HEADER = struct.Struct(">I")
ROOT = Path(__file__).resolve().parent.parent
CRASHED = "file_crashed_reader"
"""The kind of finding about a file at which the reader died, or which took too long."""


class ReaderStoppedError(SpokenError):
    """The reader does not start, whatever the file; the message says how to see why."""


@dataclass(frozen=True, slots=True)
class FileRef:
    """An archived file: its sha256 and where it lies."""

    submission: str
    path: Path


def read_files(
    refs: Sequence[FileRef],
    period: str,
    *,
    sample: bool,
    reader: str = READER,
    seconds: float = SECONDS,
) -> list[Reading]:
    """Read archived files one after another in a child; one reading a file, in order.

    A file at which the child dies, or which takes more than `seconds`, becomes a
    finding of the kind CRASHED, and a new child takes the next. A file that is
    not in the archive as it came raises ArchiveDamagedError; a reader that does not start
    at all raises ReaderStoppedError, for that is no file's fault.
    """
    jobs = [Job(ref, {"period": period, "sample": sample}) for ref in refs]
    answers = work_on(jobs, reader, seconds)
    return [
        answer if isinstance(answer, Reading) else _unread(job.ref)
        for job, answer in zip(jobs, answers, strict=True)
    ]


def _unread(ref: FileRef) -> Reading:
    size = ref.path.stat().st_size
    if size > LARGEST_FILE:
        refusal = too_large(size)
        problem = Problem(kind=refusal.kind, submission=ref.submission, values=refusal.values)
    else:
        problem = Problem(kind=CRASHED, submission=ref.submission)
    return Reading(ref.submission, None, (problem,))


@dataclass(frozen=True, slots=True)
class Job:
    """An archived file, and what the work on it is given besides its content and digest."""

    ref: FileRef
    given: dict[str, object]


def work_on(jobs: Sequence[Job], work: str, seconds: float = SECONDS) -> list[object]:
    """What `work` (module:function) gives for each archived file, in a child, in order.

    None where the child died, the work failed, or the file is too large or takes too long.
    ArchiveDamagedError and ReaderStoppedError as for `read_files`.
    """
    answers: list[object] = []
    while len(answers) < len(jobs):
        with _Child(work, seconds) as child:
            for job in jobs[len(answers) :]:
                is_alive, answer = child.ask(job)
                answers.append(answer)
                if not is_alive:
                    break
    return answers


class _Child:
    """One child process and the pipes to it."""

    def __init__(self, reader: str, seconds: float) -> None:
        self.reader, self.seconds = reader, seconds
        self.process = subprocess.Popen(  # noqa: S603 - this module, run by this Python
            [sys.executable, "-m", "flows.child", reader],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )

    def __enter__(self) -> Self:
        """Wait until the reader is there."""
        try:
            self._answer(START_SECONDS)
        except EOFError:
            self.__exit__()
            raise ReaderStoppedError(
                "the reader of workbooks does not start: "
                f"run `{sys.executable} -m flows.child {self.reader}` to see why"
            ) from None
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def ask(self, job: Job) -> tuple[bool, object]:
        """Whether the child lives on, and its answer about one file."""
        assert self.process.stdin is not None  # noqa: S101 - made with pipes
        try:
            _send(self.process.stdin, job)
            answer = self._answer(self.seconds)
        except (BrokenPipeError, EOFError):
            return False, None
        if isinstance(answer, ArchiveDamagedError):
            raise answer
        return True, answer

    def _answer(self, seconds: float) -> object:
        assert self.process.stdout is not None  # noqa: S101 - made with pipes
        descriptor = self.process.stdout.fileno()
        (length,) = HEADER.unpack(self._exactly(descriptor, HEADER.size, seconds))
        content = self._exactly(descriptor, length, seconds)
        return pickle.loads(content)  # noqa: S301 - from our own child

    def _exactly(self, descriptor: int, length: int, seconds: float) -> bytes:
        taken = bytearray()
        while len(taken) < length:
            ready, _, _ = select.select([descriptor], [], [], seconds)
            piece = os.read(descriptor, length - len(taken)) if ready else b""
            if not piece:
                raise EOFError
            taken += piece
        return bytes(taken)


def _send(stream: BinaryIO | object, message: object) -> None:
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(content)) + content)  # type: ignore[union-attr]
    stream.flush()  # type: ignore[union-attr]


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(work: Callable[..., object], job: Job) -> object:
    """The answer about one file; None where the work fails, for that is the file's fault."""
    path = job.ref.path
    if path.exists() and path.stat().st_size > LARGEST_FILE:
        return None
    try:
        content = read_archived(path, job.ref.submission)
        return work(content, job.ref.submission, **job.given)
    except ArchiveDamagedError as damage:
        return damage
    except Exception:  # noqa: BLE001 - whatever a file does to the work
        return None


def serve(reader: str) -> None:
    """Answer requests from standard input until it ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the reader prints, it does not reach the answers
    _limit_memory()
    gc.disable()  # records hold no cycles, and a child does not live long
    module, function = reader.split(":")
    work = getattr(importlib.import_module(module), function)
    _send(answers, reader)
    while header := requests.read(HEADER.size):
        (length,) = HEADER.unpack(header)
        job = pickle.loads(requests.read(length))  # noqa: S301 - from our own parent
        _send(answers, _answer(work, job))


if __name__ == "__main__":
    serve(sys.argv[1])
