from __future__ import annotations

import hashlib
import io
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.archive import Archive, ArchiveDamagedError, Receipt, read_archived

CONTENT = b"a report" * 1_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
ROOT = Path(__file__).resolve().parent.parent.parent


def receipt(day: int = 1, *, name: str = "desa/laporan.xlsx", collected: int = 1) -> Receipt:
    return Receipt(
        period="2026-10",
        source="folder",
        name=name,
        sha256=SHA256,
        size=len(CONTENT),
        received_at=datetime(2026, 11, day, 8, tzinfo=UTC),
        collected_at=datetime(2026, 11, 5, collected, tzinfo=UTC),
    )


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_the_same_content_twice_is_one_object(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.take(io.BytesIO(CONTENT)) == (SHA256, len(CONTENT))
    once, inode = files(tmp_path), archive.path(SHA256).stat().st_ino
    assert archive.take(io.BytesIO(CONTENT)) == (SHA256, len(CONTENT))
    assert files(tmp_path) == once == {f"objects/{SHA256[:2]}/{SHA256}": CONTENT}
    assert archive.path(SHA256).stat().st_ino == inode
    assert read_archived(archive.path(SHA256), SHA256) == CONTENT


def test_an_object_is_read_only(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.take(io.BytesIO(CONTENT))
    assert stat.S_IMODE(archive.path(SHA256).stat().st_mode) == 0o444


def test_the_first_receipt_of_an_arrival_stays(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.enter(receipt(1))
    once = files(tmp_path)
    assert not archive.enter(receipt(2, collected=9))
    assert files(tmp_path) == once
    assert archive.receipts("2026-10") == [receipt(1)]
    assert archive.receipts("2026-11") == []


def test_the_same_content_under_two_names_has_two_receipts(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    later, earlier = receipt(3, name="a.xlsx"), receipt(2, name="b.xlsx")
    assert archive.enter(later)
    assert archive.enter(earlier)
    assert archive.receipts("2026-10") == [earlier, later]
    assert {receipt.sha256 for receipt in archive.receipts("2026-10")} == {SHA256}


@pytest.mark.parametrize(
    "name", ["../../x", "a\nb", "Ü 報告.xlsx", 'quote".xlsx', "\udcff.xlsx", "a" * 250]
)
def test_a_name_may_hold_anything_and_names_no_file(tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path / "archive")
    assert archive.enter(receipt(name=name))
    assert not archive.enter(receipt(name=name))
    (kept,) = archive.receipts("2026-10")
    assert kept.name == name.encode("utf-8", "backslashreplace").decode()
    (path,) = tmp_path.rglob("*.json")
    assert path.parent == tmp_path / "archive" / "receipts" / "2026-10"


@pytest.mark.parametrize("damage", [b"", CONTENT[:-1], CONTENT + b"x", b"A" + CONTENT[1:]])
def test_a_damaged_object_is_found_and_not_replaced(tmp_path: Path, damage: bytes) -> None:
    archive = Archive(tmp_path)
    archive.take(io.BytesIO(CONTENT))
    archive.path(SHA256).chmod(0o644)
    archive.path(SHA256).write_bytes(damage)
    with pytest.raises(ArchiveDamagedError, match="damaged"):
        read_archived(archive.path(SHA256), SHA256)
    with pytest.raises(ArchiveDamagedError, match=SHA256):
        archive.take(io.BytesIO(CONTENT))
    assert files(tmp_path) == {f"objects/{SHA256[:2]}/{SHA256}": damage}


def test_a_missing_object_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamagedError, match="missing"):
        read_archived(Archive(tmp_path).path(SHA256), SHA256)


class _Broken(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(min(1_000, size or 0))
        if not piece:
            raise OSError("the stick was pulled out")
        return piece


def test_a_source_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="stick"):
        Archive(tmp_path).take(_Broken(CONTENT))
    assert files(tmp_path) == {}


TAKE = """
import sys
from pathlib import Path
from flows.archive import Archive
Archive(Path(sys.argv[1])).take(sys.stdin.buffer)
"""


def test_killed_half_way_it_leaves_no_half_object(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", TAKE, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
    )
    assert child.stdin is not None
    child.stdin.write(bytes(3 << 20))
    child.stdin.flush()
    while child.poll() is None and not any((tmp_path / "incoming").glob("*")):
        pass
    child.kill()
    child.communicate()
    assert len(list((tmp_path / "incoming").iterdir())) == 1
    assert not (tmp_path / "objects").exists()
    archive = Archive(tmp_path)
    sha256, size = archive.take(io.BytesIO(CONTENT))
    assert (sha256, size) == (SHA256, len(CONTENT))
    assert list((tmp_path / "objects").rglob("*" + SHA256)) == [archive.path(SHA256)]
