"""A tool that is missing is left out, said, and looked for again the next time."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "mkdir", "cp", "touch", "make")
"""All that a target needs to find out that its tool is not there."""


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ("axe", "axe is left out: npm is not installed"),
        ("s3rver", "s3rver is left out: npm is not installed"),
        ("check_datapackage", "check_datapackage is left out: no Python from 3.12 on is installed"),
    ],
)
def test_a_missing_tool_leaves_no_mark_of_being_done(
    tmp_path: Path, environment: str, said: str
) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "judges", tmp_path / "judges")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found is None:
            pytest.skip(f"{tool} is not installed")
        (tools / tool).symlink_to(found)
    done = f".venvs/{environment}/.done"
    for _ in range(2):
        ran = subprocess.run(  # the program is the symlink made above
            [str(tools / "make"), done],
            cwd=tmp_path,
            env={"PATH": str(tools), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout.splitlines() == [said]
        assert not (tmp_path / done).exists()
