"""Two graphs that differ only in what a role may not see give it the same answers, to the byte."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analyses.rulebook import load_rules
from analyses.rulebook.access import EVERY, Role, View
from api.access.actor import Actor
from api.access.decision import Asked, Table, named
from api.answers import Answers
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, subject
from graph.networks import Networks
from graph.store import Store, open_store
from tests.api import town
from tests.api.roles import keys, shown, unlimited, while_serving

RULES: Final = load_rules()
VIEWS: Final = {view.id: view for view in RULES.access.view}
ORGS: Final = [subject(f"t:org{number}") for number in range(4)]
PERSONS: Final = [subject("p-" + f"{number:032x}") for number in range(3)]
RECORDS: Final = [Key("sanction", f"t:record{number}") for number in range(3)]
SITE, LOT = Key("project", "t:site"), Key("lot", "t:site#1")
TELEPHONES: Final = [Key("contact", f"phone:{number}") for number in range(2)]
EVENTS: Final = [Key("event", f"t:act{number}") for number in range(2)]
MATTERS: Final = {"sanctioned_by", "contact_at"}
EXAMPLES: Final = int(os.environ.get("XINMAI_EXAMPLES", "1"))  # a role; more by hand
FILE: Final = DeliveredFile("market", "plain", "facts.csv", "0" * 64)
OWN_TO_EACH: Final = {"traceresponse"}  # names the very request
RECEIPT: Final = re.compile(rb"K20260131-R1-[A-Z2-7]{8}-[A-Z2-7]{16}")  # each check has its own
VOLATILE: Final = {"/metrics", "/v1/session", "/v1/status", "/v1/catalogue/coverage"}
"""They tell of the service and of deliveries; roles with a narrower view may not ask the latter."""

DESCRIBED: Final[dict[Key, NodeFact]] = {
    **{key: NodeFact(key, "organization", {
        "name": f"第{number}建设有限公司", "status": "存续", "phone": "13812345678",
        "registered": date(2010, 1, 1)}) for number, key in enumerate(ORGS)},
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


Told = list[tuple[int, Fact]]
"""Facts, each with its line of the file: what is left out leaves the lines of others alone."""


def filled(folder: Path, told: Told) -> Store:
    store = open_store(f"sqlite:///{folder}/s.db")
    store.prepare()
    rows = [Row(line, (fact,)) for line, fact in told]
    store.apply(Batch(FILE, rows, through=1_000, complete=True))
    return store


ONE: Final = {"{id}": ORGS[0], "{record}": RECORDS[0], "{code}": SITE}
ASKED: Final = {
    "/v1/search": [{"q": "建设"}, {"q": "张小"}, {"q": "t:"}],
    "/v1/paths": [{"from": ORGS[0].id, "to": other.id, "mode": "all_shortest"}
                  for other in (ORGS[1], PERSONS[0])],
    "/v1/checks": [{"id": ORGS[0].id, "item": "loan-bank1", "purpose": "loan"}],
    "/v1/fifty": [{"id": ORGS[0].id}], "/v1/ranking": [{"id": ORGS[0].id}],
    "/v1/debtrank": [{"id": ORGS[0].id}], "/v1/map": [{"bbox": "100,20,130,50"}],
    "/v1/inspections/draw": [{"department": "济南市住房和城乡建设局", "seed": "s"}],
    "/v1/inspections/pool": [{"department": "济南市住房和城乡建设局"}],
    "/v1/subjects/{id}/commitments/gate": [{"item": "construction-permit"}],
    "/v1/subjects/{id}/related": [{"hops": "3"}, {"hops": "1", "limit": "1"}],
    "/v1/subjects/{id}/export": [{"format": form} for form in ("csv", "bods", "ftm", "graphml")],
    "/v1/subjects/{id}/diff": [{"question": "risk", "from": "2025-01-01", "to": "2026-01-31"}],
    "/v1/subjects/{id}/proof": [{"question": "risk"}],
    "/v1/subjects/{id}/why-not": [{"question": "statutory", "other": ORGS[1].id}],
}  # fmt: skip
PARTIES: Final = [ORGS[0], PERSONS[0], subject("t:never-described")]


def questions(document: dict[str, Any]) -> list[tuple[str, str, dict[str, str]]]:
    """Every question that is asked with GET: its route, its address, its parameters."""
    found = []
    for route, methods in document["paths"].items():
        if "get" not in methods or route in VOLATILE or not route.startswith("/v1/"):
            continue
        fixed = {"{lot}": "1", "{kind}": "subject", "{number}": "shandong-credit", "{form}": "html"}
        parties = PARTIES if "{id}" in route else [None]
        for party in parties:
            keys_of = {name: quote(key.id, safe="") for name, key in ONE.items()}
            given_now = {**fixed, **keys_of, **({"{id}": quote(party.id)} if party else {})}
            address = route
            for name, value in given_now.items():
                address = address.replace(name, value)
            found += [(route, address, asked) for asked in ASKED.get(route, [{}])]
    return found


def answers_of(facts: Told, role: Role) -> dict[str, tuple[int, bytes, Any]]:
    with tempfile.TemporaryDirectory() as name, filled(Path(name), facts) as store:
        folder, stamp = Path(name), Stamp(b"s" * 32)
        answers = Answers(
            store, Networks(store, None), lambda: town.TODAY, RULES, lambda: stamp
        )  # fmt: skip
        keeper = town.keeper(folder)
        audit, limits = AuditLog(folder / "audit.jsonl"), unlimited()
        app = create_app(answers, audit, keeper=keeper, limits=limits)
        key, asked = keys(keeper)[role], questions(app.openapi())

        async def walk(client: httpx.AsyncClient) -> dict[str, tuple[int, bytes, Any]]:
            headers = {**shown(key), "traceparent": f"00-{'1' * 32}-{'2' * 16}-01"}
            found = {}
            for _, address, query in asked:
                answer = await client.get(address, params=query, headers=headers)
                content = RECEIPT.sub(b"", answer.content)
                own = OWN_TO_EACH | ({"etag"} if content != answer.content else set())
                told = sorted(one for one in answer.headers.items() if one[0] not in own)
                found[f"{address} {query}"] = (answer.status_code, content, told)
            return found

        return while_serving(app, walk)


@pytest.mark.parametrize(
    ("role", "view"),
    [(Role.PUBLIC, "published"), (Role.BANK, "credit"), (Role.OFFICER, "shared"),
     (Role.CREDIT_SUBJECT, "credit")],
)  # fmt: skip
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
          phases=[Phase.generate],  # an example takes a second or two: none to spare for shrinking
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(told=st.lists(ties(), min_size=16, max_size=24), shuffled=st.randoms(use_true_random=False))
def test_nothing_hidden_changes_a_byte(
    role: Role, view: str, told: list[LinkFact], shuffled: Random
) -> None:
    """What is hidden stands anywhere among what is not, once the parties are described."""
    described: list[Fact] = list(DESCRIBED.values())
    shuffled.shuffle(described)
    facts = [*described, *told]
    everything: Told = list(enumerate(facts, start=2))
    seen = visible(facts, VIEWS[view])
    left = [(line, withholding(fact, VIEWS[view])) for line, fact in everything if fact in seen]
    bare, whole = answers_of(left, role), answers_of(everything, role)
    assert bare.keys() == whole.keys()
    for asked, answer in bare.items():
        assert whole[asked] == answer, asked
    assert any(status == 200 for status, _, _ in bare.values())


def test_who_may_see_it_all_is_told_the_difference() -> None:
    """So that equal answers above are no matter of asking nothing."""
    kin = [tie("kin_of", PERSONS[0], PERSONS[1], relation="配偶"), tie("owns", PERSONS[0], ORGS[0])]
    facts: list[Fact] = [*DESCRIBED.values(), *kin]
    seen = visible(facts, VIEWS["shared"])
    told: Told = list(enumerate(facts, start=2))
    bare = answers_of([(line, fact) for line, fact in told if fact in seen], Role.REVIEWER)
    whole = answers_of(told, Role.REVIEWER)
    differ = [asked for asked, answer in whole.items() if bare[asked] != answer]
    assert any("/related" in asked for asked in differ)


def test_every_view_but_the_whole_is_tried() -> None:
    tried = {"published", "credit", "shared"}
    assert {view.id for view in RULES.access.view} == tried | {"whole"}


def test_a_role_is_shown_the_view_of_its_grant() -> None:
    table, path = Table(RULES, town.TODAY), "/v1/subjects/x"
    officer = Actor(id="k", role=Role.OFFICER)
    asked = Asked("GET /v1/subjects/{id}", named(path, {"id": "x"}))
    assert table.view(table.decide(officer, asked)).id == "shared"
