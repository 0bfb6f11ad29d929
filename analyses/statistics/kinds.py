"""What the loop's statistics count: records of a kind, and acts by what they are done about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.vocabulary import ACTS, NODE_KIND


@dataclass(frozen=True, slots=True)
class Kind:
    """Records (``node``, tied to their subject by ``link``) or, where ``acts`` are given, events
    of these acts about nodes of these ``families``.

    The department is at the end of the tie ``unit_link`` from the record; where there is none, in
    the first of its ``unit_fields`` that is stated. ``day_field`` tells the
    day of a record whose tie does not.
    """

    name: str
    zh: str
    node: str
    link: str
    day_field: str
    unit_fields: tuple[str, ...]
    unit_link: str = ""
    acts: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()


def _acts(name: str, zh: str, families: str, *acts: str) -> Kind:
    """Events; no ``acts`` named means all that no kind before it takes."""
    return Kind(name, zh, "event", "about", "day", ("unit",), "", frozenset(acts),
                frozenset(families.split()))  # fmt: skip


_ANYTHING: Final = " ".join(sorted({kind.family for kind in NODE_KIND.values()}))
FIELDS: Final = {"item": ("item", "list"), "outcome": ("outcome", "result", "state")}
"""Further labels, each from the first of these fields that a record states."""

_OBJECTION: Final = ("objected", "marked", "checked_outside", "upheld", "rejected")

KINDS: Final = (
    Kind("commitments", "信用承诺", "commitment", "committed", "made",
         ("supervising_unit", "accepting_unit"), "supervised_by"),
    Kind("inspections", "检查", "inspection", "visited", "ordered", ("department",),
         "carried_out_by"),
    Kind("punishments", "失信记录", "sanction", "sanctioned_by", "decided",
         ("authority", "department")),
    Kind("incentives", "守信记录", "commendation", "commended_by", "decided", ("authority",)),
    _acts("objections", "异议", _ANYTHING, *_OBJECTION),
    _acts("measures", "措施实施", _ANYTHING, "acted"),
    _acts("checks", "信用核查", _ANYTHING, "checked"),
    _acts("visits", "检查办理", _ANYTHING, "inspected"),
    _acts("registrations", "自愿填报", "declaration"),
    _acts("commitment_acts", "承诺办理", "commitment"),
    _acts("repairs", "信用修复", "sanction"),
    _acts("other_acts", "其他办理", _ANYTHING),
)  # fmt: skip
NAMES: Final = tuple(kind.name for kind in KINDS)
KIND: Final = {kind.name: kind for kind in KINDS}
OWNING: Final = (*(kind.link for kind in KINDS if kind.node != "event"), "declared")
"""The ties from a subject to a record of its own that something may be done about."""


def kind_of_act(act: str, family: str) -> str:
    """The first kind that takes an act about a node of this family: every act has one."""
    return next(
        kind.name
        for kind in KINDS
        if kind.node == "event" and family in kind.families and (not kind.acts or act in kind.acts)
    )


KIND_OF_ACT: Final = {
    (act, kind.family): kind_of_act(act, kind.family) for act in ACTS for kind in NODE_KIND.values()
}
