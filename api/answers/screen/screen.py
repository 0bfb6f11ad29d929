"""Many subjects at once: what ``risk`` says of each, in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from analyses.rulebook.checks import CheckItem, Purpose
from api.answers.checks.check import listed_item, listed_purpose
from api.answers.ground import Ground
from api.answers.risk.scoreboards import Scoreboards
from api.answers.screen import shapes
from api.answers.screen.identities import identities
from api.answers.screen.rows import error_row, row
from api.answers.screen.sheets import Row, Sheet, Sheets
from graph.errors import RefusedInput
from graph.masking import shown

MOST: Final = 1_000
Written = str | int | float | bool | list[Any] | dict[str, Any] | None
LONGEST_SHOWN: Final = 100  # of what is no text, as JSON
_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Screening:
    """What a list is screened for, on which ground. ``item`` and ``purpose`` come together."""

    ground: Ground
    sheet: Sheet | None
    item: CheckItem | None
    purpose: Purpose | None

    def rows(self, ids: Sequence[Written]) -> list[Row]:
        """A row for each, in this order, whatever is wrong with another."""
        named = [one for one in ids if isinstance(one, str)]
        item = self.item.id if self.item else ""
        kept = self.sheet.rows if self.sheet else {}
        found = {one: known for one in named if (known := kept.get((item, one))) is not None}
        missing = [one for one in named if one not in found]
        if missing:
            found |= self._made(item, missing)
        return [found[one] if isinstance(one, str) else _no_text(one) for one in ids]

    def _made(self, item: str, ids: Sequence[str]) -> dict[str, Row]:
        made: dict[str, Row] = {}
        for asked, who in identities(self.ground, ids).items():
            told = row(self.ground, self.sheet, self.item, asked, who)
            raw = msgspec.Raw(_encode(told))
            made[asked] = Row(raw, told.id, told.complete is not False)
            if self.sheet is not None:
                self.sheet.keep((item, asked), made[asked])
        return made


def _no_text(one: Written) -> Row:
    """A row of what was sent, as JSON, in the place of an id."""
    refusal = RefusedInput("id 应为文本,写在引号内", "an id is a text, in quotes", field="ids")
    asked = shown(_encode(one).decode(), LONGEST_SHOWN)
    return Row(msgspec.Raw(_encode(error_row(asked, refusal))), None, True)


def screening(
    ground: Ground, sheets: Sheets, boards: Scoreboards, item: str | None = None,
    purpose: str | None = None, *, wait: bool = False,
) -> Screening:  # fmt: skip
    """Raises RefusedInput for an item or purpose that is not listed, or one without the other.

    ``wait`` for the sheet of the ground, worth it from some thousand subjects on.
    """
    asked, why = listed(ground, item, purpose)
    return Screening(ground, sheets.at(ground, boards, wait=wait), asked, why)


def listed(
    ground: Ground, item: str | None, purpose: str | None
) -> tuple[CheckItem | None, Purpose | None]:
    """What is screened for. Raises RefusedInput as ``screening`` does."""
    if (item is None) != (purpose is None):
        raise RefusedInput(
            "item 与 purpose 应同时给出或都不给", "give item and purpose together, or neither",
            field="purpose" if item else "item",
        )  # fmt: skip
    asked = listed_item(ground, item) if item else None
    return asked, listed_purpose(ground, asked, purpose) if asked and purpose else None


def screen_answer(asked: Screening, rows: Sequence[Row]) -> shapes.ScreenAnswer:
    """The rows as one object."""
    raw: Any = [each.json for each in rows]  # rows are JSON already
    return {
        **asked.ground.frame(truncated=not all(each.complete for each in rows)),
        "known_at": asked.ground.network.revision,
        "item": asked.item.id if asked.item else None,
        "purpose": asked.purpose.id if asked.purpose else None,
        "asked": len(rows),
        "answered": sum(each.subject is not None for each in rows),
        "rows": raw,
    }


def too_many() -> RefusedInput:
    return RefusedInput(
        f"一次应为 1 至 {MOST} 个主体;更多请提交到 /v1/screen/jobs",
        f"1 to {MOST} subjects at once; send more to /v1/screen/jobs",
        field="ids",
    )
