"""One credit check: may the subject pass the item, for this purpose, today?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from analyses.checks.credit_check import Doubt, credit_check
from analyses.checks.incentives import Earned, incentives
from analyses.checks.measures_in_force import InForce, measures_in_force
from analyses.own_record import OwnRecord
from analyses.rulebook import in_force
from analyses.rulebook.checks import CheckItem, Purpose
from api.answers.checks import shapes
from api.answers.checks.receipts import Receipt
from api.answers.checks.wording import checked_measure, incentive, measure
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.risk.wording import basis
from api.answers.stamp import Stamp
from graph.errors import RefusedInput
from graph.masking import shown
from graph.vocabulary import NODE_CODE

PERSON: Final = NODE_CODE["person"]
OUTCOME_ZH: Final = {"pass": "通过", "restrict": "限制", "look_closer": "需进一步核查"}  # nosec B105
DOUBTS: Final[dict[Doubt, tuple[str, str]]] = {
    "condition": ("措施附有记录未载明的条件", "a measure asks a condition that no record states"),
    "objection": ("对记录的异议正在办理", "an objection to the record is being dealt with"),
    "unlisted_record": ("有规则未列明的失信记录", "there is a record that no rule knows"),
    "cut_short": ("记录或任职过多,未全部查完", "there is too much to read it all"),
    "stub": ("尚无来源描述该主体", "no delivery describes the subject"),
}
REFERENCE: Final = (
    "事项清单为参考子集,可由本市 448 项清单替换 / the items are a reference part of the city's 448"
)


def check_answer(
    ground: Ground, stamp: Callable[[], Stamp], id: str, item: str, purpose: str
) -> shapes.CheckAnswer:
    """Raises UnknownId, AmbiguousId, and RefusedInput for an item or purpose that is not listed,
    or a purpose that is none of the item's."""
    asked = listed_item(ground, item)
    why = listed_purpose(ground, asked, purpose)
    view, merged = subject_of(ground, id)
    subject = ground.network.canonical(view.number)
    own, found = on_subject(ground, subject)
    unread = not ground.judged.all_read(ground, subject)
    checked = credit_check(asked, found, own, stub=view.stub, cut_short=unread)
    receipt = Receipt.new(view.key.id, asked.id, why.id, ground.day, ground.network.revision)
    earned = [e for e in _earned(ground, subject, own) if asked.id in e.incentive.items]
    return {
        **ground.frame(truncated=unread),
        **brief(view),
        "item": asked.id,
        "item_zh": asked.zh,
        "department": asked.department,
        "purpose": why.id,
        "purpose_zh": why.zh,
        "outcome": checked.outcome,
        "outcome_zh": OUTCOME_ZH[checked.outcome],
        "measures": [checked_measure(ground, each) for each in checked.measures],
        "doubts": [
            {"reason": doubt, "zh": DOUBTS[doubt][0], "en": DOUBTS[doubt][1]}
            for doubt in checked.doubts
        ],
        "incentives": [incentive(ground, each) for each in earned],
        "receipt": receipt.sealed(stamp()),
        "basis": basis(ground.rules, asked),
        "redirected_from": merged.id if merged else None,
    }


def measures_answer(ground: Ground, id: str) -> shapes.MeasuresAnswer:
    """Every measure in force on the subject, and what its good standing has earned it."""
    view, merged = subject_of(ground, id)
    subject = ground.network.canonical(view.number)
    own, found = on_subject(ground, subject)
    return {
        **ground.frame(truncated=not ground.judged.all_read(ground, subject)),
        **brief(view),
        "measures": [measure(ground, each) for each in found],
        "incentives": [incentive(ground, each) for each in _earned(ground, subject, own)],
        "redirected_from": merged.id if merged else None,
    }


def items_answer(ground: Ground) -> shapes.CheckItemsAnswer:
    """What is checked, for which purposes, and by which measures it is restricted."""
    rules, day = ground.rules, ground.day
    return {
        **ground.frame(),
        "items": [
            {
                "id": each.id, "zh": each.zh, "en": each.en, "department": each.department,
                "sort": each.sort, "purposes": list(each.purposes),
                "measures": list(each.measures), "must_act": each.must_act,
                "basis": basis(rules, each),
            }
            for each in in_force(rules.checks.item, day)
        ],
        "purposes": [
            {"id": each.id, "zh": each.zh, "en": each.en}
            for each in in_force(rules.checks.purpose, day)
        ],
        "notices": [REFERENCE],
    }  # fmt: skip


def on_subject(ground: Ground, subject: int) -> tuple[tuple[OwnRecord, ...], tuple[InForce, ...]]:
    """Its own usable records, and the measures in force on it."""
    own = ground.judged.records(ground, subject)
    return own, measures_in_force(own, ground.judged.reached(ground, subject))


def _earned(ground: Ground, subject: int, own: tuple[OwnRecord, ...]) -> tuple[Earned, ...]:
    if own:
        return ()
    person = ground.network.kind_of(subject) == PERSON
    public = None if person else ground.judged.grades(ground, subject).public
    grade = public.grade if public else None
    return incentives(ground.network, ground.views, ground.rules, subject, grade, ground.day)


def listed_item(ground: Ground, item: str) -> CheckItem:
    """By id or by name. Raises RefusedInput, naming what is listed."""
    named = (each for each in ground.rules.checks.item if item in (each.id, each.zh))
    found = next((each for each in named if each.holds(ground.day)), None)
    if found is None:
        listed = in_force(ground.rules.checks.item, ground.day)
        names = ", ".join(each.id for each in listed[:60])
        raise RefusedInput(
            f"没有核查事项“{shown(item, 60)}”;应为以下之一:{names}",
            f"no check item {shown(item, 60)!r}; use one of: {names}",
            field="item",
        )
    return found


def listed_purpose(ground: Ground, item: CheckItem, purpose: str) -> Purpose:
    """By id or by name, and one of the item's."""
    allowed = item.purposes
    listed = [p for p in in_force(ground.rules.checks.purpose, ground.day) if p.id in allowed]
    found = next((each for each in listed if purpose in (each.id, each.zh)), None)
    if found is None:
        names = ", ".join(f"{each.id} {each.zh}" for each in listed)
        raise RefusedInput(
            f"此事项的核查目的应为以下之一:{names}",
            f"for this item the purpose must be one of: {names}",
            field="purpose",
        )
    return found
