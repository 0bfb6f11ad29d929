import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadIdentifier
from graph.identifiers import is_organisation_code, parse_organisation_code

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def by_the_standard(body: str) -> str:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = 11 - sum(int(c, 36) * w for c, w in zip(body, weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(check, str(check))


@pytest.mark.parametrize("code", ["D2143569-X", "60003734-1"])
def test_published_codes(code: str) -> None:
    assert str(parse_organisation_code(code)) == code
    assert str(parse_organisation_code(code.replace("-", "").lower())) == code
    assert is_organisation_code(code.replace("-", ""))


@given(st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8), st.sampled_from("0123456789X"))
def test_exactly_one_check_character_fits(body: str, check: str) -> None:
    assert is_organisation_code(body + check) == (check == by_the_standard(body))


@pytest.mark.parametrize(
    ("text", "position"),
    [("D214356-9X", 9), ("D2143569-1", 10), ("D21435691", 9), ("D2143?69X", 6), ("D2143569", None)],
)
def test_a_refusal_names_the_position(text: str, position: int | None) -> None:
    assert not is_organisation_code(text)
    with pytest.raises(BadIdentifier) as refused:
        parse_organisation_code(text)
    assert refused.value.position == position
