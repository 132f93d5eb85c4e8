import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from outputs.build import build
from outputs.proof import EDITION_RULE, SCHEMA_RULE
from outputs.site.about import months_held
from outputs.site.downloads import (
    CLOSING,
    EXPLANATIONS,
    PAGES,
    WHOLE,
    Offer,
    explanations,
    whole_release,
)
from outputs.site.gate import GATE_PAGE
from outputs.site.pages import INDEX, linked_data
from outputs.site.rendering import TEMPLATES, amount, in_both, signed, size
from outputs.site.texts import WORDS
from schemas.field import Text
from schemas.release import LICENCE_URL, TITLE
from schemas.rounding_texts import EXPLAINED, IN_SHORT, ROUNDED_COUNTS
from schemas.schema_rules import LEVEL, RULES
from tests.releases import FACTS, REAL_FACTS, declared, public_rows
from tests.verdicts import verdict_of

TABLES = declared()
VOID = {"meta", "input", "link", "br", "hr", "img", "wbr"}
MOST_INDEX_BYTES = 150_000
VILLAGES = ["villages/18.04.04.1001.html", "villages/18.04.04.2007.html"]
"""The page of a village that reported, and of one that did not."""

NAMES = [*(path for path, _ in PAGES), GATE_PAGE, *VILLAGES]


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
        build(made[facts.is_sample], public_rows(TABLES), TABLES, facts, judge=verdict_of)
    return made


