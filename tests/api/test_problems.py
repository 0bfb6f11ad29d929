"""The table from errors to statuses is whole."""

from __future__ import annotations

import pytest

from api import problems
from graph import errors

_FAMILY = {"graph.errors", "api.audit"}


def leaves(kind: type[errors.XinmaiError]) -> list[type[errors.XinmaiError]]:
    below = kind.__subclasses__()
    return [leaf for child in below for leaf in leaves(child)] if below else [kind]


def test_every_leaf_of_the_family_has_a_row() -> None:
    ours = {leaf for leaf in leaves(errors.XinmaiError) if leaf.__module__ in _FAMILY}
    assert ours - set(problems.TABLE) == set()


def test_types_are_distinct() -> None:
    types = [kind.type for kind in problems.KINDS]
    assert len(types) == len(set(types))


def test_an_error_takes_its_nearest_row() -> None:
    refusal = errors.BadIdentifier("坏", "bad")
    assert problems.kind_of(refusal).slug == "bad-identifier"
    assert problems.kind_of(ValueError()) is problems.INTERNAL


@pytest.mark.parametrize(
    ("accept", "language"),
    [("", "zh"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("zh,en", "zh"), ("fr", "zh"),
     ("en;q=0.2,zh;q=0.8", "zh"), ("en;q=bad", "zh")],
)  # fmt: skip
def test_accept_language(accept: str, language: str) -> None:
    assert problems.language(accept) == language
