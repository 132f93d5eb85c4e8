"""The pictures of the quality report: each has the numbers of the table it stands beside."""

import re

import pytest
from markupsafe import Markup

from outputs.site.mistakes import Mistake, Mistakes
from outputs.site.outliers import Judged
from outputs.site.outside import Outside
from outputs.site.quality import write_quality_page
from outputs.site.quality_drawn import (
    kinds_drawn,
    outliers_drawn,
    outside_drawn,
    places_drawn,
    revised_drawn,
)
from schemas.field import Text
from schemas.form import FORM
from schemas.indicators import INDICATORS
from tests.releases import FACTS, declared, public_rows

PARTS = (
    "common",
    "findings-by-district",
    "outliers",
    "users-by-method",
    "people-by-sex",
    "revised-by",
)
"""What the page draws besides the completeness of the reports."""


def name(text: str) -> Text:
    return Text(text, text)


def drawn(picture: str) -> dict[str, str]:
    """The number behind each bar of a picture, by the label above it in Indonesian."""
    found = re.findall("<text.*?</text>", picture)
    first = [text for text in found if 'class="second"' not in text]
    texts = [re.sub(r" · .*|<[^>]*>", "", text) for text in first]
    return dict(zip(texts[::2], texts[1::2], strict=True))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("release")
    write_quality_page(folder, public_rows(declared()), FACTS, FORM)
    return (folder / "quality.html").read_text("utf-8")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_page_is_drawn_beside_its_table(page: str, part: str) -> None:
    (picture,) = re.findall(rf'<svg [^>]*aria-labelledby="{part}-drawn-title.*?</svg>', page)
    assert drawn(picture)


def kind(label: str, number: int) -> Mistake:
    return Mistake(
        kind=label, label=name(label), severity=name("-"), number=number, shown=9, districts=()
    )


FOUND = Mistakes(
    kinds=(kind("A", 3), kind("B", 1), kind("C", 0)),
    left_out=0,
    by_district=(("Suoh", 4), ("Sukau", 0)),
    compared=(),
)
OUTSIDE = [
    Outside(label=name(label), own=own, villages=9, other=200)
    for label, own in (("A", 150), ("B", None), ("C", 210))
]
JUDGED = [Judged(indicator=INDICATORS[0], villages=9, outliers=())]


@pytest.mark.parametrize(
    ("picture", "numbers"),
    [
        (kinds_drawn(FOUND), {"A": "3", "B": "1", "C": "0"}),
        (places_drawn(FOUND), {"Suoh": "4", "Sukau": "0"}),
        (outliers_drawn(JUDGED), {INDICATORS[0].label.id: "0"}),
        (outside_drawn("people_by_sex", OUTSIDE), {"A": "75", "B": "O", "C": "105"}),
        (revised_drawn({"2026.10.1": 12, "2026.10.0": 0}), {"2026.10.1": "12", "2026.10.0": "0"}),
    ],
    ids=["kinds", "kecamatan", "outliers", "outside", "revised"],
)
def test_a_picture_has_the_numbers_of_its_table(picture: Markup, numbers: dict[str, str]) -> None:
    assert drawn(picture) == numbers
