"""A module is loaded when it is first used, and is then the module itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

IMPORTED = """
import sys
from outputs.deferred import deferred
with deferred({name!r}, "no.such.module"):
    {statement}
print({probe!r} in sys.modules)
print({use})
print({probe!r} in sys.modules)
import {name}
"""


@pytest.mark.parametrize(
    ("name", "statement", "probe", "use", "told"),
    [
        ("wave", "import wave", "struct", "wave.WAVE_FORMAT_PCM", "1"),
        ("xml.sax", "from xml import sax", "xml.sax.handler", "sax.__name__", "xml.sax"),
        ("json.tool", "import json.tool as tool", "argparse", "tool.main.__name__", "main"),
    ],
)
def test_a_module_is_loaded_at_its_first_use(
    name: str, statement: str, probe: str, use: str, told: str
) -> None:
    program = IMPORTED.format(name=name, statement=statement, probe=probe, use=use)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    before, used, after = run.stdout.split()
    assert (before, used, after) == ("False", told, "True")


def test_the_gate_waits_with_charts_and_statistics() -> None:
    program = (
        "import sys\nfrom outputs.deferred import deferred\n"
        "with deferred('altair', 'scipy.stats'):\n    import great_expectations\n"
        "heavy = 'scipy.stats._distn_infrastructure', 'altair.vegalite'\n"
        "print(*(name in sys.modules for name in heavy))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False", "False"]
