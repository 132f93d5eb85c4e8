"""The write-once archive: every file that was sent, by its digest, with its receipts."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from flows.files import replace_file
from schemas.spoken import SpokenError

CHUNK = 1 << 20
READ_ONLY = 0o444
SHORTEST_DIGEST = 6
"""The characters of a sha256 by which a person may name a file."""


class ArchiveDamagedError(SpokenError):
    """An archived file is not what it was when it came; the message says which."""


class NoSuchFileError(SpokenError):
    """What a person calls a file by names none or several; the message says what to give."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One arrival: from where, under which name, when, how large, and its digest.

    `received_at` is the moment the source gives for the file (UTC), `collected_at` the
    moment of the collection that met it. The name is the sender's and may hold anything: it
    is shown only to its sender and the data team, without long runs of digits, and never
    published.
    """

    period: str
    source: str
    name: str
    sha256: str
    size: int
    received_at: datetime
    collected_at: datetime


class Archive:
    """The archive below `root`: objects by sha256, receipts by month; nothing is replaced.

    `period` is the month that is collected, whose lock the caller holds.
    """

    def __init__(self, root: Path, period: str = "") -> None:
        self.root = root
        self.period = period

    def begin(self, moment: datetime) -> datetime:
        """Begin to collect the month; the moment at which that was begun first.

        What a killed collection left is removed, and its moment stands: what it met and what
        is met now came together.
        """
        incoming, receipts = self.incoming(""), self.root / "receipts" / self.period
        cut = (f"{self.period}-*", f".{self.period}.*")
        for left in (*(p for name in cut for p in incoming.glob(name)), *receipts.glob("*.[0-9]*")):
            left.unlink()
        begun = self._begun()
        try:
            return datetime.fromisoformat(begun.read_text(encoding="ascii"))
        except (OSError, ValueError):
            replace_file(begun, lambda path: path.write_text(moment.isoformat(), encoding="ascii"))
            return moment

    def end(self) -> None:
        """Note that the collection of the month came to its end."""
        self._begun().unlink(missing_ok=True)

    def _begun(self) -> Path:
        return self.incoming(f"{self.period}.begun")

    def path(self, sha256: str) -> Path:
        """Where the content with this digest is, or would be."""
        return self.root / "objects" / sha256[:2] / sha256

    def known(self, path: Path) -> tuple[str, int] | None:
        """The sha256 and size of a file whose content is archived already, else None."""
        return self.held(digest_of_file(path))

    def held(self, sha256: str) -> tuple[str, int] | None:
        """The sha256 and size of an archived content, else None; ArchiveDamagedError."""
        if not self.path(sha256).exists():
            return None
        self._refuse_damage(sha256)
        return sha256, self.path(sha256).stat().st_size

    def incoming(self, name: str) -> Path:
        """Where a file that is on its way into the archive is written."""
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    def adopt(self, path: Path) -> tuple[str, int]:
        """Move a file that came whole from `incoming` into the archive; its sha256 and size."""
        sha256, size = digest_of_file(path), path.stat().st_size
        self._settle(path, sha256)
        path.unlink(missing_ok=True)
        return sha256, size

    def take(self, stream: BinaryIO) -> tuple[str, int]:
        """Copy a stream into the archive in pieces; its sha256 and size in bytes."""
        beside = self.incoming(f"{self.period}-{os.getpid()}-{id(stream)}")
        digest, size = hashlib.sha256(), 0
        try:
            with beside.open("wb") as copy:
                while piece := stream.read(CHUNK):
                    digest.update(piece)
                    size += len(piece)
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            self._settle(beside, digest.hexdigest())
        finally:
            beside.unlink(missing_ok=True)
        return digest.hexdigest(), size

    def _refuse_damage(self, sha256: str) -> None:
        target = self.path(sha256)
        if digest_of_file(target) != sha256:
            raise ArchiveDamagedError(
                f"the archived file {target} is damaged: restore it from a backup, "
                "or remove it and collect again while the inbox still has it"
            )

    def _settle(self, beside: Path, sha256: str) -> None:
        target = self.path(sha256)
        if target.exists():
            self._refuse_damage(sha256)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            beside.chmod(READ_ONLY)
            beside.rename(target)

    def enter(self, receipt: Receipt) -> bool:
        """Write a receipt unless this arrival has one; whether it is new."""
        folder = self.root / "receipts" / receipt.period
        folder.mkdir(parents=True, exist_ok=True)
        arrival = f"{receipt.source}\0{receipt.name}\0{receipt.sha256}"
        target = (
            folder / f"{hashlib.sha256(arrival.encode('utf-8', 'surrogatepass')).hexdigest()}.json"
        )
        if target.exists():
            return False
        beside = target.with_suffix(f".{os.getpid()}")
        with beside.open("w", encoding="utf-8") as written:
            written.write(_as_json(receipt))
            written.flush()
            os.fsync(written.fileno())
        beside.replace(target)
        return True

    def periods(self) -> list[str]:
        """The months of which something came, oldest first."""
        return sorted(path.name for path in (self.root / "receipts").glob("*") if path.is_dir())

    def find(self, period: str, named: str) -> str:
        """The sha256 of a file of a month, by its path or by how its sha256 begins.

        NoSuchFileError when that names none or several.
        """
        path = Path(named)
        begun = digest_of_file(path) if path.is_file() else named.lower()
        found = {r.sha256 for r in self.receipts(period) if r.sha256.startswith(begun)}
        if len(begun) < SHORTEST_DIGEST or len(found) != 1:
            raise NoSuchFileError(
                f"{named!r} names {len(found)} files that came for {period}: give the path of "
                f"the file, or the first {SHORTEST_DIGEST} or more characters of its sha256, "
                "as in problems.csv"
            )
        return found.pop()

    def receipts(self, period: str) -> list[Receipt]:
        """The receipts of a month in the order of arrival, then of digest and name.

        ArchiveDamagedError where one cannot be read.
        """
        found = (_whole_receipt(path) for path in (self.root / "receipts" / period).glob("*.json"))
        return sorted(found, key=lambda r: (r.received_at, r.sha256, r.name))


def first_met(receipts: Iterable[Receipt]) -> list[Receipt]:
    """The receipts by which each content was met first, in the order of its sha256.

    Of a content that one collection met under several names, all of these. A copy that a
    later collection met has no say, whatever its name and date: what was published stands.
    """
    met: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        met.setdefault(receipt.sha256, []).append(receipt)
    return [
        receipt
        for _, copies in sorted(met.items())
        for receipt in copies
        if receipt.collected_at == min(copy.collected_at for copy in copies)
    ]


def read_archived(path: Path, sha256: str) -> bytes:
    """The content with this digest; ArchiveDamagedError when it is gone or changed."""
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ArchiveDamagedError(f"the archived file {path} is missing or damaged")
    return content


def digest_of_file(path: Path) -> str:
    """The sha256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _as_json(receipt: Receipt) -> str:
    told = asdict(receipt) | {
        "received_at": receipt.received_at.isoformat(),
        "collected_at": receipt.collected_at.isoformat(),
        "name": receipt.name.encode("utf-8", "backslashreplace").decode("utf-8"),
    }
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _whole_receipt(path: Path) -> Receipt:
    try:
        return read_receipt(path)
    except (ValueError, KeyError, TypeError):
        raise ArchiveDamagedError(
            f"the receipt {path} is damaged: restore it from a backup, or remove it and collect "
            "again while the inbox still has its file"
        ) from None


def read_receipt(path: Path) -> Receipt:
    """The receipt in a file; OSError, ValueError, KeyError, TypeError where it holds none."""
    told = json.loads(path.read_text(encoding="utf-8"))
    moments = {
        name: datetime.fromisoformat(told[name]).astimezone(UTC)
        for name in ("received_at", "collected_at")
    }
    return Receipt(**(told | moments))
