"""``documents.toml``: the laws, orders and methods that rules are based on, as the "1+N" register
keeps them (“1+N”政策体系): one master document, and those for before, during and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from msgspec import field

from analyses.rulebook.entry import Name, Rule, Said
from analyses.rulebook.faults import Fault

Level = Literal["law", "regulation", "order", "local", "judicial", "policy", "standard", "method"]
Phase = Literal["whole", "before", "during", "after"]  # 全过程 事前 事中 事后


class Article(Rule, frozen=True, kw_only=True):
    """An article worth reading beside those that rules cite."""

    article: Said
    says: str = ""


class Document(Rule, frozen=True, kw_only=True):
    """``number`` is its official one (国务院令第724号). A ``method`` is our own choice, no law.

    ``master`` marks the "1" of "1+N"; ``replaces`` names the documents it takes the place of.
    """

    id: Name
    zh: Said
    level: Level
    issuer: Said
    number: str = ""
    phase: Phase = "whole"
    master: bool = False
    replaces: tuple[Name, ...] = ()
    articles: tuple[Article, ...] = ()
    since: date = field(name="from")
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from (("replaces", "documents.document", named) for named in self.replaces)

    def faults(self) -> Iterator[Fault]:
        if self.until is not None and self.until < self.since:
            yield Fault("until", "止日早于起日", "it ends before it begins")
        if self.id in self.replaces:
            yield Fault("replaces", "不能替代自身", "it cannot replace itself")


class Documents(Rule, frozen=True, kw_only=True):
    document: tuple[Document, ...]
