"""Everything that may be asked of a graph: each address of the contract that reads it, put to each
of the subjects of whom it is worst to ask.

The addresses are read from the OpenAPI document, so a new one is asked as soon as it is there; one
that needs more than a subject's id says here what it is asked with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import httpx
from fastapi import FastAPI

from bench.adversaries import CROWD, LOTS, RECORD, RECORDED

KEPT: Final = (
    "/v1/screen/jobs", "/v1/changes", "/v1/watchlists", "/v1/webhooks", "/v1/investigations",
    "/v1/session", "/v1/unmaskings", "/v1/files/verify", "/v1/vocabulary", "/reconcile/judgements",
    "/reconcile/suggest/property", "/reconcile/suggest/type", "/reconcile/extend/propose",
    "/v1/policies/{number}", "/healthz", "/readyz", "/metrics",
)  # fmt: skip
"""What is kept or listed beside the graph, and is not asked here."""
WIDE: Final = "hops=4&limit=1000&hub_degree=1000000"
EACH: Final[Mapping[str, str]] = {
    "/v1/subjects/{id}/fifty": "threshold=50",
    "/v1/subjects/{id}/export": f"format=graphml&{WIDE}",
    "/v1/subjects/{id}/related": WIDE,
    "/v1/subjects/{id}/tree": "depth=10",
    "/v1/subjects/{id}/ties": "limit=500&ended=true",
    "/v1/subjects/{id}/commitments/gate": "item=construction-permit",
    "/v1/checks": "item=bid-housing&purpose=bidding&id={id}",
    "/v1/cases": "subject={id}",
    "/v1/ranking": "id={id}",
    "/v1/debtrank": "id={id}",
    "/v1/fifty": "id={id}",
    "/reconcile/preview": "id={id}",
}
"""Asked of each subject, with this."""
EXPLAINED: Final = {
    "/v1/subjects/{id}/proof": "question={question}",
    "/v1/subjects/{id}/diff": "question={question}&from=2025-01-01",
    "/v1/subjects/{id}/why-not": "question={question}&other={other}",
}
"""Asked of each subject, and of each question."""
ONCE: Final[Mapping[str, tuple[str, ...]]] = {
    "/v1/projects/{code}/lots/{lot}/conflicts": (f"/v1/projects/{LOTS}/lots/0/conflicts",),
    "/v1/projects/{code}/conflicts": (f"/v1/projects/{LOTS}/conflicts",),
    "/v1/projects/{code}": (f"/v1/projects/{LOTS}",),
    "/v1/nodes/{family}/{id}/ties": (
        f"/v1/nodes/project/{LOTS}/ties?limit=500", f"/v1/nodes/lot/{LOTS}%230/ties?limit=500",
        f"/v1/nodes/contact/{CROWD}/ties?limit=500", f"/v1/nodes/sanction/{RECORD}/ties?limit=500",
    ),
    "/v1/files/{kind}/{id}": (f"/v1/files/project/{LOTS}",),
    "/v1/cases/{id}": (f"/v1/cases/{RECORD}~bid-housing",),
    "/v1/repairs/conditions": (f"/v1/repairs/conditions?record={RECORD}",),
    "/v1/repairs/{record}/conditions": (f"/v1/repairs/{RECORD}/conditions",),
    "/v1/repairs/{id}": (f"/v1/repairs/{RECORD}",),
    "/v1/objections/{id}": (f"/v1/objections/{RECORD}",),
    "/v1/commitments/{id}": ("/v1/commitments/commitment:0",),
    "/v1/registrations/{id}": ("/v1/registrations/declaration:0",),
    "/v1/search": tuple(f"/v1/search?limit=100&q={q}" for q in ("hub", "%E5%8D%95%E4%BD%8D", "d")),
    "/v1/map": ("/v1/map?bbox=116,36,118,38",),
    "/v1/inspections/draw": ("/v1/inspections/draw?department=housing_construction&seed=1",),
    "/v1/inspections/pool": ("/v1/inspections/pool?department=housing_construction",),
    "/v1/statistics/records": ("/v1/statistics/records?kind=punishments&limit=1000",),
    "/v1/proof": (f"/v1/proof?question=conflicts&id={LOTS}",),
    "/v1/diff": (f"/v1/diff?question=conflicts&from=2025-01-01&id={LOTS}",),
    "/v1/why-not": (f"/v1/why-not?question=conflicts&other=hub%3A0&id={LOTS}",),
    "/reconcile": ("/reconcile",),
    "/reconcile/suggest/entity": ("/reconcile/suggest/entity?prefix=%E5%8D%95%E4%BD%8D",),
}  # fmt: skip
"""Asked once: of the project, the lot, the record, or the whole city."""
BOTH: Final = ("/v1/files/{kind}/{id}",)
"""Asked of each subject as well."""


SUPPOSED: Final = 4  # of so many of them something is supposed


class Asking(NamedTuple):
    """A question over HTTP: with a body it is posted."""

    address: str
    body: Any = None


def addresses(
    app: FastAPI, subjects: Sequence[str], questions: Iterable[str] = ("risk",)
) -> Iterator[Asking]:
    """Every address that reads the graph, of each of these subjects where it is asked of one, and
    of all of them together where it is asked of several."""
    for path in reading_addresses(app):
        yield from (Asking(each) for each in _asked(path, subjects, tuple(questions)))
    ends = [f"from={quote(a)}&to={quote(b)}" for a, b in pairwise(subjects)]
    for mode in ("shortest", "all_shortest", "disjoint"):
        for pair in ends:
            told = f"{pair}&mode={mode}&max_hops=12&limit=100&hub_degree=1000000"
            yield Asking(f"/v1/paths?{told}")
    together = "&".join(f"id={quote(each)}" for each in subjects)
    for several in ("/v1/fifty", "/v1/ranking", "/v1/debtrank"):
        yield Asking(f"{several}?{together}")
    yield from _posted(subjects)


def reading_addresses(app: FastAPI) -> list[str]:
    """The addresses to read from that depend on the graph; paths are found between pairs."""
    return [
        path
        for path, ways in app.openapi()["paths"].items()
        if "get" in ways and not path.startswith(KEPT) and path != "/v1/paths"
    ]


def _asked(path: str, subjects: Sequence[str], questions: tuple[str, ...]) -> Iterator[str]:
    yield from ONCE.get(path, ())
    if path in EXPLAINED:
        for question in questions:
            query = EXPLAINED[path].format(question=question, other=quote("hub:0", safe=""))
            yield from (f"{_of(path, each)}?{query}" for each in subjects)
    elif (path not in ONCE and "{id}" in path + EACH.get(path, "")) or path in BOTH:
        for each in subjects:
            query = _of(EACH.get(path, ""), each)
            yield _of(path, each) + (f"?{query}" if query else "")
    elif path not in ONCE:
        yield path


def _of(template: str, subject: str) -> str:
    filled = re.sub(r"\{kind\}", "subject", template)
    return filled.replace("{id}", quote(subject, safe=""))


def _posted(subjects: Sequence[str]) -> Iterator[Asking]:
    yield Asking("/v1/screen", {"ids": list(subjects)})
    hubs = [f"hub:{number}" for number in range(2_000 - len(subjects))]
    clique = [f"clique:{number}" for number in range(2_000)]
    for ids in (subjects, [*subjects, *hubs], clique):
        yield Asking(
            "/v1/ties/among", {"nodes": [{"family": "subject", "id": each} for each in ids]}
        )
    for each in subjects[:SUPPOSED]:
        supposed = [{"kind": "listing", "subject": each, "list": "wage_arrears"}]
        yield Asking("/v1/what-if", {"question": "risk", "ids": [each], "suppose": supposed})
    yield Asking("/v1/what-if", {
        "question": "risk", "ids": [RECORDED], "suppose": [{"kind": "repair", "record": RECORD}],
    })  # fmt: skip
    for_name = [f"单位hub:{number}有限公司" for number in range(50)]
    names = [
        {"type": "organization", "conditions": [{"matchType": "name", "propertyValue": name}]}
        for name in for_name
    ]
    yield Asking("/reconcile/match", {"queries": names})


async def put(client: httpx.AsyncClient, asked: Asking) -> httpx.Response:
    if asked.body is None:
        return await client.get(asked.address)
    return await client.post(asked.address, json=asked.body)
