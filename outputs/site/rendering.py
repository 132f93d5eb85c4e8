"""How a page is made of a template: both languages side by side, numbers without ambiguity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from outputs.canonical import FileFacts, write_bytes
from outputs.site import reading
from outputs.site.texts import WORDS
from schemas.field import Text
from schemas.sources import told_source

TEMPLATES = Path(__file__).parent / "templates"
KILOBYTE = 1024
THIN = "\u202f"
"""The narrow space between thousands: a point or a comma would be read as a decimal sign."""


@lru_cache(maxsize=4096)
def in_both(text: Text) -> Markup:
    """A text in both languages, each marked with its own; once where they are the same."""
    if text.id == text.en:
        return escape(text.id)
    return Markup('<span lang="id">{}</span> <span lang="en">{}</span>').format(text.id, text.en)


_CODE = re.compile("`([^`]+)`")


def coded(text: Markup) -> Markup:
    """A text, escaped before, in which what stands between backticks is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(text)))  # noqa: S704 - escaped before


def of_record(record: Mapping[str, str], name: str) -> Markup:
    """The texts of a dictionary record's columns <name>_id and <name>_en; may be empty."""
    if not record[f"{name}_id"]:
        return Markup("")
    return in_both(Text(record[f"{name}_id"], record[f"{name}_en"]))


def size(count: int) -> str:
    """A number of bytes as a person reads it."""
    if count < KILOBYTE:
        return f"{count} B"
    if count < KILOBYTE**2:
        return f"{count / KILOBYTE:.0f} kB"
    return f"{count / KILOBYTE**2:.1f} MB"


def amount(value: float | None) -> str:
    """A number with narrow spaces between thousands and a decimal point; empty for None."""
    if value is None:
        return ""
    return f"{value:,}".removesuffix(".0").replace(",", THIN)


def signed(value: float) -> str:
    """A difference with its sign; zero, also one that is negative, has none."""
    if not value:
        return "0"
    return f"{'+' if value > 0 else '−'}{amount(abs(value))}"


def in_cells(values: Iterable[object]) -> Markup:
    """Cells of a table, one behind the other."""
    return Markup("".join([f"<td>{escape(value)}</td>" for value in values]))  # noqa: S704 - escaped


@cache
def environment() -> Environment:
    """The templates: HTML escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "both": in_both,
        "cells": in_cells,
        "coded": coded,
        "sourced": told_source,
        "size": size,
        "amount": amount,
        "signed": signed,
    }
    made.globals |= {"of": of_record, "words": WORDS, "reading": reading}
    return made


def write_page(
    directory: Path, name: str, context: Mapping[str, object], template: str = ""
) -> FileFacts:
    """Write the page of this name from this template, or from the one of the same name."""
    text = environment().get_template(template or name).render(context)
    return write_bytes(directory, name, text.encode())
