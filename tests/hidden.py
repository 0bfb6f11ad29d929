"""Facts of every sort, and what is left of them for somebody who may not see all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from analyses.rulebook.access import EVERY, View
from graph.facts import Fact, Key, LinkFact, NodeFact, subject

ORGS: Final = [subject(f"t:org{number}") for number in range(6)]
TWINS: Final = frozenset(ORGS[-2:])  # of whom the same is stated, to the letter
PERSONS: Final = [subject("p-" + f"{number:032x}") for number in range(3)]
RECORDS: Final = [Key("sanction", f"t:record{number}") for number in range(3)]
SITE, LOT = Key("project", "t:site"), Key("lot", "t:site#1")
TELEPHONES: Final = [Key("contact", f"phone:{number}") for number in range(2)]
EVENTS: Final = [Key("event", f"t:act{number}") for number in range(2)]
MATTERS: Final = {"sanctioned_by", "contact_at"}

DESCRIBED: Final[dict[Key, NodeFact]] = {
    **{key: NodeFact(key, "organization", {
        "name": f"第{'双' if key in TWINS else number}建设有限公司", "status": "存续",
        "phone": "13812345678", "registered": date(2010, 1, 1)})
       for number, key in enumerate(ORGS)},
    **{key: NodeFact(key, "person", {"name": f"张小{'一二三'[number]}"})
       for number, key in enumerate(PERSONS)},
    **{key: NodeFact(key, "sanction", {
        "name": "行政处罚", "kind": "serious_list", "decided": date(2025, 6, 1), "state": "active",
        "list": "拖欠农民工工资失信联合惩戒对象名单", "authority": "住建局"}) for key in RECORDS},
    **{key: NodeFact(key, "contact", {"name": "0531-1234", "kind": "phone"}) for key in TELEPHONES},
    **{key: NodeFact(key, "event", {"name": "异议", "act": "objected", "day": date(2025, 7, 1)})
       for key in EVENTS},
    SITE: NodeFact(SITE, "project", {"name": "某工程", "stage": "construction"}),
    LOT: NodeFact(LOT, "lot", {"name": "1", "opened": date(2025, 6, 1)}),
}  # fmt: skip


def tie(kind: str, source: Key, target: Key, **fields: Any) -> LinkFact:
    said = next((str(value) for value in fields.values() if isinstance(value, str)), "")
    return LinkFact(kind, source, target, fields, said)


def ties() -> st.SearchStrategy[LinkFact]:
    anybody = st.sampled_from([*ORGS, *PERSONS, subject("t:never-described")])
    org, person, record = map(st.sampled_from, (ORGS, PERSONS, RECORDS))
    return st.one_of(
        st.builds(lambda a, b, s: tie("owns", a, b, share_min=s, share_max=s), anybody, org,
                  st.sampled_from([100_000, 510_000, 1_000_000])),
        st.builds(lambda a, b, o: tie("holds_office", a, b, office=o), person, org,
                  st.sampled_from(["legal_representative", "director", "agent"])),
        st.builds(lambda a: tie("participates", a, SITE, role="contractor"), org),
        st.builds(lambda a, b: tie("sanctioned_by", a, b), anybody, record),
        st.builds(lambda a, b: tie("kin_of", a, b, relation="配偶"), person, person),
        st.builds(lambda a, b: tie("contact_at", a, b), anybody, st.sampled_from(TELEPHONES)),
        st.builds(lambda a, b: tie("guarantees", a, b), anybody, anybody),
        st.builds(lambda a, b: tie("associate_of", a, b, relation="同学"), person, anybody),
        st.builds(lambda a: tie("bids", a, LOT), org),
        st.builds(lambda a, b: tie("about", a, b, act="objected"), st.sampled_from(EVENTS), record),
    )  # fmt: skip


def visible(facts: Iterable[Fact], view: View) -> list[Fact]:
    """What the view leaves, fact by fact; a matter is there with a party that is."""
    facts = list(facts)
    described = {f.key: f.kind for f in facts if isinstance(f, NodeFact)}
    links = [f for f in facts if isinstance(f, LinkFact)]

    def is_kind(key: Key) -> bool:
        kind = described.get(key, key.family)
        return EVERY in view.nodes or kind in view.nodes

    def tied(link: LinkFact) -> bool:
        return EVERY in view.links or link.kind in view.links

    there = {key for link in links for key in (link.source, link.target)} | set(described)
    there = {key for key in there if is_kind(key)}
    with_party = {f.target for f in links
                  if f.kind in MATTERS and tied(f) and f.source in there}  # fmt: skip
    there -= {key for key in there if key.family in ("sanction", "contact")} - with_party
    with_matter = {f.source for f in links if f.kind == "about" and tied(f) and f.target in there}
    there -= {key for key in there if key.family == "event"} - with_matter
    return [
        f for f in facts
        if (isinstance(f, NodeFact) and f.key in there)
        or (isinstance(f, LinkFact) and tied(f) and {f.source, f.target} <= there)
    ]  # fmt: skip


def withholding(fact: Fact, view: View) -> Fact:
    """Of what is withheld nothing is stated."""
    out = {name.partition(".")[2] for name in view.withheld
           if name.startswith(f"{fact.kind}.")}  # fmt: skip
    if not out or not isinstance(fact, NodeFact):
        return fact
    return NodeFact(fact.key, fact.kind, {n: v for n, v in fact.fields.items() if n not in out})
