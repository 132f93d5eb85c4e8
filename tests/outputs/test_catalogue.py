from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from outputs.canonical import json_bytes
from outputs.catalogue import Entry, ManifestError, entry_of, listed, releases_json
from outputs.feed import feed_atom
from outputs.listing import write_catalogue
from outputs.manifest import read_sums, write_manifest
from outputs.publish import publish, stage
from schemas.change_tables import REASON
from schemas.field import Code
from schemas.release import SAMPLE_NOTICE, ReleaseFacts, Version
from tests.releases import FACTS, REAL_FACTS

ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ADDRESS = re.compile(r"[a-z]+:[^\s]+")
ENTRY = Entry(
    version=Version.parse("2026.10.0"),
    issued="2026-11-10",
    periods=("2026-09", "2026-10"),
    schema_version="1.1.0",
    previous="2026.09.0",
    site="",
    rows={"villages": 136, "families": 1000},
    changes={"late_report": 3, "correction": 0},
    sha256="a" * 64,
)
FIRST = replace(
    ENTRY, version=Version.parse("2026.09.0"), issued="2026-10-10", previous="", changes={}
)
SAMPLE = replace(ENTRY, version=Version.parse("2026.10.0-CONTOH"))

versions = st.builds(
    Version,
    st.sampled_from([f"{y}-{m:02}" for y, m in product((2026, 2027), range(1, 13))]),
    st.integers(0, 12),
)
histories = st.lists(versions, min_size=1, max_size=6, unique=True).map(
    lambda found: [replace(ENTRY, version=version) for version in found]
)


def manifest(tmp_path: Path, facts: ReleaseFacts) -> bytes:
    write_manifest(tmp_path, facts, {})
    return (tmp_path / "manifest.json").read_bytes()


def test_an_entry_says_what_the_manifest_says(tmp_path: Path) -> None:
    facts = replace(REAL_FACTS, site="https://data.example.id/")
    entry = entry_of(manifest(tmp_path, facts))
    assert entry.version == Version.parse(facts.version)
    assert (entry.issued, entry.periods) == (facts.issued, facts.periods)
    assert (entry.schema_version, entry.previous) == (facts.schema_version, facts.previous)
    assert (entry.site, entry.changes) == (facts.site, facts.changes)
    assert entry.sha256 == read_sums(tmp_path)["manifest.json"]


def test_a_manifest_of_before_the_whole_history_is_read_too() -> None:
    old = {"version": "2026.08.0", "period": "2026-08", "issued": "2026-09-10", "rows": {"a": 1}}
    entry = entry_of(json_bytes(old))
    assert (entry.periods, entry.previous, entry.changes) == (("2026-08",), "", {})


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"version": "x"}', b"\xff", b"3"])
def test_a_manifest_that_is_none_is_told(content: bytes) -> None:
    with pytest.raises(ManifestError, match="restore it"):
        entry_of(content)


@pytest.mark.parametrize("entries", [[], [ENTRY, SAMPLE]], ids=["none", "mixed"])
def test_a_list_is_of_one_sort_and_never_empty(entries: list[Entry]) -> None:
    with pytest.raises(ValueError, match="real ones or samples"):
        listed(entries)


@given(histories, st.randoms())
def test_lists_are_newest_first_in_whatever_order_releases_are_found(
    entries: list[Entry], order: Random
) -> None:
    shuffled = sorted(entries, key=lambda _: order.random())
    assert feed_atom(listed(shuffled)) == feed_atom(listed(entries))
    told = json.loads(releases_json(listed(shuffled)))
    expected = [str(v) for v in sorted((e.version for e in entries), reverse=True)]
    assert [record["version"] for record in told["releases"]] == expected
    assert told["latest"] == expected[0]
    ids = texts(etree.fromstring(feed_atom(listed(entries))), "//a:entry/a:id/text()")
    assert ids == [f"urn:rumahdata:{version}" for version in expected]


def texts(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path, namespaces=ATOM)
    assert isinstance(found, list)
    return [str(text) for text in found]


def text(element: etree._Element, path: str) -> str:
    (found,) = texts(element, path)
    return found


@pytest.mark.parametrize("site", ["", "https://data.example.id/rilis/"])
@pytest.mark.parametrize("entries", [[ENTRY, FIRST], [FIRST], [SAMPLE]])
def test_a_feed_keeps_what_rfc_4287_demands(entries: list[Entry], site: str) -> None:
    told = listed([replace(e, site=site) for e in entries], below="releases/")
    feed = etree.fromstring(feed_atom(told))
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    assert text(feed, "a:author/a:name/text()")
    assert text(feed, "a:link[@rel='self']/@href").startswith("feed")
    for element in (feed, *feed.iterfind("a:entry", ATOM)):
        assert ADDRESS.fullmatch(text(element, "a:id/text()"))
        assert text(element, "a:title/text()").count(" · ") == 1
        assert RFC3339.fullmatch(text(element, "a:updated/text()"))
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    base = site or "releases/"
    for rel, media, path in (
        ("alternate", "text/html", "index.html"),
        ("related", "application/json", "manifest.json"),
    ):
        link = f"a:link[@rel='{rel}']"
        assert text(entry, f"{link}/@type") == media
        assert text(entry, f"{link}/@href") == f"{base}{entries[0].version}/{path}"
    assert text(entry, "a:summary/@type") == "xhtml"
    assert len(entry.findall("a:summary/*", ATOM)) == 1
    ids = texts(feed, "//a:id/text()")
    assert len(set(ids)) == len(ids) == len(entries) + 1


