"""``evidence.toml``: the kinds of fact that evaluations and gradings count, and how they are told.

Only facts of the subject itself: a link from it to a record, never one to another subject. So a
related-party alert cannot enter a grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from analyses.rulebook.entry import Entry, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import LINK_KIND, NODE_KIND, SANCTION_KINDS

Severity = Literal["minor", "general", "serious", "unknown"]
FOLDED: Final = frozenset({"committed", "declared"})  # their state is what acts have led it to


class Evidence(Entry, frozen=True, kw_only=True):
    """Facts at the far end of a ``link`` from the subject.

    Of sanctions, ``kinds``, ``lists`` (ids of ``lists.toml``), ``unlisted`` and ``severity``
    narrow them down, and only those count that may still be used on the day. Of other facts, the
    text of ``field`` has a word of ``told`` and none of ``untold``; they count while the link is
    in force, or from its first day on when ``lasting``.
    """

    link: str
    kinds: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    severity: tuple[Severity, ...] = ()
    field: str | None = None
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    lasting: bool = False

    def names(self) -> Iterable[tuple[str, str, str]]:
        for key in ("lists", "unlisted"):
            yield from ((key, "lists.list", named) for named in getattr(self, key))

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        kind = LINK_KIND.get(self.link)
        if kind is None or kind.source != ("subject",) or "subject" in kind.target:
            yield Fault(
                "link",
                f"“{self.link}”不是主体与其自身信息之间的关系;关联方不得进入评价",
                f"{self.link!r} does not lead from a subject to a record of its own; "
                "related parties never enter an evaluation",
            )
            return
        if set(self.kinds) - set(SANCTION_KINDS):
            yield Fault("kinds", "没有这一类别", f"must be of {', '.join(SANCTION_KINDS)}")
        adverse = self.link == "sanctioned_by"
        if not adverse and (self.kinds or self.lists or self.unlisted or self.severity):
            yield Fault("link", "只有失信记录分类别", "only sanctions have kinds and severity")
        known = {f.name for k in NODE_KIND.values() if k.family in kind.target for f in k.fields}
        known |= {"state"} if self.link in FOLDED else set()
        if self.field is not None and self.field not in known:
            yield Fault("field", f"没有字段“{self.field}”", f"no such field: {self.field!r}")
        if (self.field is None) is bool(self.told or self.untold):
            yield Fault("field", "字段与取值须同时给出", "a field needs words, and words a field")


class EvidenceKinds(Rule, frozen=True, kw_only=True):
    evidence: tuple[Evidence, ...]
