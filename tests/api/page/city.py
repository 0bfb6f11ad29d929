"""A small city of the generator's, loaded and served, and whom its journeys are about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
from pypinyin import lazy_pinyin

from graph.facts import Key
from graph.site_key import SiteKey
from graph.store import Store, open_store
from ingest.city import write_city
from ingest.city.arrays import ANCHOR
from ingest.city.places import DIVISIONS
from ingest.city.write import MANIFEST
from ingest.loader import load
from ingest.persons import PersonKeys
from tests.api import town
from tests.api.page import casts, site
from tests.api.page.casts import Named

COMPANIES: Final = 2_000
SEED: Final = 8  # a city of that size with room for all three journeys
CONTROLLER: Final = "shared-controller"


@dataclass(frozen=True)
class City:
    """Where it is kept and served, and the casts of its journeys."""

    folder: Path
    address: str
    tender: casts.Tender
    loan: casts.Loan
    site: casts.Site


@contextmanager
def served(folder: Path) -> Iterator[City]:
    """Made, loaded by the real importers, and served on the city's own day."""
    write_city(folder / "city", COMPANIES, SEED)
    named = json.loads((folder / "city" / MANIFEST).read_text("utf-8"))["planted"]
    divisions = {code: name for code, name, _ in DIVISIONS}
    with open_store(f"sqlite:///{folder}/town.db") as store:
        store.prepare()
        load(store, [folder / "city"], source="city", persons=PersonKeys(SiteKey(b"k" * 32)),
             workers=0)  # fmt: skip
        with site.serving(store, folder, ANCHOR, divisions) as address:
            told = _Told(address, store)
            yield City(folder, address, told.tender(named["tender"]), told.loan(named["loan"]),
                       told.site(named["site"]))  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """What the service says of those whom the manifest names."""

    address: str
    store: Store

    def tender(self, named: Mapping[str, Any]) -> casts.Tender:
        place = f"/v1/projects/{named['project']}"
        lots = {each["number"]: each for each in self._ask(place)["lots"]}
        found = self._ask(f"{place}/lots/{named['lot']}/conflicts")["indicators"]
        (tie,) = [each for each in found if each["rule"] == CONTROLLER]
        one, other = (self._party(each) for each in named["bidders"])
        between = self._party(named["between"][0]).name
        return casts.Tender(
            named["project"], named["lot"], lots[named["lot"]]["name"],
            len(lots[named["lot"]]["bidders"]), _pinyin(one.name), one, other, between,
            self._person(tie["about"][0]["id"]), ("100%", "60%"), "股东_", ANCHOR,
        )  # fmt: skip

    def loan(self, named: Mapping[str, Any]) -> casts.Loan:
        firm, partner = self._party(named["firm"]), self._party(named["partner"])
        ties = self._ask(f"/v1/subjects/{partner.id}/related?hops=1&kinds=holds_office")
        (person,) = ties["groups"][0]["items"]
        return casts.Loan(firm, partner, self._person(person["id"]), "40%", ANCHOR)

    def site(self, named: Mapping[str, Any]) -> casts.Site:
        found = self._ask(f"/v1/projects/{named['project']}")
        other = self._ask(f"/v1/projects/{named['other_project']}")["name"]
        leader = next(each["leader"]["id"] for each in found["participants"]
                      if each["unit"]["id"] == named["contractor"])  # fmt: skip
        return casts.Site(
            named["project"], found["name"], found["fields"]["division"], other,
            self._party(named["contractor"]).name, self._party(named["supervisor"]).name, "60%",
            self._person(leader), len({each["unit"]["id"] for each in found["participants"]}),
        )  # fmt: skip

    def _ask(self, path: str) -> Any:
        headers = {"Authorization": f"Bearer {town.KEY}"}
        return httpx.get(f"{self.address}{path}", headers=headers).raise_for_status().json()

    def _party(self, id: str) -> Named:
        return Named(id, self._ask(f"/v1/subjects/{id}")["name"])

    def _person(self, id: str) -> Named:
        key = Key("subject", id)
        real = str(self.store.nodes([key])[key].fields["name"])
        return Named(id, self._party(id).name, real)


def _pinyin(name: str) -> str:
    """As one types it: without the place, which all names begin with, and the legal form."""
    return "".join(lazy_pinyin(name.removeprefix("济南")[:5]))