def lines(entry: Entry, language: str) -> list[str]:
    path = f"//h:p[@xml:lang='{language}']/text()"
    return texts(etree.fromstring(feed_atom(listed([entry]))), path)


@pytest.mark.parametrize(
    ("entry", "indonesian", "english"),
    [
        (FIRST, "Rilis pertama.", "The first release."),
        (
            replace(ENTRY, changes={}),
            "Bulan yang sudah terbit sama dengan di rilis 2026.09.0.",
            "The months published before are as in release 2026.09.0.",
        ),
        (ENTRY, "Laporan desa datang terlambat: 3", "A village's report came late: 3"),
        (replace(ENTRY, changes={"new_reason": 2}), "new_reason: 2", "new_reason: 2"),
    ],
)
def test_the_summary_says_what_changed_in_both_languages(
    entry: Entry, indonesian: str, english: str
) -> None:
    assert lines(entry, "id")[-1] == indonesian
    assert lines(entry, "en")[-1] == english
    assert lines(entry, "en")[0] == "Months: 2. Rows: 1136."


@pytest.mark.parametrize("code", REASON.codes, ids=lambda code: code.code)
def test_every_declared_reason_is_told_by_its_label(code: Code) -> None:
    entry = replace(ENTRY, changes={code.code: 7})
    assert lines(entry, "id")[-1] == f"{code.label.id}: 7"
    assert lines(entry, "en")[-1] == f"{code.label.en}: 7"


def test_a_list_of_samples_says_so() -> None:
    feed = etree.fromstring(feed_atom(listed([SAMPLE])))
    assert [t[:8] for t in texts(feed, "//a:title/text()")] == ["CONTOH: "] * 2
    assert SAMPLE_NOTICE.id in lines(SAMPLE, "id")
    told = json.loads(releases_json(listed([SAMPLE])))
    assert told["notice"] == {"id": SAMPLE_NOTICE.id, "en": SAMPLE_NOTICE.en}
    assert "notice" not in json.loads(releases_json(listed([ENTRY])))


def published(releases: Path, *names: str) -> None:
    for name in names:
        version = Version.parse(name)
        folder = stage(releases, name)
        facts = replace(
            FACTS, version=name, period=version.period, is_sample=version.is_sample, lineage=()
        )
        write_manifest(folder, facts, {})
        publish(folder, releases, name)


def test_a_folder_lists_all_its_releases_and_the_samples_apart(tmp_path: Path) -> None:
    published(tmp_path, "2026.09.0", "2026.10.1", "2026.10.0")
    (tmp_path / "2026.11.0").mkdir()
    assert [path.name for path in write_catalogue(tmp_path)] == ["releases.json", "feed.atom"]
    told = json.loads((tmp_path / "releases.json").read_bytes())
    listed = [record["version"] for record in told["releases"]]
    assert listed == ["2026.10.1", "2026.10.0", "2026.09.0"]
    for record in told["releases"]:
        assert (tmp_path / record["manifest"]).is_file()
    published(tmp_path, "2026.12.0-CONTOH")
    before = (tmp_path / "releases.json").read_bytes(), (tmp_path / "feed.atom").read_bytes()
    assert len(write_catalogue(tmp_path)) == 4
    assert (tmp_path / "releases.json").read_bytes() == before[0]
    assert (tmp_path / "feed.atom").read_bytes() == before[1]
    assert b"CONTOH" not in before[0] + before[1]
    assert b"2026.12.0-CONTOH" in (tmp_path / "feed-CONTOH.atom").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        *("2026.10.0-copy", "2026.10.0 (copy)", "2026.10.0.bak", "2026.10", "copy", ".2026.10.0"),
        *("2026.11.0", "2026.10.0-CONTOH"),
    ],
)
def test_a_copy_under_another_name_is_passed_over(tmp_path: Path, name: str) -> None:
    published(tmp_path, "2026.09.0", "2026.10.0")
    write_catalogue(tmp_path)
    before = (tmp_path / "releases.json").read_bytes(), (tmp_path / "feed.atom").read_bytes()
    shutil.copytree(tmp_path / "2026.10.0", tmp_path / name)
    assert [path.name for path in write_catalogue(tmp_path)] == ["releases.json", "feed.atom"]
    assert (tmp_path / "releases.json").read_bytes() == before[0]
    assert (tmp_path / "feed.atom").read_bytes() == before[1]


def test_the_manifest_of_a_release_that_cannot_be_read_is_told_and_of_a_copy_is_not(
    tmp_path: Path,
) -> None:
    published(tmp_path, "2026.10.0")
    for name in ("2026.10.0-copy", "2026.11.0"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_bytes(b"{")
        if name.endswith("copy"):
            assert len(write_catalogue(tmp_path)) == 2
    with pytest.raises(ManifestError, match="restore it"):
        write_catalogue(tmp_path)


def test_a_list_without_releases_goes_away(tmp_path: Path) -> None:
    published(tmp_path, "2026.10.0-CONTOH")
    write_catalogue(tmp_path)
    (tmp_path / "2026.10.0-CONTOH").rename(tmp_path / "moved")
    assert write_catalogue(tmp_path) == []
    assert not (tmp_path / "releases-CONTOH.json").exists()
    assert not (tmp_path / "feed-CONTOH.atom").exists()
