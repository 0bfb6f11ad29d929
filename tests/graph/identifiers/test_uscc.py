import random

import pytest
import stdnum.cn.uscc as oracle
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadIdentifier
from graph.identifiers import is_organisation_code, is_uscc, organisation_code, parse_uscc
from graph.identifiers.uscc import ALPHABET, check_character

VALID = ["91350100M000100Y43", "91110000600037341L"]


def completed(head: str, body: str) -> str:
    """A code with both check characters, by the sums as the standards write them."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = [int(character, 36) for character in body]
    inner = 11 - sum(v * w for v, w in zip(values, weights, strict=True)) % 11
    seventeen = head + body + {10: "X", 11: "0"}.get(inner, str(inner))
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(seventeen))
    return seventeen + ALPHABET[(31 - total % 31) % 31]


letters = st.text(st.sampled_from(ALPHABET), min_size=2, max_size=2)
divisions = st.text(st.sampled_from("0123456789"), min_size=6, max_size=6)
bodies = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8)
codes = st.builds(lambda a, b, c: completed(a + b, c), letters, divisions, bodies)


@pytest.mark.parametrize("code", VALID)
def test_published_codes_are_valid(code: str) -> None:
    assert is_uscc(code)
    assert str(parse_uscc(code)) == code


def test_the_parts_of_a_code() -> None:
    code = parse_uscc("91110000600037341L")
    assert code.registrar == "市场监督管理"
    assert (code.category, code.division) == ("1", "110000")
    assert str(code.organisation_code) == "60003734-1"


@given(codes)
def test_every_code_with_both_checks_is_valid(code: str) -> None:
    assert is_uscc(code)
    assert parse_uscc(code.lower()).text == code


@given(codes)
def test_python_stdnum_agrees_where_it_reads_the_code(code: str) -> None:
    assert oracle.is_valid(code) == code[:2].isdigit()


@given(st.text(st.sampled_from(ALPHABET), min_size=18, max_size=18))
def test_what_we_accept_passes_python_stdnums_check(text: str) -> None:
    if is_uscc(text) and text[:2].isdigit():
        assert oracle.is_valid(text)


@pytest.mark.parametrize("head", ["A1", "N1", "N2", "Y1", "5G", "AN"])
def test_letters_in_positions_1_and_2_are_registrars_and_stdnum_is_wrong(head: str) -> None:
    code = completed(head + "370100", "MA3F1L2T")
    assert is_uscc(code)
    assert not oracle.is_valid(code)


def test_stdnum_does_not_check_the_organisation_code_inside() -> None:
    seventeen = "91110000600037342"
    code = seventeen + check_character(seventeen)
    assert oracle.is_valid(code)
    assert not is_uscc(code)
    with pytest.raises(BadIdentifier) as refused:
        parse_uscc(code)
    assert refused.value.position == 17


def test_remainder_zero_gives_0() -> None:
    seeded = random.Random(31)
    found = 0
    while found < 5:
        code = completed("91370102", "".join(seeded.choices(ALPHABET, k=8)))
        total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
        if total % 31 == 0:
            found += 1
            assert code.endswith("0")
            assert is_uscc(code)


@pytest.mark.parametrize("code", [*VALID, completed("Y1370102", "MA3F1L2T")])
def test_every_single_character_corruption_is_detected(code: str) -> None:
    for place in range(18):
        for other in set(ALPHABET) - {code[place]}:
            corrupt = code[:place] + other + code[place + 1 :]
            assert not is_uscc(corrupt)


@given(codes, st.integers(0, 17), st.characters())
def test_parse_and_is_valid_agree_on_corrupt_codes(code: str, place: int, other: str) -> None:
    corrupt = code[:place] + other + code[place + 1 :]
    try:
        assert is_uscc(corrupt) == (parse_uscc(corrupt).text == corrupt)
    except BadIdentifier:
        assert not is_uscc(corrupt)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("9111000060003734", None),
        ("", None),
        ("9111000060003734II", 17),
        ("O1110000600037341L", 1),
        ("9111A000600037341L", 5),
        ("91110000600037341M", 18),
        ("91110000６00037341L", 9),
        ("91110000_00037341L", 9),
        ("91110000 00037341L", 9),
    ],
)
def test_a_refusal_names_the_position_and_both_languages(text: str, position: int | None) -> None:
    assert not is_uscc(text)
    with pytest.raises(BadIdentifier) as refused:
        parse_uscc(text)
    assert refused.value.position == position
    assert "统一社会信用代码" in refused.value.zh
    assert "unified social credit code" in refused.value.en


def test_the_organisation_code_inside_uses_its_own_alphabet() -> None:
    assert is_organisation_code("60003734" + organisation_code.check_character("60003734"))
