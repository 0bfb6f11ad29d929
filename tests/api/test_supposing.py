"""Suppositions as people write them: read, or refused with the field and what would be right."""

from __future__ import annotations

from typing import Any

import pytest

from api.answers import Answers
from api.answers.explanation import Ask, what_if_answer
from api.answers.explanation.supposing import in_words
from graph.errors import RefusedInput, UnknownId, XinmaiError
from tests.api import town

CONTROL = Ask("control", (town.JIA,))
PENALTY = "t:doc-1@住建局"


def supposed(answers: Answers, *lines: str) -> Any:
    return what_if_answer(answers.on(), CONTROL, [in_words(line) for line in lines])


def test_what_was_understood_is_said(answers: Answers) -> None:
    found = supposed(
        answers,
        f"transfer company=t:yi from={town.JIA} to=t:ding percent=33.3333 on=2025-06-01",
        f"transfer company=t:yi from={town.OLD} to=t:ding",
        "listing subject=t:yi list=wage_arrears",
        f'{{"kind": "repair", "record": "{PENALTY}"}}',
    )
    assert found["suppose"] == [
        {"kind": "transfer", "company": "t:yi", "from": town.JIA, "to": "t:ding",
         "share_ppm": 333_333, "on": "2025-06-01"},
        {"kind": "transfer", "company": "t:yi", "from": town.JIA, "to": "t:ding",
         "on": "2026-01-31"},
        {"kind": "listing", "subject": "t:yi", "list": "wage_arrears", "decided": "2026-01-31"},
        {"kind": "repair", "record": PENALTY, "on": "2026-01-31"},
    ]  # fmt: skip
    assert found["after"] == [said for said in found["before"] if said["relation"] != "controls"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (f"transfer company=t:yi from={town.JIA} to=t:ding percent=61", RefusedInput),
        ("transfer company=t:yi from=t:bing to=t:ding", RefusedInput),
        (f"transfer company=t:yi from={town.JIA} to=t:ding percent=0", RefusedInput),
        (f"transfer company=t:yi from={town.JIA} to=t:ding percent=60.00001", RefusedInput),
        (f"transfer company=t:yi from={town.JIA} to=t:ding percent=NaN", RefusedInput),
        (f"transfer company=t:yi from={town.JIA} to=t:ding share_ppm=1 percent=1", RefusedInput),
        (f"transfer company=t:yi from={town.JIA}", RefusedInput),
        (f"transfer company=t:yi from={town.JIA} to=t:ding day=2026-01-01", RefusedInput),
        (f"transfer company=t:yi from={town.JIA} to=t:nobody", UnknownId),
        ("listing subject=t:yi list=unheard-of", RefusedInput),
        ("listing subject=t:yi list=wage_arrears decided=1999-01-01", RefusedInput),
        (f"repair record={PENALTY} on=2026-02-30", RefusedInput),
        ("repair record=t:nothing", UnknownId),
        ("gift company=t:yi", RefusedInput),
        ("transfer company", RefusedInput),
        ("'", RefusedInput),
        ("{}", RefusedInput),
        ('{"kind": "repair", "record": 1.5}', RefusedInput),
        ("", RefusedInput),
    ],
)
def test_what_cannot_be_supposed_is_refused(
    answers: Answers, line: str, error: type[XinmaiError]
) -> None:
    with pytest.raises(error):
        supposed(answers, line)
