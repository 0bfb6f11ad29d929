"""What is exported: described nodes and links, with persons masked unless the caller may see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.neighbourhood import Neighbourhood
from graph.facts import Fields, LinkView, NodeView, Value
from graph.masking import mask_name
from graph.vocabulary import LINK_KIND, NODE_KIND, Field, Type

MAYBE_PERSON: Final = re.compile(r"[\u3400-\u9fff·]{2,4}")
UNITS: Final = {Type.FEN: "_fen", Type.PPM: "_ppm", Type.MICRODEGREE: "_microdegree"}
RESERVED: Final = frozenset({"id", "kind", "name", "label", "family", "stub"})

# What XML 1.0 forbids, and what turns text round or hides it.
_UNCLEAN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link between the nodes that stand for its ends now, merges followed."""

    source: NodeView
    target: NodeView
    view: LinkView


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A described neighbourhood, nearest nodes first; the first is the one it is about.

    ``unmasked`` shows persons' names and personal fields; sealed fields are never shown.
    """

    nodes: tuple[NodeView, ...]
    links: tuple[PlacedLink, ...]
    as_of: date
    revision: int
    complete: bool
    unmasked: bool = False

    def name(self, node: NodeView) -> str:
        """The name to show. A party of unknown kind whose name may be a person's is masked."""
        masked = node.kind == "person" or (
            node.kind == "subject" and MAYBE_PERSON.fullmatch(node.name) is not None
        )
        return clean(mask_name(node.name) if masked and not self.unmasked else node.name)

    def fields(self, view: NodeView | LinkView) -> Iterator[tuple[Field, str | int | bool]]:
        """What may be shown of its fields, its name apart, in the vocabulary's order."""
        kinds = NODE_KIND if isinstance(view, NodeView) else LINK_KIND
        for field in kinds[view.kind].fields:
            hidden = field.type is Type.SEALED or (field.personal and not self.unmasked)
            if field.name in view.fields and field.name != "name" and not hidden:
                yield field, plain(view.fields[field.name])

    def columns(self, view: NodeView | LinkView) -> dict[str, str | int | bool]:
        """``fields`` under names that tell the unit and clash with nothing."""
        return {column(view.kind, field): value for field, value in self.fields(view)}


def excerpt(
    found: Neighbourhood,
    nodes: Mapping[int, NodeView],
    links: Mapping[int, LinkView],
    as_of: date,
    revision: int,
) -> Excerpt:
    """Describe a neighbourhood with the store's views of its ``hops`` and ``links``.

    Raises KeyError if a view is missing.
    """
    return Excerpt(
        nodes=tuple(nodes[number] for number in found.hops),
        links=tuple(
            PlacedLink(nodes[step.source], nodes[step.target], links[step.link])
            for step in found.links
        ),
        as_of=as_of,
        revision=revision,
        complete=not found.truncated,
    )


def column(kind: str, field: Field) -> str:
    """``registered_capital_fen``; a sanction's own ``kind`` becomes ``sanction_kind``."""
    name = f"{kind}_{field.name}" if field.name in RESERVED else field.name
    return name + UNITS.get(field.type, "")


def plain(value: Value) -> str | int | bool:
    if isinstance(value, date):
        return value.isoformat()
    return clean(value) if isinstance(value, str) else value


def clean(text: str) -> str:
    """Without control characters, surrogates and marks that turn text round."""
    return _UNCLEAN.sub("", text)


def node_id(node: NodeView) -> str:
    """A subject's id; other families' ids behind their family, as ids are unique within one."""
    family, own = node.key
    return clean(own if family == "subject" else f"{family}:{own}")


def said_of_link(link: PlacedLink) -> dict[str, str | int]:
    """When a link is in force and where it comes from, for every format."""
    view = link.view
    said: dict[str, str | int] = {"kind": view.kind, "zh": LINK_KIND[view.kind].zh}
    if view.valid_from is not None:
        said["valid_from"] = view.valid_from.isoformat()
    if view.valid_until is not None:
        said["valid_until"] = view.valid_until.isoformat()
    file = view.origin.file
    said["origin"] = clean(f"{file.source}/{file.name}:{view.origin.line}")
    return said


def number_of(fields: Fields, name: str) -> int | None:
    value = fields.get(name)
    return value if isinstance(value, int) else None
