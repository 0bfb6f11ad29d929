"""Which list a record is of, as the rule file knows its names."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.lists import ListRule
from graph.facts import Fields

_NAMES: Final = ("list", "name")
_TOLD: Final = ("violation", "penalty_kinds", "revoked", "content", "facts")


def list_of(rules: Rulebook, fields: Fields, day: date) -> ListRule | None:
    """The list or kind of record, in the version of the day of decision; of records decided before
    there was a rule, in that of ``day``. None where no rule knows the record."""
    decided = fields.get("decided")
    if isinstance(decided, date):
        then = _first(rules, fields, decided)
        if then is not None:
            return then
    return _first(rules, fields, day)


def says(fields: Fields, *patterns: str) -> bool:
    """Whether what the record says of violation, penalty and content has one of the patterns."""
    return has(told(fields), *patterns)


def told(fields: Fields) -> str:
    """What the record says of violation, penalty and content, as one folded text."""
    return _text(fields, _TOLD)


def has(text: str, *patterns: str) -> bool:
    """Whether a folded text has all words of one of the patterns."""
    return _found(text, patterns)


def _first(rules: Rulebook, fields: Fields, day: date) -> ListRule | None:
    names, told, basis = (_text(fields, part) for part in (_NAMES, _TOLD, ("basis",)))
    kind = fields.get("kind", "other")
    for rule in in_force(rules.lists.list, day):
        if kind not in rule.kinds:
            continue
        if not (rule.named or rule.told or rule.based):
            return rule
        if has(names, *rule.named) or has(told, *rule.told) or has(basis, *rule.based):
            return rule
    return None


def _text(fields: Fields, names: tuple[str, ...]) -> str:
    return " ".join([str(fields.get(name, "")) for name in names]).casefold()


@lru_cache(maxsize=16_384)
def _found(text: str, patterns: tuple[str, ...]) -> bool:
    """Kept by text: records say the same few things over and over."""
    return any(all(word in text for word in pattern.casefold().split()) for pattern in patterns)
