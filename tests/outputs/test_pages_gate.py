"""What the pages say of the gate: every expectation, what failed first, and the reason given."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from outputs.build import build
from outputs.gate.verdict import GATE
from outputs.manifest import MANIFEST
from outputs.site.downloads import QUALITY_PAGE
from outputs.site.gate import GATE_PAGE
from outputs.site.rendering import in_both
from outputs.site.texts import WORDS
from schemas.gate_questions import OF_RELEASE, all_expectations
from tests.releases import FACTS, declared, public_rows
from tests.verdicts import NOT_ASKED, OVERRIDDEN, REASON, WARNED, verdict_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("release")
    build(made, public_rows(), declared(), FACTS, judge=verdict_of)
    return made


def test_every_expectation_stands_on_the_page_and_what_failed_stands_first(folder: Path) -> None:
    text = (folder / GATE_PAGE).read_text(encoding="utf-8")
    for name in all_expectations(declared()):
        assert f"<code>{name}</code>" in text
    first = text.partition('id="whole"')[0]
    assert f"<code>{OVERRIDDEN}</code>" in first
    assert f"<code>{WARNED}</code>" in first
    assert f"<code>{NOT_ASKED}</code>" not in first
    assert first.count("Suoh: 70") == 1
    assert REASON in first


def test_every_table_of_the_page_is_named_in_both_languages(folder: Path) -> None:
    text = (folder / GATE_PAGE).read_text(encoding="utf-8")
    captions = re.findall('<caption class="skip">(.*?)</caption>', text)
    heads = ("gate_attention", "gate_whole")
    tables = [in_both(table.label) for table in declared().values()]
    assert captions == [*(in_both(WORDS[name]) for name in heads), *tables]


def test_the_report_on_quality_names_warnings_and_overrides(folder: Path) -> None:
    text = (folder / QUALITY_PAGE).read_text(encoding="utf-8")
    assert OF_RELEASE[WARNED].sentence.id in text
    assert f"<code>{OVERRIDDEN}</code>" in text
    assert REASON in text
    assert 'href="gate.html"' in text


def test_the_manifest_and_the_json_say_the_same(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["gate"]
    whole = json.loads((folder / GATE).read_text(encoding="utf-8"))
    assert told["warned"] == [WARNED]
    assert told["overridden"] == whole["overridden"] == [{"id": OVERRIDDEN, "reason": REASON}]
    assert told["passed"] == whole["counts"]["passed"]
    assert {one["id"] for one in whole["expectations"]} == set(all_expectations(declared()))
