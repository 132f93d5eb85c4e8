"""releases.json and feed.atom: the releases that stand, newest first, for programs and readers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from lxml import etree

from outputs.canonical import json_bytes
from outputs.manifest import MANIFEST
from outputs.publish import LOCK, STAGING
from schemas.change_tables import REASON
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.months import period_name
from schemas.release import (
    LICENCE,
    LICENCE_URL,
    PUBLISHER,
    SAMPLE_NOTICE,
    TITLE,
    Version,
)
from schemas.spoken import SpokenError

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACES: dict[str, dict[str, str]] = {
    space: {None: space}  # type: ignore[dict-item] # the stubs know no default namespace
    for space in (ATOM, XHTML)
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PAGE = "index.html"
FEED_ID = "urn:rumahdata:releases"

RELEASE = Text("Rilis {version}: {period}", "Release {version}: {period}")
HOLDS = Text("Jumlah bulan: {months}. Jumlah baris: {rows}.", "Months: {months}. Rows: {rows}.")
FIRST = Text("Rilis pertama.", "The first release.")
UNCHANGED = Text(
    "Bulan yang sudah terbit sama dengan di rilis {previous}.",
    "The months published before are as in release {previous}.",
)
CHANGED = Text(
    "Perubahan pada bulan yang sudah terbit, dibanding rilis {previous}:",
    "Changes in months published before, compared with release {previous}:",
)


class ManifestError(SpokenError):
    """A release's manifest cannot be read; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A release as the lists tell of it, read from its manifest.

    `rows` counts the rows by table and `changes` the changes by reason, both in the order of
    the manifest; `site` is the address below which releases are published, ended by a slash,
    or empty; `sha256` is that of the manifest.
    """

    version: Version
    issued: str
    periods: tuple[str, ...]
    schema_version: str
    previous: str
    site: str
    rows: dict[str, int]
    changes: dict[str, int]
    sha256: str


def entry_of(manifest: bytes) -> Entry:
    """The entry of a release from the bytes of its manifest.json; ManifestError."""
    try:
        told = json.loads(manifest)
        return Entry(
            version=Version.parse(told["version"]),
            issued=told["issued"],
            periods=tuple(told.get("periods") or (told["period"],)),
            schema_version=told.get("schema_version", ""),
            previous=told.get("previous", ""),
            site=told.get("site", ""),
            rows=told["rows"],
            changes=told.get("changes", {}),
            sha256=hashlib.sha256(manifest).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(
            f"a release's {MANIFEST} cannot be read ({error}): restore it from the place the "
            "release was published from"
        ) from None


def index_name(version: Version) -> str:
    """The name of the list for programs in which this version stands."""
    return f"releases-{SAMPLE_WORD}.json" if version.is_sample else "releases.json"


def feed_name(version: Version) -> str:
    """The name of the feed in which this version stands."""
    return f"feed-{SAMPLE_WORD}.atom" if version.is_sample else "feed.atom"


def releases_json(entries: Iterable[Entry], below: str = "") -> bytes:
    """The list for programs, newest first; ValueError for none, or samples among real ones.

    Addresses begin with the newest release's `site`; where it has none they are relative:
    `below` is the folder of the releases beside the list, ended by a slash, or empty.
    """
    ordered = _newest_first(entries)
    notice = {"notice": SAMPLE_NOTICE.by_language} if ordered[0].version.is_sample else {}
    told = {
        **notice,
        "title": TITLE.by_language,
        "licence": LICENCE,
        "latest": str(ordered[0].version),
        "releases": [_record(entry, ordered[0].site or below) for entry in ordered],
    }
    return json_bytes(told)


def _record(entry: Entry, base: str) -> dict[str, object]:
    return {
        "version": str(entry.version),
        "is_sample": entry.version.is_sample,
        "issued": entry.issued,
        "period": entry.version.period,
        "periods": list(entry.periods),
        "schema_version": entry.schema_version,
        "previous": entry.previous,
        "changes": entry.changes,
        "rows": entry.rows,
        "page": f"{base}{entry.version}/{PAGE}",
        "manifest": f"{base}{entry.version}/{MANIFEST}",
        "manifest_sha256": entry.sha256,
    }


def feed_atom(entries: Iterable[Entry], below: str = "") -> bytes:
    """The releases as an Atom 1.0 feed (RFC 4287), newest first; ValueError as releases_json.

    Every moment is the day of issue of a release at midnight UTC.
    """
    ordered = _newest_first(entries)
    newest = ordered[0].version
    kind = f":{SAMPLE_WORD}" if newest.is_sample else ""
    feed = etree.Element(_tag("feed"), nsmap=NAMESPACES[ATOM])
    _add(feed, "id", FEED_ID + kind)
    _add(feed, "title", _marked(TITLE, newest))
    if newest.is_sample:
        _add(feed, "subtitle", SAMPLE_NOTICE.line)
    _add(feed, "updated", _moment(max(entry.issued for entry in ordered)))
    _add(_add(feed, "author"), "name", PUBLISHER.line)
    _add(feed, "link", rel="self", type="application/atom+xml", href=feed_name(newest))
    _add(feed, "rights", f"{LICENCE} {LICENCE_URL}")
    for entry in ordered:
        _add_entry(feed, entry, ordered[0].site or below)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _add_entry(feed: etree._Element, entry: Entry, base: str) -> None:
    title = Text(
        RELEASE.id.format(version=entry.version, period=period_name(entry.version.period).id),
        RELEASE.en.format(version=entry.version, period=period_name(entry.version.period).en),
    )
    element = _add(feed, "entry")
    _add(element, "id", f"urn:rumahdata:{entry.version}")
    _add(element, "title", _marked(title, entry.version))
    _add(element, "updated", _moment(entry.issued))
    _add(element, "published", _moment(entry.issued))
    for rel, kind, path in (
        ("alternate", "text/html", PAGE),
        ("related", "application/json", MANIFEST),
    ):
        _add(element, "link", rel=rel, type=kind, href=f"{base}{entry.version}/{path}", title=path)
    summary = _add(element, "summary", type="xhtml")
    division = etree.SubElement(summary, _tag("div", XHTML), nsmap=NAMESPACES[XHTML])
    for language, lines in zip(("id", "en"), _told(entry), strict=True):
        _add_lines(division, language, lines)


def _told(entry: Entry) -> tuple[list[str], list[str]]:
    """What an entry says in each language: first lines, then a line for each reason."""
    texts = [SAMPLE_NOTICE] if entry.version.is_sample else []
    texts.append(HOLDS.format(months=len(entry.periods), rows=sum(entry.rows.values())))
    counted = {reason: count for reason, count in entry.changes.items() if count}
    if not entry.previous:
        texts.append(FIRST)
    else:
        told = CHANGED if counted else UNCHANGED
        texts.append(told.format(previous=entry.previous))
    texts += [_reason(reason, count) for reason, count in counted.items()]
    return [text.id for text in texts], [text.en for text in texts]


def _reason(reason: str, count: int) -> Text:
    if reason not in REASON.values:  # told by a later version of the program
        return Text(f"{reason}: {count}", f"{reason}: {count}")
    label = REASON[reason].label
    return Text(f"{label.id}: {count}", f"{label.en}: {count}")


def _add_lines(division: etree._Element, language: str, lines: Sequence[str]) -> None:
    for line in lines:
        paragraph = etree.SubElement(division, _tag("p", XHTML))
        paragraph.set(LANGUAGE, language)
        paragraph.text = line


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name), attributes)
    element.text = text or None
    return element


def _tag(name: str, namespace: str = ATOM) -> str:
    return f"{{{namespace}}}{name}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _marked(text: Text, version: Version) -> str:
    return f"{SAMPLE_WORD}: {text.line}" if version.is_sample else text.line


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    ordered = sorted(entries, key=lambda entry: entry.version, reverse=True)
    if len({entry.version.is_sample for entry in ordered}) != 1:
        raise ValueError("a list of releases holds real ones or samples, and at least one")
    return ordered


def write_catalogue(releases: Path) -> list[Path]:
    """Write the lists of a releases folder anew, real and sample ones apart; what was written.

    A list is replaced whole. A folder is listed when a version names it and its manifest states
    that version; any other, such as a copy, is passed over. A list of which no release is left
    is taken away. ManifestError when the manifest of a folder named by a version cannot be read.
    """
    with FileLock(releases / STAGING / LOCK):
        entries = _entries(releases)
        written = []
        for sample in (False, True):
            of_sort = [entry for entry in entries if entry.version.is_sample == sample]
            written += _write_lists(releases, of_sort, Version("", is_sample=sample))
    return written


def _entries(releases: Path) -> list[Entry]:
    named = [path for path in sorted(releases.glob(f"*/{MANIFEST}")) if _version(path.parent)]
    read = [(path, entry_of(path.read_bytes())) for path in named]
    return [entry for path, entry in read if entry.version == _version(path.parent)]


def _version(folder: Path) -> Version | None:
    """The version that names a folder; None when none does."""
    try:
        return Version.parse(folder.name)
    except ValueError:
        return None


def _write_lists(releases: Path, entries: list[Entry], sort: Version) -> list[Path]:
    lists = {releases / index_name(sort): releases_json, releases / feed_name(sort): feed_atom}
    for path, render in lists.items():
        if not entries:
            path.unlink(missing_ok=True)
            continue
        beside = releases / STAGING / path.name
        beside.write_bytes(render(entries))
        beside.replace(path)
    return list(lists) if entries else []
