"""feed.atom: the releases and withdrawals for readers of feeds, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from outputs.catalogue import PAGE, Entry, Listed, feed_name
from outputs.manifest import MANIFEST
from outputs.tombstone import NOTICE, WITHDRAWN, Tombstone
from schemas.change_tables import REASON
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.months import period_name
from schemas.release import LICENCE, LICENCE_URL, PUBLISHER, SAMPLE_NOTICE, TITLE, Version

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACES: dict[str, dict[str, str]] = {
    space: {None: space}  # type: ignore[dict-item] # the stubs know no default namespace
    for space in (ATOM, XHTML)
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
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
WITHDRAWAL = Text("Versi {version} ditarik", "Version {version} was withdrawn")
WHY = Text("Alasan: {reason}", "Reason: {reason}")
INSTEAD = Text("Pakailah rilis {version}.", "Use release {version} instead.")
NOTHING_INSTEAD = Text("Belum ada rilis penggantinya.", "No release takes its place yet.")


def feed_atom(told: Listed) -> bytes:
    """The releases as an Atom 1.0 feed (RFC 4287): withdrawals first, then releases, newest first.

    The moment of a release is its day of issue at midnight UTC. A withdrawal is an entry of
    its own, so that readers who have met the release meet it too.
    """
    sort = Version("", is_sample=told.is_sample)
    kind = f":{SAMPLE_WORD}" if told.is_sample else ""
    feed = etree.Element(_tag("feed"), nsmap=NAMESPACES[ATOM])
    _add(feed, "id", FEED_ID + kind)
    _add(feed, "title", _marked(TITLE, sort))
    if told.is_sample:
        _add(feed, "subtitle", SAMPLE_NOTICE.line)
    moments = [_moment(entry.issued) for entry in told.entries]
    _add(feed, "updated", max([*moments, *(gone.stamp for gone in told.withdrawn)]))
    _add(_add(feed, "author"), "name", PUBLISHER.line)
    _add(feed, "link", rel="self", type="application/atom+xml", href=feed_name(sort))
    _add(feed, "rights", f"{LICENCE} {LICENCE_URL}")
    for gone in told.withdrawn:
        _add_withdrawal(feed, gone, told)
    for entry in told.entries:
        _add_entry(feed, entry, told.base)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _add_withdrawal(feed: etree._Element, gone: Tombstone, told: Listed) -> None:
    version, instead = gone.version, told.replacement(gone.version)
    element = _add(feed, "entry")
    _add(element, "id", f"urn:rumahdata:{version}:withdrawn")
    _add(element, "title", _marked(WITHDRAWAL.format(version=version), version))
    _add(element, "updated", gone.stamp)
    _add(element, "published", gone.stamp)
    for rel, kind, path in (
        ("alternate", "text/html", PAGE),
        ("related", "application/json", WITHDRAWN),
    ):
        _add(element, "link", rel=rel, type=kind, href=f"{told.base}{version}/{path}", title=path)
    texts = [SAMPLE_NOTICE] if version.is_sample else []
    texts += [WHY.format(reason=gone.reason), NOTICE]
    texts.append(INSTEAD.format(version=instead) if instead else NOTHING_INSTEAD)
    _add_summary(element, [text.id for text in texts], [text.en for text in texts])


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
    _add_summary(element, *_told(entry))


def _add_summary(element: etree._Element, *by_language: Sequence[str]) -> None:
    summary = _add(element, "summary", type="xhtml")
    division = etree.SubElement(summary, _tag("div", XHTML), nsmap=NAMESPACES[XHTML])
    for language, lines in zip(("id", "en"), by_language, strict=True):
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