@pytest.mark.parametrize("name", NAMES)
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
        target = folders[True] / (Path(name).parent / path if path else name)
        assert target.is_file(), address
        if anchor:
            assert anchor in parsed(target).values("id"), address


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loads_nothing(folders: dict[bool, Path], name: str) -> None:
    text = (folders[True] / name).read_text(encoding="utf-8")
    text = re.sub(r'<script type="application/ld\+json">.*?</script>', "", text)
    assert not re.search(r"\bsrc=|@import|url\(|<link|fetch\(", text)
    assert set(re.findall(r"https?://[^\"'<\s)]+", text)) == {LICENCE_URL}


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_captions_and_headings_do_not_skip(
    folders: dict[bool, Path], name: str
) -> None:
    page = parsed(folders[True] / name)
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption")
    assert "table" in tags or name == VILLAGES[1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_only_heard_is_said_in_both_languages(folders: dict[bool, Path], name: str) -> None:
    """A title and an attribute hold no languages of their own: there both stand on one line."""
    text = (folders[True] / name).read_text(encoding="utf-8")
    (title,) = re.findall("<title>(.*?)</title>", text)
    assert TITLE.line in title
    for label in parsed(folders[True] / name).values("aria-label"):
        assert label == "CONTOH"
    for heard in re.findall(r'<span class="skip"[^>]*>(.*?)</span></', text):
        assert 'lang="id"' in heard
        assert 'lang="en"' in heard
    unknown = re.findall('<td class="unknown">(.*?)</td>', text)
    assert set(unknown) <= {f'<span class="skip">{in_both(WORDS["not_yet"])}</span>'}
    assert bool(unknown) is (name == "revisions.html")


@pytest.mark.parametrize("name", NAMES)
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


def test_the_rules_of_the_version_numbers_are_published(folders: dict[bool, Path]) -> None:
    text = (folders[True] / "dictionary.html").read_text(encoding="utf-8")
    ids = parsed(folders[True] / "dictionary.html").values("id")
    found = [name.removeprefix("schema-rule-") for name in ids if name.startswith("schema-rule-")]
    assert found == list(RULES)
    texts = [EDITION_RULE, SCHEMA_RULE, *(code.label for code in LEVEL.codes)]
    texts += [told for rule in RULES.values() for told in (rule.what, rule.why)]
    for told in texts:
        assert in_both(told) in text
    front = (folders[True] / INDEX).read_text(encoding="utf-8")
    assert f'"dictionary.html#schema_rules-all">{FACTS.schema_version}</a>' in front


@pytest.mark.parametrize("name", [INDEX, "dictionary.html"])
def test_rounding_is_explained_in_both_languages(folders: dict[bool, Path], name: str) -> None:
    text = (folders[False] / name).read_text(encoding="utf-8")
    for told in (IN_SHORT, ROUNDED_COUNTS, *EXPLAINED):
        assert in_both(told) in text


def test_the_readme_of_a_release_explains_rounding_too(folders: dict[bool, Path]) -> None:
    text = (folders[False] / "README.md").read_text(encoding="utf-8")
    for told in (IN_SHORT, ROUNDED_COUNTS, *EXPLAINED):
        assert told.id in text
        assert told.en in text


def test_every_word_is_used_and_no_other() -> None:
    site = [*TEMPLATES.iterdir(), *TEMPLATES.parent.glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in site)
    named = set(re.findall(r"words\.([a-z_]+)", text))
    named |= set(re.findall(r"(?:words|WORDS)\[\"([a-z_]+)\"\]", text))
    listed = re.findall(r"for anchor in \[(.*?)\]", text)
    assert len(listed) == 3
    named |= set(re.findall(r"\"([a-z_]+)\"", "".join(listed)))
    assert sorted(named) == sorted(WORDS)


def test_the_front_page_offers_every_table_and_file_with_its_sum(folders: dict[bool, Path]) -> None:
    text = (folders[True] / INDEX).read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_INDEX_BYTES
    sums = (folders[True] / "SHA256SUMS").read_text(encoding="utf-8")
    offered = [path for path in sums.split()[1::2] if path.startswith("tables/")]
    offered += [offer.path for offer in WHOLE]
    assert len(offered) == 2 * len(TABLES) + 3
    for path in offered:
        assert f'href="{path}"' in text
        assert sums.split()[sums.split().index(path) - 1] in text


def test_the_front_page_says_which_release_it_is(folders: dict[bool, Path]) -> None:
    text = (folders[True] / INDEX).read_text(encoding="utf-8")
    for told in (FACTS.version, FACTS.previous, FACTS.schema_version, FACTS.issued):
        assert told in text
    assert months_held(FACTS).id in text


@pytest.mark.parametrize("offers", [WHOLE, EXPLANATIONS], ids=["whole release", "explanations"])
def test_only_files_that_are_there_are_offered(tmp_path: Path, offers: tuple[Offer, ...]) -> None:
    assert whole_release(tmp_path) == []
    assert explanations(tmp_path) == list(CLOSING)
    for offer in offers:
        (tmp_path / offer.path).write_bytes(b"x")
        found = [o for o, _ in whole_release(tmp_path)] + explanations(tmp_path)
        assert offer in found
    assert [offer for offer in found if offer in offers] == list(offers)


def test_a_description_for_search_engines_cannot_close_its_element(tmp_path: Path) -> None:
    assert linked_data(tmp_path) == ""
    described = {"name": "</script><b>", "keywords": ["é", "<!--"]}
    (tmp_path / "schema-org.json").write_text(json.dumps(described), encoding="utf-8")
    assert "<" not in linked_data(tmp_path)
    assert json.loads(linked_data(tmp_path)) == described


def test_a_page_does_not_depend_on_where_it_is_written(
    folders: dict[bool, Path], tmp_path: Path
) -> None:
    build(tmp_path, public_rows(TABLES), TABLES, FACTS, judge=verdict_of)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (folders[True] / name).read_bytes()


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0 B"), (1023, "1023 B"), (2048, "2 kB"), (9_227_469, "8.8 MB")]
)
def test_sizes_are_short(count: int, written: str) -> None:
    assert size(count) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (999, "999"),
        (1593, "1\u202f593"),
        (298164.0, "298\u202f164"),
        (71.9, "71.9"),
        (-0.5, "-0.5"),
        (1234567.25, "1\u202f234\u202f567.25"),
    ],
)
def test_numbers_read_the_same_in_both_languages(value: float | None, written: str) -> None:
    assert amount(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.4, "+0.4"), (-1200.0, "−1\u202f200"), (0.0, "0"), (-0.0, "0")],
)
def test_a_difference_has_a_sign_and_no_difference_has_none(value: float, written: str) -> None:
    assert signed(value) == written


def test_a_text_is_marked_with_its_language_and_escaped() -> None:
    assert in_both(Text("a < b", "c")) == '<span lang="id">a &lt; b</span> <span lang="en">c</span>'
    assert in_both(Text("KB & co", "KB & co")) == "KB &amp; co"
