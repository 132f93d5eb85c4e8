"""How the styles of the form look: greys that keep apart on a black-and-white printer."""

from __future__ import annotations

from outputs.form_validation import DATE_FORMAT
from outputs.sheet_grid import Style
from schemas.field import Kind

Look = dict[str, object]
"""The properties of one xlsxwriter format."""

FONT: Look = {"font_name": "Arial", "font_size": 11, "valign": "vcenter"}
BASE_FONT: Look = {"font_name": "Arial", "font_size": 10}
"""The font whose digits the column widths are counted in."""

PALE = "#F2F2F2"
GREY = "#D9D9D9"
DARK = "#404040"
LEFT: Look = {"align": "left", "indent": 1}
BOX: Look = {**FONT, "border": 1, "border_color": "#808080"}

LOOKS: dict[Style, Look] = {
    Style.SAMPLE: {**FONT, "font_size": 18, "bold": True, "font_color": "#C00000"},
    Style.FORM_NAME: {**FONT, "font_size": 10, "font_color": DARK},
    Style.STAMP: {**FONT, "font_size": 8, "font_color": "#808080", "align": "right"},
    Style.TITLE: {**FONT, "font_size": 15, "bold": True},
    Style.GUIDE: {**FONT, "italic": True, "text_wrap": True},
    Style.BLOCK: {**FONT, **LEFT, "bold": True, "bg_color": DARK, "font_color": "#FFFFFF"},
    Style.UNITS: {**FONT, "font_size": 9, "font_color": DARK, "text_wrap": True},
    Style.HEADING: {**BOX, "bold": True, "bg_color": GREY, "align": "center", "text_wrap": True},
    Style.NUMBER: {**BOX, "bg_color": PALE, "align": "center"},
    Style.LABEL: {**BOX, **LEFT, "bg_color": PALE, "text_wrap": True},
    Style.TOTAL: {**BOX, **LEFT, "bg_color": PALE, "bold": True},
    Style.UNIT: {**BOX, **LEFT, "bg_color": PALE, "font_color": DARK, "text_wrap": True},
    Style.ANSWER: {**BOX, "locked": False, "text_wrap": True, "border_color": "#000000"},
    Style.FIXED: {**BOX, **LEFT, "bold": True, "bg_color": PALE},
    Style.CLOSED: {**BOX, "bg_color": "#A6A6A6"},
    Style.SHOWN: {**BOX, **LEFT, "bold": True},
    Style.TEXT: {**BOX, **LEFT, "text_wrap": True},
}

NUMBER_FORMATS: dict[Kind, str] = {
    Kind.COUNT: "General",
    Kind.CHOICE: "@",
    Kind.CHOICES: "@",
    Kind.DATE: DATE_FORMAT,
    Kind.MONTH: "@",
    Kind.YEAR: "General",
    Kind.VILLAGE_CODE: "@",
    Kind.NAME: "@",
    Kind.FREE_TEXT: "@",
}
"""General keeps a slip such as 1.593 visible where a rounded format would hide it."""
