from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outputs.schema import SCHEMA, SchemaUnreadableError, read_schema, write_schema
from schemas.release import SAMPLE_NOTICE
from schemas.schema_document import schema_document
from tests.releases import FACTS, declared

DOCUMENT = schema_document(declared(), FACTS.version, None)

ELSEWHERE = """
import sys
from pathlib import Path
from outputs.schema import write_schema
from schemas.schema_document import schema_document
from tests.releases import FACTS, declared
write_schema(Path(sys.argv[1]), schema_document(declared(), FACTS.version, None))
"""


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    facts = write_schema(tmp_path, DOCUMENT)
    content = (tmp_path / SCHEMA).read_bytes()
    assert (facts.path, facts.bytes) == (SCHEMA, len(content))
    assert facts.sha256 == hashlib.sha256(content).hexdigest()
    assert read_schema(tmp_path) == DOCUMENT


def test_an_example_says_so(tmp_path: Path) -> None:
    write_schema(tmp_path, DOCUMENT)
    text = (tmp_path / SCHEMA).read_text(encoding="utf-8")
    assert SAMPLE_NOTICE.id in text
    assert SAMPLE_NOTICE.en in text


def test_the_bytes_are_the_same_in_another_place_zone_and_language(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    write_schema(here, DOCUMENT)
    other = {"PYTHONHASHSEED": "7", "TZ": "Asia/Jakarta", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(there)],
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | other,
    )
    assert (there / SCHEMA).read_bytes() == (here / SCHEMA).read_bytes()


def test_a_release_without_a_schema_is_told(tmp_path: Path) -> None:
    with pytest.raises(SchemaUnreadableError, match=r"has no schema\.json.*from its archive"):
        read_schema(tmp_path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "Expecting value: line 1 column 1"),
        (b'{"release": ', "Expecting value: line 1 column 13"),
        (b"\xff\xfe", "can't decode byte"),
        (b"[]", r"the document is \[\], not an object"),
        (b"{}", "the document does not state 'release'"),
    ],
)
def test_what_is_no_schema_is_refused(content: bytes, fault: str, tmp_path: Path) -> None:
    (tmp_path / SCHEMA).write_bytes(content)
    with pytest.raises(SchemaUnreadableError, match=rf"schema\.json cannot be read .*{fault}"):
        read_schema(tmp_path)


def at(*steps: str | int, value: object = ...) -> Callable[[Any], None]:
    """Set, or take away, what stands at the end of these steps into the document."""

    def damage(document: Any) -> None:
        for step in steps[:-1]:
            document = document[step]
        if value is ...:
            del document[steps[-1]]
        else:
            document[steps[-1]] = value

    return damage


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (at("tables"), "the document does not state 'tables'"),
        (at("tables", value={}), "the document states 'tables' as {}"),
        (at("release", value="2026.10"), "'2026.10' is no version"),
        (at("schema_version", value="1"), "'1' is no schema version"),
        (at("tables", 0, "columns"), "tables 1 of the document does not state 'columns'"),
        (at("tables", 3, value=7), "tables 4 of the document is 7, not an object"),
        (
            at("tables", 3, "columns", 1, "since"),
            "columns 2 of tables 4 of the document does not state 'since'",
        ),
        (
            at("tables", 3, "columns", 1, "nullable", value="no"),
            "columns 2 of tables 4 of the document states 'nullable' as \"no\"",
        ),
        (at("code_lists", 0, "codes", 0, "label"), "does not state 'label'"),
    ],
)
def test_a_damaged_schema_is_told_with_its_place(
    damage: Callable[[Any], None], fault: str, tmp_path: Path
) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    damage(document)
    write_schema(tmp_path, document)
    with pytest.raises(SchemaUnreadableError) as refused:
        read_schema(tmp_path)
    assert fault in str(refused.value)
