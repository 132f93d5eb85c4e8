"""How a column of a schema differs from the same column of an earlier one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
Columns = Mapping[str, Record]

Told = tuple[str, str, str]
"""The rule of a difference (schemas.schema_rules.RULES), what there was and what there is."""

TEXTS = ("label", "meaning", "question", "example")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a column's differences also depend on.

    `code_texts` are the code lists of which a text changed, with the old and the new texts;
    `renamed` leads from an old name, as table and column, to the name that replaces it.
    """

    code_texts: Mapping[str, tuple[str, str]]
    renamed: Mapping[tuple[str, str], str]


def by_name(records: Iterable[Record]) -> dict[str, Record]:
    """The records of a document by their name, in their order."""
    return {record["name"]: record for record in records}


def said(name: str, value: object) -> str:
    """A fact of a schema in short, such as maximum=9999; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, dict):
        value = " / ".join(dict.fromkeys(value.values()))
    elif isinstance(value, list):
        value = " ".join(value)
    elif isinstance(value, bool):
        value = "true" if value else "false"
    return f"{name}={value}"


def differs(name: str, old: Record, new: Record) -> bool:
    """Whether two records state a fact differently; what only one of them states does not."""
    return name in old and name in new and bool(old[name] != new[name])


def is_key(name: str, columns: Columns) -> bool:
    """Whether a column, or the one whose old name it is, is part of the key."""
    column = columns[name]
    return bool(columns.get(column["replaced_by"], column)["key"])


def replacement(column: Record) -> str:
    """What an old name is replaced by and until when it is written; empty for other columns."""
    told = (said(name, column[name]) for name in ("replaced_by", "until"))
    return " ".join(word for word in told if word)


def column_differences(
    name: str, before: Columns, after: Columns, around: Surroundings
) -> Iterator[Told]:
    """The differences of a column that both tables have, given all columns of both.

    What an old name says follows from the column it repeats, so its texts are not compared.
    """
    old, new = before[name], after[name]
    was_alias, is_alias = old["replaced_by"] is not None, new["replaced_by"] is not None
    if was_alias and is_alias:
        yield from _of_alias(old, new)
        return
    facts = (old | {"key": is_key(name, before)}, new | {"key": is_key(name, after)})
    if was_alias or is_alias:
        rule = "column_replaced" if is_alias else _rule_of_return(old, after)
        yield rule, replacement(old), replacement(new)
        yield from _facts(*facts, around)
    else:
        yield from _facts(*facts, around)
        yield from _texts(old, new, around)


def _rule_of_return(old: Record, after: Columns) -> str:
    """An old name that is a column again: the same one, unless what replaced it stays."""
    successor = after.get(old["replaced_by"])
    is_other = successor is not None and successor["replaced_by"] is None
    return "name_reused" if is_other else "column_restored"


def _of_alias(old: Record, new: Record) -> Iterator[Told]:
    rules = {"replaced_by": "replacement_changed", "until": "until_moved"}
    for name, rule in rules.items():
        if differs(name, old, new):
            yield rule, said(name, old[name]), said(name, new[name])


def _texts(old: Record, new: Record, around: Surroundings) -> Iterator[Told]:
    for name in TEXTS:
        if differs(name, old, new):
            yield "column_text", said(name, old[name]), said(name, new[name])
    if old["code_list"] == new["code_list"] and new["code_list"] in around.code_texts:
        yield ("code_text", *around.code_texts[new["code_list"]])


def _facts(old: Record, new: Record, around: Surroundings) -> Iterator[Told]:
    for name, rule_of in FACTS.items():
        if differs(name, old, new):
            yield rule_of(old, new, around), said(name, old[name]), said(name, new[name])
    if old["codes"] is not None and new["codes"] is not None:
        yield from _codes(old["codes"], new["codes"])


def _codes(old: list[str], new: list[str]) -> Iterator[Told]:
    gone = [value for value in old if value not in new]
    came = [value for value in new if value not in old]
    if gone:
        yield "codes_removed", said("codes", gone), ""
    if came:
        yield "codes_added", "", said("codes", came)
    stayed = [[value for value in values if value in old and value in new] for values in (old, new)]
    if stayed[0] != stayed[1]:
        yield "codes_order", said("codes", stayed[0]), said("codes", stayed[1])


RuleOf = Callable[[Record, Record, Surroundings], str]


def _always(rule: str) -> RuleOf:
    return lambda old, new, around: rule  # noqa: ARG005 - the rule holds whatever the values


def _nullable(old: Record, new: Record, around: Surroundings) -> str:  # noqa: ARG001 - a RuleOf
    return "nullable" if new["nullable"] else "required"


def _minimum(old: Record, new: Record, around: Surroundings) -> str:  # noqa: ARG001 - a RuleOf
    return _limit(old["minimum"], new["minimum"], -1)


def _maximum(old: Record, new: Record, around: Surroundings) -> str:  # noqa: ARG001 - a RuleOf
    return _limit(old["maximum"], new["maximum"], 1)


def _limit(old: float | None, new: float | None, outward: int) -> str:
    is_wider = new is None or (old is not None and (new - old) * outward > 0)
    return "limit_widened" if is_wider else "limit_narrowed"


def _pattern(old: Record, new: Record, around: Surroundings) -> str:  # noqa: ARG001 - a RuleOf
    if new["pattern"] is None:
        return "pattern_removed"
    if re.fullmatch(new["pattern"], old["example"]) is None:
        return "pattern_broken"
    return "pattern_added" if old["pattern"] is None else "pattern_changed"


def _code_list(old: Record, new: Record, around: Surroundings) -> str:  # noqa: ARG001 - a RuleOf
    return _presence("code_list", old["code_list"], new["code_list"]) or "code_list_replaced"


def _references(old: Record, new: Record, around: Surroundings) -> str:
    there_or_not = _presence("reference", old["references"], new["references"])
    if there_or_not:
        return there_or_not
    table, column = old["references"]
    is_renamed = [table, around.renamed.get((table, column))] == new["references"]
    return "reference_renamed" if is_renamed else "reference_changed"


def _presence(what: str, old: object, new: object) -> str:
    if old is None:
        return f"{what}_added"
    return f"{what}_removed" if new is None else ""


FACTS: dict[str, RuleOf] = {
    "type": _always("type"),
    "key": _always("key"),
    "nullable": _nullable,
    "unit": _always("unit"),
    "minimum": _minimum,
    "maximum": _maximum,
    "pattern": _pattern,
    "code_list": _code_list,
    "references": _references,
}
"""The facts of a column that are not texts, each with the rule of a difference in it."""
