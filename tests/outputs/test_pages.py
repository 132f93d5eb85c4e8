import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from outputs.build import build
from outputs.site.completeness import Reported, completeness
from outputs.site.pages import TEMPLATES, citation, in_both, size
from outputs.site.texts import WORDS
from schemas.field import Text
from schemas.register import districts
from schemas.release import LICENCE_URL
from tests.releases import FACTS, PERIOD, REAL_FACTS, declared, public_rows

TABLES = declared()
VOID = {"meta", "input", "link", "br", "hr", "img"}
PAGES = ["index.html", "dictionary.html"]


class Page(HTMLParser):
    """The elements of a page, and whether every one of them is closed where it must be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [str(found[attribute]) for _, found in self.elements if attribute in found]


@cache
def parsed(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    made = {}
    for facts in (FACTS, REAL_FACTS):
        made[facts.is_sample] = tmp_path_factory.mktemp("release")
        build(made[facts.is_sample], public_rows(TABLES), TABLES, facts)
    return made


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed_and_points_to_what_is_there(
    folders: dict[bool, Path], name: str
) -> None:
    page = parsed(folders[True] / name)
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    for address in page.values("href"):
        if address == LICENCE_URL:
            continue
        path, _, anchor = address.partition("#")
        target = folders[True] / (path or name)
        assert target.is_file(), address
        if anchor:
            assert anchor in parsed(target).values("id"), address


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing(folders: dict[bool, Path], name: str) -> None:
    text = (folders[True] / name).read_text(encoding="utf-8")
    assert not re.search(r"\bsrc=|@import|url\(|<link|fetch\(", text)
    assert set(re.findall(r"https?://[^\"'<\s)]+", text)) == {LICENCE_URL}


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_captions_and_headings_do_not_skip(
    folders: dict[bool, Path], name: str
) -> None:
    page = parsed(folders[True] / name)
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption") > 0
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_only_an_example_carries_the_word(folders: dict[bool, Path], name: str) -> None:
    for is_sample, folder in folders.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert ("<strong>CONTOH</strong>" in text) is is_sample
        assert ("<title>CONTOH" in text) is is_sample
        assert ("2026.10.0-CONTOH" in text) is is_sample


def test_the_dictionary_page_has_every_column_and_code(folders: dict[bool, Path]) -> None:
    page = parsed(folders[True] / "dictionary.html")
    ids = set(page.values("id"))
    for name, table in TABLES.items():
        assert {name, *(f"{name}.{column}" for column in table.names)} <= ids
        assert {f"codes-{c.codes.name}" for c in table.columns if c.codes} <= ids


def test_every_word_is_used_and_no_other() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir())
    code = (TEMPLATES.parent / "pages.py").read_text(encoding="utf-8")
    named = set(re.findall(r"words\.([a-z_]+)", templates))
    named |= set(re.findall(r"words\[\"([a-z_]+)\"\]", templates))
    named |= set(re.findall(r"WORDS\[\"([a-z_]+)\"\]", code))
    listed = re.search(r"for anchor in \[(.*?)\]", templates)
    assert listed is not None
    named |= set(re.findall(r"\"([a-z]+)\"", listed[1]))
    assert sorted(named) == sorted(WORDS)


def test_completeness_adds_up_over_every_kecamatan() -> None:
    rows = completeness(public_rows(TABLES), PERIOD)
    assert [row.area for row in rows] == [*districts().values(), ""]
    whole = rows[-1]
    assert whole.expected == sum(row.expected for row in rows[:-1]) == 136
    assert whole.reported == sum(row.reported for row in rows[:-1]) > 0
    assert whole.held_back == sum(row.held_back for row in rows[:-1]) > 0
    assert completeness(public_rows(TABLES), "2026-09")[-1].reported == 0


def test_a_share_is_never_rounded_up_to_all() -> None:
    nearly = Reported(area="", expected=136, reported=135, late=0, held_back=0)
    assert nearly.share == 99


@pytest.mark.parametrize(("count", "written"), [(0, "0 B"), (1023, "1023 B"), (2048, "2 kB")])
def test_sizes_are_short(count: int, written: str) -> None:
    assert size(count) == written


def test_a_text_is_marked_with_its_language_and_escaped() -> None:
    assert in_both(Text("a < b", "c")) == '<span lang="id">a &lt; b</span> <span lang="en">c</span>'
    assert in_both(Text("KB & co", "KB & co")) == "KB &amp; co"


def test_a_citation_names_year_version_and_licence() -> None:
    for part in ("2026", "Oktober 2026", "2026.10.0", "CC-BY-4.0"):
        assert part in citation(REAL_FACTS).id
    assert "[CONTOH]" in citation(FACTS).id
    assert "CONTOH" not in citation(REAL_FACTS).id
