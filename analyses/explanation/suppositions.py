"""What may be supposed of the future or of another past: as facts on top of a scene, never written.

Suppositions are taken one after the other: each is made of the scene the ones before it left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from msgspec.structs import replace as altered

from analyses.days import DAY
from analyses.questions.question import Scene
from analyses.rulebook import in_force, version
from analyses.rulebook.lists import ListRule
from analyses.stakes import CARRIES, OWNS
from graph.errors import RefusedInput
from graph.facts import Fields, Key, LinkFact, NodeFact, Value
from graph.supposed import SupposedLink, Suppositions, supposed
from graph.ties import Tie, walk_of
from graph.vocabulary import STAKES


@dataclass(frozen=True, slots=True)
class Transfer:
    """Of the giver's stake in a company, or of ``share_ppm`` of the company; in force ``on``."""

    company: int
    giver: int
    taker: int
    on: date
    share_ppm: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A record of this list or kind (an id of the rulebook) against a subject. ``behaviour`` is
    the day of what it was listed for, that of the decision where nobody says."""

    subject: int
    list: str
    decided: date
    behaviour: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A record is repaired ``on`` a day, and may not be used from then on."""

    record: int
    on: date


Supposition: TypeAlias = Transfer | Listing | Repair


def suppose(scene: Scene, given: Iterable[Supposition]) -> tuple[Scene, tuple[Suppositions, ...]]:
    """The scene as it would be, and the facts that make it so, supposition by supposition.

    Raises RefusedInput for what cannot be supposed: nothing is held that could be transferred, or
    no rule knows such a list on the day. Cost: the ties of those named.
    """
    made = []
    for one in given:
        facts = _facts(scene, one)
        network, views = supposed(scene.network, scene.views, facts)
        scene = replace(scene, network=network, views=views)
        made.append(facts)
    return scene, tuple(made)


def _facts(scene: Scene, given: Supposition) -> Suppositions:
    if isinstance(given, Transfer):
        return _transferred(scene, given)
    return _listed(scene, given) if isinstance(given, Listing) else _repaired(scene, given)


# A transfer: every stake moved ends the day before; what is kept and what is given begin that day.


def _transferred(scene: Scene, given: Transfer) -> Suppositions:
    facts = Suppositions()
    left = given.share_ppm
    for tie in _stakes(scene, given):
        taken = (tie[2], tie[3]) if left is None else (min(left, tie[3]),) * 2
        if taken[1] or left is None:
            _move(scene, given, tie, taken, facts)
        if left is not None:
            left -= taken[1]
    if left:
        held = (given.share_ppm or 0) - left
        raise RefusedInput(
            f"所设转让超过持有:至多持有 {_percent(held)}",
            f"more is transferred than is held: {_percent(held)} at most",
            field="suppose",
        )
    return facts


_SUMS: Final = STAKES.index("indirect")


def _stakes(scene: Scene, given: Transfer) -> list[Tie]:
    """The giver's stakes in the company; of a part of the capital only what carries capital."""
    walk = walk_of(OWNS, given.on, "out")
    ties = [
        tie
        for tie in scene.network.ties(given.giver, walk)
        if tie[0] == given.company
        and tie[8] != _SUMS
        and (given.share_ppm is None or tie[8] < 0 or "capital" in CARRIES[STAKES[tie[8]]])
    ]
    if not ties:
        raise RefusedInput(
            f"{given.on} 转让方并未持有该公司的份额", f"the giver holds nothing on {given.on}",
            field="suppose",
        )  # fmt: skip
    return ties


def _move(
    scene: Scene, given: Transfer, tie: Tie, taken: tuple[int, int], facts: Suppositions
) -> None:
    number, least, most = tie[1:4]
    held = scene.views.links([number])[number]
    was = LinkFact(held.kind, held.source, held.target, held.fields, held.distinct,
                   held.valid_from, held.valid_until)  # fmt: skip
    facts.retired.add(number)
    if held.valid_from is None or held.valid_from < given.on:
        _add(facts, altered(was, valid_until=given.on - DAY), given.giver, given.company)
    if given.share_ppm is not None and most > taken[1]:
        kept = _shares(held.fields, max(least - taken[0], 0), most - taken[1])
        rest = altered(was, fields=kept, valid_from=given.on)
        _add(facts, rest, given.giver, given.company)
    to = scene.views.nodes([given.taker])[given.taker].key
    fields = {name: held.fields[name] for name in ("stake",) if name in held.fields}
    moved = altered(
        was, source=to, fields=_shares(fields, *taken), distinct=f"supposed {number}",
        valid_from=given.on,
    )  # fmt: skip
    _add(facts, moved, given.taker, given.company)


def _shares(fields: Fields, least: int, most: int) -> dict[str, Value]:
    kept = {name: value for name, value in fields.items() if name != "amount"}
    return {**kept, "share_min": least, "share_max": most}


def _add(facts: Suppositions, fact: LinkFact, source: int, target: int) -> None:
    facts.links.append(SupposedLink(fact, source, target))


def _percent(ppm: int) -> str:
    return f"{ppm / 10_000:g} %"


# A listing, and a repair.


def _listed(scene: Scene, given: Listing) -> Suppositions:
    rule = version(scene.rules.lists.list, given.list, given.decided)
    if rule is None:
        known = sorted(each.id for each in in_force(scene.rules.lists.list, given.decided))
        listed = ", ".join(known)
        raise RefusedInput(
            f"{given.decided} 没有这一名单或类别;应为以下之一:{listed}",
            f"there is no such list on {given.decided}; write one of: {listed}",
            field="suppose",
        )
    number = scene.network.size
    record = NodeFact(Key("sanction", f"supposed:{number}"), "sanction", _record(rule, given))
    view = scene.views.nodes([given.subject])[given.subject]
    facts = Suppositions(newcomers=[record])
    _add(facts, LinkFact("sanctioned_by", view.key, record.key), given.subject, number)
    return facts


def _record(rule: ListRule, given: Listing) -> dict[str, Value]:
    """What a delivery would say, so that the rulebook knows the record for one of this list: by a
    name it is known by; of a list that takes the rest of a kind, by none that another is known by.
    """
    name = rule.zh if rule.named else rule.en
    fields: dict[str, Value] = {
        "name": name, "list": " ".join([name, *rule.named[:1]]), "kind": rule.kinds[0],
        "document": "supposed", "authority": "supposed", "state": "active",
        "decided": given.decided, "behaviour": given.behaviour or given.decided,
    }  # fmt: skip
    if rule.told and not rule.named:
        fields["violation"] = rule.told[0]
    if rule.based and not (rule.named or rule.told):
        fields["basis"] = rule.based[0]
    if given.until is not None:
        fields["until"] = given.until
    return fields


def _repaired(scene: Scene, given: Repair) -> Suppositions:
    record = scene.views.nodes([given.record])[given.record]
    said = NodeFact(record.key, "sanction", {"state": "repaired", "repaired": given.on})
    return Suppositions(statements=[(given.record, said)])
