"""What is asked about commitments: the items, one commitment, a subject's, and the gate."""

from __future__ import annotations

from typing import Final

from analyses.commitments.gate import Barred, barred
from analyses.commitments.standing import (
    Standing,
    item_of,
    of_subject,
    standings,
    subjects_of,
)
from analyses.folding import allowed
from analyses.rulebook import in_force
from analyses.rulebook.commitments import Item
from analyses.work import BUDGETS, Work
from api.answers.commitments import shapes
from api.answers.commitments.wording import brief_commitment, history, item, next_acts
from api.answers.describe import brief, iso, origin
from api.answers.ground import Ground
from api.answers.resolve import key_in, subject_of
from api.answers.risk.wording import basis
from graph.errors import RefusedInput, UnknownId
from graph.facts import Origin
from graph.masking import shown
from graph.vocabulary import LINK_CODE

CONCERNS: Final = LINK_CODE["concerns"]
UNREAD: Final = (
    "记录或承诺过多,未全部查完,不能认定其适用告知承诺 / there is too much to read it all: "
    "nobody can tell that it may commit"
)
MOST: Final = 500
REFERENCE: Final = (
    "事项清单为参考子集,可由本市 294 项清单替换 / the items are a reference part of the city's 294"
)


def items_answer(ground: Ground) -> shapes.CommitmentItemsAnswer:
    """What may be committed to on the day."""
    listed = in_force(ground.rules.commitments.item, ground.day)
    found = [item(ground, each) for each in listed]
    return {**ground.frame(), "items": found, "notices": [REFERENCE]}


def commitment_answer(ground: Ground, id: str) -> shapes.CommitmentAnswer:
    """One commitment, where it stands, how it got there, and what may be done next."""
    return told(ground, standing(ground, id))


def standing(ground: Ground, id: str) -> Standing:
    """Raises UnknownId, also for one not made yet on the day, and AmbiguousId."""
    key = key_in(ground, id, ("commitment",), "信用承诺", "commitment")
    number = ground.store.nodes([key], known_at=ground.known_at)[key].number
    rules = ground.rules.commitments
    found = standings(ground.network, ground.views, rules, [number], ground.day)
    if not found:
        raise UnknownId(
            f"{ground.day} 还没有承诺“{id}”",
            f"commitment {id!r} was not made yet on {ground.day}",
            field="id",
        )
    return found[0]


def told(ground: Ground, found: Standing) -> shapes.CommitmentAnswer:
    rules, network = ground.rules, ground.network
    sites = [t[0] for t in network.every_tie(found.number) if t[6] == CONCERNS and t[7]]
    by = subjects_of(network, found.number)
    nodes = ground.views.nodes([*by, *sites])
    may = allowed(rules.commitments.transition, found.state, ground.day)
    statements = found.view.statements
    return {
        **ground.frame(),
        "commitment": brief_commitment(ground, found),
        "subjects": [brief(nodes[number]) for number in dict.fromkeys(by)],
        "concerns": [brief(nodes[number]) for number in dict.fromkeys(sites)],
        "history": history(ground, found.stages),
        "allowed": next_acts(ground, may),
        "basis": basis(rules, found.item) if found.item else [],
        "origin": origin(statements[-1].origin) if statements else None,
    }  # fmt: skip


def subject_commitments_answer(ground: Ground, id: str) -> shapes.SubjectCommitmentsAnswer:
    """A subject's commitments, latest first."""
    view, merged = subject_of(ground, id)
    rules = ground.rules.commitments
    work = Work(BUDGETS.records.weighed)
    found = of_subject(ground.network, ground.views, rules, view.number, ground.day, work)
    return {
        **ground.frame(truncated=len(found) > MOST or work.cut_short),
        **brief(view),
        "commitments": [brief_commitment(ground, each) for each in found[:MOST]],
        "redirected_from": merged.id if merged else None,
    }


def gate_answer(ground: Ground, id: str, code: str) -> shapes.GateAnswer:
    """Whether the subject may use 告知承诺 for the item on the day, and if not, why. What could not
    be read whole is no permission."""
    view, merged = subject_of(ground, id)
    asked, work = listed_item(ground, code), Work(BUDGETS.records.weighed)
    subject = ground.network.canonical(view.number)
    records = ground.judged.records(ground, subject)
    asked_of = ground.network, ground.views, ground.rules, subject
    found = barred(*asked_of, records, ground.day, work)
    unread = work.cut_short or not ground.judged.records_read(ground, subject)
    return {
        **ground.frame(truncated=unread),
        **brief(view),
        "item": asked.id,
        "item_zh": asked.zh,
        "allowed": not found and not unread,
        "barred_by": [_bar(ground, each) for each in found],
        "restored_zh": "上述每一项修复之日起恢复适用" if found else "",
        "restored_en": "restored on the day each of these is repaired" if found else "",
        "reason": UNREAD if unread else None,
        "text": None if found or unread else asked.text,
        "redirected_from": merged.id if merged else None,
    }


def listed_item(ground: Ground, code: str) -> Item:
    """Raises RefusedInput, naming what is listed, for a matter that is not."""
    found = item_of(ground.rules.commitments, {"item": code}, ground.day)
    if found is None:
        listed = ", ".join(i.id for i in in_force(ground.rules.commitments.item, ground.day)[:60])
        raise RefusedInput(
            f"没有可告知承诺的事项“{shown(code, 60)}”;应为以下之一:{listed}",
            f"no item {shown(code, 60)!r} takes commitments; use one of: {listed}",
            field="item",
        )
    return found


def _bar(ground: Ground, found: Barred) -> shapes.Bar:
    where, named, says = _evidence(ground, found)
    return {
        "rule": found.rule.id,
        "zh": found.rule.zh,
        "en": found.rule.en,
        "since": iso(found.since),
        "commitment": named if found.commitment else None,
        "record": named if found.record else None,
        "says": says,
        "basis": basis(ground.rules, found.rule),
        "origin": origin(where) if where else None,
    }


def _evidence(ground: Ground, found: Barred) -> tuple[Origin | None, str, str]:
    if found.commitment is not None:
        stages = [s for s in found.commitment.stages if s.led_to is not None]
        if stages:
            link = ground.views.links([stages[-1].link])[stages[-1].link]
            return link.origin, found.commitment.view.key.id, found.commitment.state.zh
        told = found.commitment.view.statements
        where = told[-1].origin if told else None
        return where, found.commitment.view.key.id, found.commitment.state.zh
    assert found.record is not None
    node = ground.views.nodes([found.record.number])[found.record.number]
    link = ground.views.links([found.record.link])[found.record.link]
    return link.origin, node.key.id, node.name
