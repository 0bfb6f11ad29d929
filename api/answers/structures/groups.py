"""Groups under one ultimate controller: a subject's, and those of the city."""

from __future__ import annotations

from typing import Final

from analyses.rulebook import in_force
from analyses.stakes import Stakes
from analyses.structures.groups import Group, group_of, organs_among
from api.answers.describe import described
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.structures import shapes
from api.answers.structures.city import CityStructures
from api.answers.structures.listed import city_listed, of_subject, page_of

MOST_MEMBERS: Final = 500


def groups_answer(ground: Ground, id: str) -> shapes.GroupsAnswer:
    """The group the subject belongs to; no item where nobody controls it and it controls nobody,
    nor, in an answer cut short, where its head could not be told. Raises UnknownId and
    AmbiguousId."""
    subject = subject_of(ground, id)
    rule = next(iter(in_force(ground.rules.structures.group, ground.day)), None)
    stakes = Stakes(ground.network, ground.day, "votes")
    organs = organs_among(ground.views, ground.rules, ground.day)
    found = group_of(ground.network, subject[0].number, ground.day, organs, stakes)
    items = [_item(ground, found)] if rule and found and found.told else []
    cut_short = stakes.cut_short or any(item["unlisted"] for item in items)
    frame = of_subject(ground, subject, rule, len(items), cut_short=cut_short)
    return {**frame, "items": items}


def _item(ground: Ground, found: Group) -> shapes.GroupItem:
    shown = found.members[:MOST_MEMBERS]
    heads = [] if found.head is None else [found.head]
    organs = found.organs[:MOST_MEMBERS]
    spoken = described(ground, (), [*heads, *organs, *(each.number for each in shown)])
    return {
        "head": spoken.brief(heads[0]) if heads else None,
        "size": len(found.members),
        "members": [{**spoken.brief(each.number), "votes_ppm": each.votes_ppm} for each in shown],
        "unlisted": len(found.members) - len(shown),
        "organs": [spoken.brief(organ) for organ in organs],
    }


def city_groups_answer(
    ground: Ground, city: CityStructures, limit: int = 100, cursor: str | None = None
) -> shapes.CityGroupsAnswer:
    """The largest first, without their members: ask for those by the head. Raises RefusedInput for
    a limit out of range. Cost: the first time a day and revision, all stakes of the city and the
    names of all organisations that control somebody; then milliseconds."""
    page = page_of(cursor, limit, "groups")
    rule = next(iter(in_force(ground.rules.structures.group, ground.day)), None)
    if rule is None:
        return {**city_listed(ground, None, 0, page), "items": []}
    groups = city.groups(ground, rule)
    part = slice(page.first, page.last)
    heads, sizes = groups.heads[part].tolist(), groups.sizes[part].tolist()
    spoken = described(ground, (), heads)
    items: list[shapes.GroupItem] = [
        {"head": spoken.brief(head), "size": size, "members": [], "unlisted": size, "organs": []}
        for head, size in zip(heads, sizes, strict=True)
    ]
    return {**city_listed(ground, rule, len(groups.heads), page), "items": items}
