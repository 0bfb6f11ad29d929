"""What was done: after a check, and on a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from api.acting import Acting
from api.answers.checks import shapes
from api.answers.checks.cases import case_answer, one_case
from api.answers.checks.check import listed_item, listed_purpose
from api.answers.checks.receipts import verified
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.bodies import Body, Name
from graph.acts import Event, Request
from graph.errors import NotNow, NotPermitted, RefusedInput
from graph.facts import Fact, Value

Deed = Literal["punished", "rewarded", "passed", "none"]


class CheckFeedback(Body, frozen=True, kw_only=True):
    """What the checking unit did: ``outcome`` punished with ``measure``, rewarded with an
    incentive, passed, or nothing (none). Subject, item and purpose are those of the check."""

    receipt: Name
    subject: Name
    item: Name
    purpose: Name
    outcome: Deed
    measure: Name | None = None


class CaseFeedback(Body, frozen=True, kw_only=True):
    """The department acted on the record as its item asks."""


def report_check(acting: Acting, request: Request, body: CheckFeedback) -> shapes.FeedbackReceipt:
    """Raises RefusedInput for a receipt that is not of that check, or a measure nobody knows."""

    def decide(ground: Ground) -> Sequence[Fact]:
        view, _ = subject_of(ground, body.subject)
        item = listed_item(ground, body.item)
        purpose = listed_purpose(ground, item, body.purpose)
        stamp = acting.answers.stamp()
        receipt = verified(stamp, body.receipt, view.key.id, item.id, purpose.id)
        _known_measure(ground, body)
        more: dict[str, Value] = {
            **body.said(), "item": item.id, "purpose": purpose.id, "outcome": body.outcome,
            "check": receipt.number, **({"measure": body.measure} if body.measure else {}),
        }  # fmt: skip
        return Event("acted", view.key, ground.day, more).facts(request)

    done = acting.carry_out(request, decide)
    ground = acting.answers.on()
    view, _ = subject_of(ground, body.subject)
    return {
        **ground.frame(),
        **brief(view),
        "check": body.receipt,
        "item": body.item,
        "outcome": body.outcome,
        "measure": body.measure,
        "day": ground.day.isoformat(),
        **done,
    }


def report_case(
    acting: Acting, request: Request, id: str, body: CaseFeedback
) -> shapes.CaseReceipt:
    """Raises NotPermitted for another department's case, NotNow for one that is not open."""

    def decide(ground: Ground) -> Sequence[Fact]:
        found = one_case(ground, id)
        if request.unit != found.item.department:
            raise NotPermitted(
                f"此任务由{found.item.department}办理",
                f"this case is {found.item.department}'s to act on",
                field="unit",
            )
        if found.state not in ("open", "overdue"):
            zh = {"done": "已办结", "recalled": "已撤回"}[found.state]
            raise NotNow(
                f"任务{zh},不再接受反馈;只有待办或逾期的可以反馈",
                f"the case is {found.state}; feedback is taken while it is open or overdue",
                field="id",
            )
        record = ground.views.nodes([found.record.number])[found.record.number].key
        more: dict[str, Value] = {
            **body.said(), "item": found.item.id, "measure": ",".join(found.measures),
            "outcome": "punished",
        }  # fmt: skip
        return Event("acted", record, ground.day, more).facts(request)

    done = acting.carry_out(request, decide)
    return {
        **case_answer(acting.answers.on(), id),
        **done,
    }


def _known_measure(ground: Ground, body: CheckFeedback) -> None:
    rules = ground.rules
    known = {"punished": rules.measures.measure, "rewarded": rules.checks.incentive}
    listed = {each.id for each in known.get(body.outcome, ())}
    if listed and body.measure not in listed:
        names = ", ".join(sorted(listed))
        raise RefusedInput(
            f"请写明所采取的措施,应为以下之一:{names}",
            f"say which measure was taken, one of: {names}",
            field="measure",
        )
    if not listed and body.measure is not None:
        raise RefusedInput(
            "未采取措施时不写 measure", "no measure goes with this outcome", field="measure"
        )
