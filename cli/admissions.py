"""What each department's feed may deliver: the catalogue's rules, as the loader asks for them."""

from __future__ import annotations

from datetime import date

from analyses.catalogue.coverage import sources
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.catalogue import Department, Item
from ingest.catalogue import Admission, Admissions, Carrier


def admissions(rules: Rulebook, day: date) -> Admissions:
    """What each department's feed may deliver on the day, by the name of its source."""
    items = in_force(rules.catalogue.item, day)
    return {
        source: Admission(department.zh, _carriers(department, items))
        for department in in_force(rules.catalogue.department, day)
        for source in sources(department)
    }


def _carriers(department: Department, items: tuple[Item, ...]) -> dict[str, tuple[Carrier, ...]]:
    found: dict[str, list[Carrier]] = {}
    for item in items:
        if item.owed_by(department):
            for each in item.carried:
                carrier = Carrier(item.id, each.column, each.told)
                found.setdefault(each.layout, []).append(carrier)
    return {layout: tuple(carriers) for layout, carriers in found.items()}
