from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_10

from graph import masking
from graph.errors import RefusedInput
from graph.masking import mask_name, mask_number, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [("", ""), ("张", "*"), ("张三", "张*"), ("欧阳修", "欧**"), ("买买提·吐尔逊", "买*****")],
)
def test_names(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("370102198001010012", "370***********0012"),
        ("E12345678", "E1*****78"),
        ("A1234", "A****"),
        ("A1", "**"),
        ("", ""),
    ],
)
def test_numbers(number: str, shown: str) -> None:
    assert mask_number(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812345678", "138****5678"), ("0531-88881234", "***********34"), ("12345", "*****")],
)
def test_phones(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


def test_an_error_repeats_no_identity_number_wherever_it_is_worded() -> None:
    number = "11010519491231002X"
    said = RefusedInput(f"没有“{number}”", f"no {number!r}", field=f"a.{number}")
    assert number not in f"{said} {said.zh} {said.en} {said.field} {said!r}"
    assert "***" in str(said)
    assert masking.shown(f"{'a' * 50}{number}", 60) == "a" * 50 + "***"


def test_what_is_left_beside_a_masked_number_is_none() -> None:
    said = masking.speakable("222222222200000000742845305193263559=2222222222222222222")
    assert masking.speakable(said) == said == "222******=2222222222222222222"


WIDE = str.maketrans("0123456789X", "".join(chr(ord(sign) + 0xFEE0) for sign in "0123456789X"))


@pytest.mark.parametrize("number", ["370102198001010012", "37010220010101001X", "370102800101001"])
def test_an_identity_number_is_never_repeated_however_wide_it_is_written(number: str) -> None:
    for written in (number, number.translate(WIDE), number[:9] + number[9:].translate(WIDE)):
        told = masking.speakable(f"查 {written},也查 91370100MA3C4XXXX5")
        assert told == "查 ***,也查 91370100MA3C4XXXX5"


@pytest.mark.parametrize("number", ["110108000000016", "370100200012344"])
def test_a_registration_number_that_can_be_no_identity_number_may_be_said(number: str) -> None:
    assert mod_11_10.is_valid(number)
    assert masking.speakable(f"注册号 {number}。") == f"注册号 {number}。"


@given(st.from_regex(r"[1-9]\d{13}", fullmatch=True, alphabet="0123456789"))
def test_fifteen_digits_are_said_only_with_their_check_and_without_a_birthday(body: str) -> None:
    """Against python-stdnum, which knows the check and dates that there are."""
    number = body + mod_11_10.calc_check_digit(body)
    try:
        date(2000, int(body[8:10]), int(body[10:12]))
    except ValueError:
        expected = number
    else:
        expected = "***"
    assert masking.speakable(number) == expected
    wrong = body + str((int(number[-1]) + 1) % 10)
    assert masking.speakable(wrong) == "***"
