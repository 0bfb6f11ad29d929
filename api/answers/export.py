"""A subject's neighbourhood as a file other tools read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from analyses import export
from analyses.neighbourhood import NeighbourhoodQuestion, neighbourhood
from analyses.work import BUDGETS, Work
from api.answers.asking import RelatedOptions
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from graph.errors import RefusedInput
from graph.facts import Key

Format = Literal["graphml", "gexf", "bods", "ftm", "csv"]
FORMATS: Final = get_args(Format)
NODES_PER_LIMIT: Final = 10  # related parties are capped by group, a file as a whole


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's bytes. ``subject`` is the id it is about; ``redirected_from`` as everywhere."""

    subject: str
    redirected_from: str | None
    file_name: str
    media_type: str
    content: bytes
    complete: bool


def export_answer(ground: Ground, id: str, format: str, options: RelatedOptions) -> Exported:
    """Raises UnknownId and AmbiguousId, and RefusedInput for a format there is none of."""
    if format not in FORMATS:
        listed = ", ".join(FORMATS)
        raise RefusedInput(
            f"format 应为以下之一:{listed}", f"format must be one of: {listed}", field="format"
        )
    view, merged = subject_of(ground, id)
    excerpt = _excerpt(ground, view.number, options)
    chosen = export.FORMATS[format]
    return Exported(
        subject=view.key.id,
        redirected_from=merged.id if merged else None,
        file_name=_file_name(view.key, ground, chosen.suffix),
        media_type=chosen.media_type,
        content=chosen.write(excerpt),
        complete=excerpt.complete,
    )


def _excerpt(ground: Ground, number: int, options: RelatedOptions) -> export.Excerpt:
    question = NeighbourhoodQuestion(
        day=ground.day,
        hops=options.hops,
        kinds=options.kinds,
        direction=options.direction,
        most_nodes=min(options.limit * NODES_PER_LIMIT, BUDGETS.walks.nodes),
        hub_degree=options.hub_degree,
    )
    judging = Work(BUDGETS.records.weighed)
    found = neighbourhood(ground.walked(options.kinds, judging), number, question)
    found = replace(found, cut_short=found.cut_short or judging.cut_short)
    ends = {end for step in found.links for end in (step.source, step.target)}
    nodes = ground.store.numbered(sorted(ends | found.hops.keys()), known_at=ground.known_at)
    links = ground.store.links([step.link for step in found.links])
    return export.excerpt(found, nodes, links, ground.day, ground.network.revision)


def _file_name(key: Key, ground: Ground, suffix: str) -> str:
    """Only what every file system takes; ids are no identity numbers."""
    return f"{re.sub(r'[^0-9A-Za-z-]+', '_', key.id)[:60]}-{ground.day.isoformat()}{suffix}"
