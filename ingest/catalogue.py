"""What a department's feed may deliver: nothing outside the public credit information catalogue.

Only a source that is some department's is bound by it (``Admissions`` has it by name). Whoever
else delivers, a third party, a bank, a foreign register, in a plain layout or any other, is not:
the catalogue says what departments owe, not what may be known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.facts import Fact
from ingest.layout import BadField, Delivery, Exchange, Layout
from ingest.text import shown


@dataclass(frozen=True, slots=True)
class Carrier:
    """An item in a layout: all its rows, or with ``told`` those whose ``column`` has one of
    these words."""

    item: str
    column: str = ""
    told: tuple[str, ...] = ()

    def carries(self, cells: Mapping[str, Any]) -> bool:
        said = str(cells.get(self.column, "")).casefold()
        return not self.told or any(word.casefold() in said for word in self.told)


@dataclass(frozen=True, slots=True)
class Admission:
    """What one department may deliver, by layout. Plain data: a parsing process is given it."""

    department: str
    carriers: Mapping[str, tuple[Carrier, ...]]

    def check(self, layout: str, zh: str, cells: Mapping[str, Any]) -> None:
        """Raises BadField for a row that carries nothing the catalogue lists for it."""
        known = self.carriers.get(layout, ())
        if any(carrier.carries(cells) for carrier in known):
            return
        columns = tuple(dict.fromkeys(carrier.column for carrier in known))
        said = "".join(shown(str(cells[column])) for column in columns if cells.get(column))
        raise BadField(
            ", ".join(columns),
            f"公共信用信息目录未列明由{self.department}报送“{zh}”{said}",
            f"outside the catalogue: it lists no {layout} of this kind for {self.department}",
            "请由目录列明的部门报送,或先将该事项列入目录,再重试隔离行",
            "let the department that owes it deliver it, or have the item added to the catalogue "
            "and retry",
        )  # fmt: skip


def reader(layout: Layout | Exchange, delivery: Delivery) -> Callable[..., tuple[Fact, ...]]:
    """How rows of a layout are read for a delivery: of a department's feed, the catalogue first."""
    admission, read = delivery.admission, layout.read
    if admission is None:
        return read

    def admitted(cells: Mapping[str, Any], delivery: Delivery) -> tuple[Fact, ...]:
        admission.check(layout.name, layout.zh, cells)
        return read(cells, delivery)

    return admitted


Admissions = Mapping[str, Admission]
"""By the name of the source. A source that is not there is no department's feed."""
NOBODY_BOUND: Admissions = {}
