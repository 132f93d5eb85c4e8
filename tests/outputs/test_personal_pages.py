import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.personal.markup import Pages, in_markup
from schemas.personal import Found, found_in

NUMBER = "1804041234567890"
PHONE = "0812-3456-7890"

FRAGMENTS = [
    NUMBER, NUMBER[:8], NUMBER[8:], PHONE, "0812", "3456", "7890", "18.04.04.2007", "2026-10",
    "a@b", ".id", "1.80401E+15", "(021)", " 5551234", "12", "7", " ", ".", "-", "/", "'", "\n",
    "<b>", "</b>", "<p>", "</p>", "\n<p>", "\n<td>", "\n<span lang='id'>", "</span>", "<!--",
    "-->", "\n<!-- ", '"', "=", "&#49;", "&amp;", "&lt;", "é", "\u202f", "٣", "x", "<br/>",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)


def stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_pages_that_repeat_each_other_are_searched_as_each_alone(
    shared: list[str], own: list[str]
) -> None:
    pages = Pages()
    for text in ("".join(shared), "".join((*shared, *own)), "".join((*own, *shared)), *own):
        found = list(pages.search("a.html", stream(text)))
        assert found == list(in_markup("a.html", stream(text))), text


@pytest.mark.parametrize("mark", '<>"')
@given(before=texts, after=texts)
def test_no_number_reaches_over_a_mark_that_parts(mark: str, before: str, after: str) -> None:
    behind = len(before) + 1
    alone = [Found(f.kind, f.start + behind, f.end + behind) for f in found_in(after)]
    assert list(found_in(before + mark + after)) == [*found_in(before), *alone]


CASES = {
    "in a row of its own": f"<tr>\n<td>{NUMBER}</td>\n</tr>",
    "over two lines": f"<p>{NUMBER[:8]}\n{NUMBER[8:]}</p>",
    "over a line that begins in bold": f"<p>{NUMBER[:8]}\n<b>{NUMBER[8:]}</b></p>",
    "over a comment": f"<p>{NUMBER[:8]}<!--\n<p> -->{NUMBER[8:]}</p>",
    "in an attribute": f'<p title="{PHONE}">a</p>',
    "as references": "<p>" + "".join(f"&#{ord(digit)};" for digit in NUMBER) + "</p>",
}


@pytest.mark.parametrize("text", CASES.values(), ids=list(CASES))
def test_a_number_is_found_in_every_page_that_has_it_with_its_place(text: str) -> None:
    pages = Pages()
    assert list(pages.search("none.html", stream("<p>Balik Bukit</p>\n<p>12</p>"))) == []
    for name in ("a.html", "b.html"):
        (hit,) = pages.search(name, stream(f"<p>Balik Bukit</p>\n<p>12</p>\n{text}"))
        assert hit.file == name
        assert hit.row is not None
        assert hit.row >= 3


def test_a_page_that_is_no_text_is_told_of() -> None:
    (hit,) = Pages().search("a.html", io.BytesIO(b"\xff\xfe"))
    assert hit.kind == "unreadable"
