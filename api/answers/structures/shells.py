"""Shell clusters: the one a firm is in, and those of the city."""

from __future__ import annotations

from collections.abc import Sequence

from analyses.rulebook import in_force
from analyses.structures.shells import Cluster, Shells
from api.answers.describe import Described, described, iso
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.room import each_at_most
from api.answers.structures import shapes
from api.answers.structures.city import CityStructures
from api.answers.structures.listed import city_listed, of_subject, page_of


def shells_answer(ground: Ground, id: str) -> shapes.ShellsAnswer:
    """The cluster, and what its firms share. Raises UnknownId and AmbiguousId."""
    subject = subject_of(ground, id)
    rule = next(iter(in_force(ground.rules.structures.shell, ground.day)), None)
    clusters: list[Cluster] = []
    cut_short = False
    if rule is not None:
        shells = Shells(ground.network, ground.views, rule, ground.day)
        found = shells.of(subject[0].number)
        clusters, cut_short = [found] if found else [], shells.cut_short
    items = _items(ground, clusters)
    cut_short = cut_short or _cut(items)
    frame = of_subject(ground, subject, rule, len(clusters), cut_short=cut_short)
    return {**frame, "items": items}


def city_shells_answer(
    ground: Ground, city: CityStructures, limit: int = 100, cursor: str | None = None
) -> shapes.CityShellsAnswer:
    """The largest first. Raises RefusedInput for a limit out of range. Cost: the first time a day
    and revision, all links and the firms that share something rare; then milliseconds."""
    page = page_of(cursor, limit, "shells")
    rule = next(iter(in_force(ground.rules.structures.shell, ground.day)), None)
    clusters = city.shells(ground, rule) if rule else []
    items = _items(ground, clusters[page.first : page.last])
    frame = city_listed(ground, rule, len(clusters), page, cut_short=_cut(items))
    return {**frame, "items": items}


def _items(ground: Ground, clusters: Sequence[Cluster]) -> list[shapes.ShellItem]:
    """Each with a part of its members, where all of them are too many to tell."""
    told = each_at_most([len(each.members) + len(each.shared) for each in clusters])
    kept = [_within(cluster, told) for cluster in clusters]
    members = [node for cluster in kept for node in cluster.members]
    things = [shared.thing for cluster in kept for shared in cluster.shared]
    spoken = described(ground, (), [*members, *things])
    sizes = [len(cluster.members) for cluster in clusters]
    return [_item(spoken, each, size) for each, size in zip(kept, sizes, strict=True)]


def _within(cluster: Cluster, told: int) -> Cluster:
    """The first members, and the rarest things that these share."""
    if len(cluster.members) + len(cluster.shared) <= told:
        return cluster
    members = cluster.members[:told]
    there = frozenset(members)
    shared = [
        each._replace(members=tuple(node for node in each.members if node in there))
        for each in cluster.shared[:told]
    ]
    return cluster._replace(members=members, shared=tuple(each for each in shared if each.members))


def _cut(items: Sequence[shapes.ShellItem]) -> bool:
    return any(item["unlisted"] for item in items)


def _item(spoken: Described, cluster: Cluster, size: int) -> shapes.ShellItem:
    return {
        "members": [_member(spoken, node) for node in cluster.members],
        "unlisted": size - len(cluster.members),
        "since": cluster.first.isoformat(),
        "until": cluster.last.isoformat(),
        "shared": [
            {
                **spoken.brief(shared.thing),
                "sharing": shared.kind,
                "users": shared.users,
                "members": [spoken.brief(node)["id"] for node in shared.members],
            }
            for shared in cluster.shared
        ],
    }


def _member(spoken: Described, node: int) -> shapes.ShellMember:
    registered = spoken.nodes[node].fields.get("registered")
    return {**spoken.brief(node), "registered": iso(registered)}  # type: ignore[arg-type]
