import pytest

from schemas.release import Version


@pytest.mark.parametrize(
    ("text", "version", "pointer"),
    [
        ("2026.10.0", Version("2026-10"), "latest"),
        ("2026.10.12", Version("2026-10", 12), "latest"),
        ("2026.01.1-CONTOH", Version("2026-01", 1, is_sample=True), "latest-CONTOH"),
    ],
)
def test_a_version_reads_and_writes_the_same(text: str, version: Version, pointer: str) -> None:
    assert Version.parse(text) == version
    assert str(version) == text
    assert version.pointer == pointer


@pytest.mark.parametrize("text", ["2026.13.0", "2026.1.0", "2026.10", "2026.10.00", "../x", ""])
def test_no_other_text_is_a_version(text: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        Version.parse(text)


def test_versions_follow_month_then_edition() -> None:
    texts = ["2026.09.12", "2026.10.0", "2026.10.2", "2026.10.10", "2027.01.0"]
    assert sorted(map(Version.parse, reversed(texts))) == [Version.parse(text) for text in texts]
