"""Who is related to a subject, how, and by which sourced ties."""

from __future__ import annotations

from analyses.related import Group, Item, Related, RelatedQuestion, related
from analyses.work import BUDGETS, Work
from api.answers import shapes
from api.answers.asking import RelatedOptions
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from graph.vocabulary import LINK_KIND


def question(ground: Ground, options: RelatedOptions) -> RelatedQuestion:
    return RelatedQuestion(
        hops=options.hops,
        day=ground.day,
        kinds=options.kinds,
        direction=options.direction,
        limit=options.limit,
        hub_degree=options.hub_degree,
    )


def related_answer(ground: Ground, id: str, options: RelatedOptions) -> shapes.RelatedAnswer:
    """Raises UnknownId and AmbiguousId; a subject without ties has an empty list of groups."""
    view, merged = subject_of(ground, id)
    judging = Work(BUDGETS.records.weighed)
    walked = ground.walked(options.kinds, judging)
    found = related(walked, view.number, question(ground, options))
    steps = [step for group in found.groups for item in group.items for step in item.path]
    items = [item.number for group in found.groups for item in group.items]
    spoken = described(ground, steps, [*items, *(hub.number for hub in found.hubs)])
    hubs = {hub.number for hub in found.hubs}
    return {
        **ground.frame(truncated=found.truncated or judging.cut_short),
        **brief(view),
        "groups": [_group(group, spoken, hubs) for group in found.groups],
        "hubs": _hubs(found, spoken),
        "redirected_from": merged.id if merged else None,
    }


def _group(group: Group, spoken: Described, hubs: set[int]) -> shapes.RelatedGroup:
    return {
        "kind": group.kind,
        "kind_zh": LINK_KIND[group.kind].zh,
        "items": [_item(item, spoken, hubs) for item in group.items],
        "omitted": group.omitted,
    }


def _item(item: Item, spoken: Described, hubs: set[int]) -> shapes.RelatedItem:
    return {
        **spoken.brief(item.number),
        "hops": item.hops,
        "path": [spoken.step(step) for step in item.path],
        "hub": item.number in hubs,
    }


def _hubs(found: Related, spoken: Described) -> list[shapes.Hub]:
    return [{**spoken.brief(hub.number), "degree": hub.degree} for hub in found.hubs]
