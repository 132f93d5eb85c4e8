"""What the pages say of the gate: every expectation, what failed first, and the reason given."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from outputs.build import build
from outputs.gate.verdict import GATE, Outcome
from outputs.manifest import MANIFEST
from outputs.site.downloads import QUALITY_PAGE
from outputs.site.gate import GATE_PAGE, write_gate_page
from outputs.site.rendering import coded, in_both
from outputs.site.texts import WORDS
from schemas.field import Text
from schemas.gate import State
from schemas.gate_questions import OF_RELEASE, all_expectations
from schemas.gate_units import EXCEPTIONS, PER_CENT
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


def test_a_page_says_what_was_looked_at_and_in_which_unit_it_was_measured(folder: Path) -> None:
    text = (folder / GATE_PAGE).read_text(encoding="utf-8")
    assert in_both(WORDS["gate_reading"]) in text
    for one in all_expectations(declared()).values():
        assert in_both(one.looked_at) in text or one.id == NOT_ASKED
    heads = (in_both(WORDS[name]) for name in ("gate_weight", "gate_rows", "gate_seen"))
    rows = text.count('<th role="rowheader"')
    for head in heads:
        assert text.count(f'<span class="told inline" aria-hidden="true">{head}</span>') == rows
    assert "70 … 100 % desa (2/15)" in text
    assert "70 … 100 % of the villages (2/15)" in text


@pytest.mark.parametrize(
    ("seen", "unit", "told"),
    [
        ("0", EXCEPTIONS, Text("0 penyimpangan", "0 exceptions")),
        (
            "63.63 … 100 (3/15)",
            PER_CENT,
            Text("63.63 … 100 % desa (3/15)", "63.63 … 100 % of the villages (3/15)"),
        ),
    ],
)
def test_what_was_seen_has_its_unit(seen: str, unit: Text, told: Text) -> None:
    assert Outcome("files.types", State.PASSED, 15, seen).seen_in(unit) == told


def test_every_expectation_that_failed_says_what_to_do(folder: Path) -> None:
    text = (folder / GATE_PAGE).read_text(encoding="utf-8").partition('id="whole"')[0]
    for name in (OVERRIDDEN, WARNED):
        assert coded(in_both(OF_RELEASE[name].todo)) in text
    assert text.count('class="todo"') == 2
    assert "<code>rumahdata status</code>" in text


@pytest.mark.parametrize("is_stopped", [True, False])
def test_the_page_of_a_release_that_was_stopped_says_so_at_its_top(
    tmp_path: Path, *, is_stopped: bool
) -> None:
    verdict = verdict_of(tmp_path)
    if is_stopped:
        verdict = replace(verdict, overridden={})
    write_gate_page(tmp_path, FACTS, verdict)
    text = (tmp_path / GATE_PAGE).read_text(encoding="utf-8")
    top = text.partition("<main")[2].partition("<h2")[0]
    for word in ("gate_stopped", "gate_stopped_text", "gate_text_stopped"):
        assert (str(in_both(WORDS[word])) in top) is is_stopped
    assert (str(in_both(WORDS["gate_text"])) in top) is not is_stopped
    assert ("--override coverage.kabupaten --reason" in top) is is_stopped
    assert (WORDS["gate_stopped"].line in text.partition("</title>")[0]) is is_stopped


@pytest.mark.parametrize("page", [GATE_PAGE, QUALITY_PAGE, "index.html"])
def test_a_page_with_numbers_says_which_sign_is_the_decimal_one(folder: Path, page: str) -> None:
    assert in_both(WORDS["decimals"]) in (folder / page).read_text(encoding="utf-8")
