"""The same rows give the same three files: again, elsewhere, and in another order."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from outputs.formats.files import write_formats
from schemas.form import FORM
from tests.outputs.test_format_reading import HISTORY, HISTORY_FACTS, TABLES, release

__all__ = ["release"]

PROGRAM = """
import sys
from pathlib import Path
from outputs.formats.files import write_formats
from schemas.form import FORM
from tests.outputs.test_format_reading import HISTORY, HISTORY_FACTS, TABLES
folder = Path(sys.argv[1]) / "other place"
folder.mkdir()
for file in write_formats(folder, HISTORY, TABLES, HISTORY_FACTS, FORM):
    print(file.sha256, file.bytes, file.path)
"""


def sums(folder: Path) -> list[str]:
    files = [folder / name for name in ("release.xlsx", "csv-indonesia.zip", "release.sqlite")]
    contents = [(file.read_bytes(), file.name) for file in files]
    return [f"{hashlib.sha256(c).hexdigest()} {len(c)} {name}" for c, name in contents]


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"TZ": "Asia/Jakarta", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "C.utf8", "PYTHONHASHSEED": "4711"},
    ],
)
def test_another_zone_locale_seed_and_folder_give_the_same_bytes(
    release: Path, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=os.environ | elsewhere,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == sums(release)


def test_another_order_of_the_rows_and_old_files_give_the_same_bytes(
    release: Path, tmp_path: Path
) -> None:
    for name in ("release.xlsx", "csv-indonesia.zip", "release.sqlite"):
        (tmp_path / name).write_text("an older file")
    turned = {
        name: pa.concat_tables([rows.slice(7), rows.slice(0, 7)]) for name, rows in HISTORY.items()
    }
    written = write_formats(tmp_path, turned, TABLES, HISTORY_FACTS, FORM)
    assert sums(tmp_path) == sums(release)
    assert [f"{file.sha256} {file.bytes} {file.path}" for file in written] == sums(release)


def test_nothing_else_is_left_in_the_folder(release: Path) -> None:
    left = {path.name for path in release.iterdir()}
    assert left == {"release.xlsx", "csv-indonesia.zip", "release.sqlite"}
