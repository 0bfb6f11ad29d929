import pytest

from graph.errors import BadIdentifier
from graph.identifiers import PROVINCES, is_division_code, parse_division_code


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("100000", "country"),
        ("370000", "province"),
        ("370100", "city"),
        ("370102", "county"),
        ("370102001", "town"),
        ("370102001000", "town"),
        ("370102001005", "village"),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert is_division_code(text)
    assert parse_division_code(text).level == level


def test_provinces_are_known() -> None:
    assert parse_division_code("370102").province == "山东省"
    assert len(PROVINCES) == 34 + 1  # and the centre


def test_a_retired_county_is_accepted() -> None:
    assert is_division_code("370123")


@pytest.mark.parametrize(
    ("text", "position"),
    [("990000", 1), ("100001", 1), ("3701", None), ("37O102", 3), ("37010２", 6)],
)
def test_a_refusal_names_the_position(text: str, position: int | None) -> None:
    assert not is_division_code(text)
    with pytest.raises(BadIdentifier) as refused:
        parse_division_code(text)
    assert refused.value.position == position
