"""A fault's text is logged without the identity numbers that it repeats."""

from __future__ import annotations

import logging

import pytest

from api.discreet import Discreet


@pytest.mark.parametrize("number", ["370102197003073015", "37010219910101503X", "370102700307301"])
def test_a_number_in_a_fault_or_its_cause_is_not_written(number: str) -> None:
    try:
        try:
            raise KeyError(number)
        except KeyError as cause:
            raise ValueError(f"no {number}") from cause
    except ValueError as fault:
        record = logging.LogRecord(
            "xinmai", logging.ERROR, __file__, 1, "unhandled: %s", (number,),
            (ValueError, fault, fault.__traceback__),
        )  # fmt: skip
    written = Discreet("%(message)s").format(record)
    assert "unhandled" in written and "Traceback" in written
    assert number not in written


def test_an_organisation_s_code_of_digits_only_is_written() -> None:
    record = logging.LogRecord("xinmai", logging.ERROR, __file__, 1, "913701027123456789", (), None)
    assert Discreet("%(message)s").format(record) == "913701027123456789"
