"""The map's arrays against the plain way: each project looked at by itself."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from analyses.credit_map.box import Box, by_division, seen
from analyses.credit_map.index import ProjectIndex, build
from analyses.projects.sites import sites_of
from analyses.projects.stages import milestones, stages
from graph.vocabulary import STAGES
from tests.drawing import Drawing

DAY = date(2024, 6, 1)


def scene(seed: int) -> tuple[Drawing, list[int]]:
    """Some dozen projects with places, works, milestones in any order, or none of them."""
    pick, drawn, projects = random.Random(seed), Drawing(), []
    for _ in range(pick.randint(1, 40)):
        fields: dict[str, str | int | date] = {"investment": pick.randrange(10**9)}
        if pick.random() < 0.9:
            fields |= {"longitude": 117_000_000 + pick.randrange(60_000),
                       "latitude": 36_000_000 + pick.randrange(60_000)}  # fmt: skip
        if pick.random() < 0.2:
            fields["stage"] = pick.choice(STAGES)
        if pick.random() < 0.3:
            fields |= {"key_level": "市重点", "division": pick.choice(("370102", "370103"))}
        project = drawn.node("project", **fields)
        works = [drawn.node("works") for _ in range(pick.randint(0, 3))]
        for site in works:
            drawn.link("part_of", site, project)
        for _ in range(pick.randint(0, 4)):
            told = DAY + timedelta(pick.randint(-3, 3))
            stage = pick.choice((*STAGES, "parallel"))
            number = drawn.node("milestone", stage=stage, decided=told)
            drawn.link("part_of", number, pick.choice([project, *works]))
        projects.append(project)
    return drawn, projects


def indexed(drawn: Drawing) -> ProjectIndex:
    return build(drawn.network, drawn)


@pytest.mark.parametrize("seed", range(60))
def test_each_project_is_in_the_stage_that_its_own_answer_gives(seed: int) -> None:
    drawn, projects = scene(seed)
    index, network = indexed(drawn), drawn.network
    placed = [p for p in projects if "longitude" in drawn.said[p].fields]
    assert index.unlocated == len(projects) - len(placed)
    for shift in (-4, -1, 0, 1, 4):
        day = DAY + timedelta(shift)
        told = index.stages(day.toordinal()).tolist()
        for place, project in enumerate(placed):
            sites = sites_of(network, project)
            own = stages(drawn, sites, milestones(drawn, sites), day).of(project)
            assert (STAGES[told[place]] if told[place] >= 0 else None) == own


@pytest.mark.parametrize("seed", range(40))
def test_clusters_lose_nothing_and_stay_in_their_cells(seed: int) -> None:
    drawn, _ = scene(seed + 100)
    index, pick = indexed(drawn), random.Random(seed)
    west, south = 117_000_000 + pick.randrange(30_000), 36_000_000 + pick.randrange(30_000)
    box = Box(west, south, west + pick.randrange(40_000), south + pick.randrange(40_000))
    day = DAY.toordinal()
    live = index.in_progress(day).tolist()
    inside = [
        place for place, (x, y) in enumerate(zip(index.longitude, index.latitude, strict=True))
        if box.west <= x <= box.east and box.south <= y <= box.north and live[place]
    ]  # fmt: skip
    alone = seen(index, box, day, most=1000)
    assert alone.projects.tolist() == inside
    together = seen(index, box, day, most=1)
    assert together.total == len(inside)
    if len(inside) > 1:
        assert sum(each.count for each in together.clusters) == len(inside)
        money = sum(int(index.investment[place]) for place in inside)
        assert sum(each.investment for each in together.clusters) == money
        assert all(sum(each.stages) == each.count for each in together.clusters)
        cells = [(each.longitude // box.cell, each.latitude // box.cell)
                 for each in together.clusters]  # fmt: skip
        assert len(set(cells)) == len(cells)
    keys = seen(index, box, day, most=1000, only_key=True).projects.tolist()
    assert keys == [place for place in inside if index.levels[place]]
    assert sum(each.count for each in by_division(index, day)) == sum(
        bool(index.divisions[place]) and live[place] for place in range(len(live))
    )


def test_cells_stand_still_while_the_box_moves() -> None:
    box = Box(117_000_000, 36_000_000, 117_400_000, 36_300_000)
    moved = Box(117_033_333, 36_011_111, 117_433_333, 36_311_111)
    assert box.cell == moved.cell
    assert 16 <= (box.east - box.west) / box.cell <= 64


def test_what_is_completed_is_not_in_progress() -> None:
    drawn = Drawing()
    drawn.node("project", longitude=1, latitude=1, completed=DAY)
    drawn.node("project", longitude=1, latitude=1)
    index = indexed(drawn)
    assert index.in_progress(DAY.toordinal()).tolist() == [False, True]
    assert index.in_progress(DAY.toordinal() - 1).tolist() == [True, True]


def test_what_is_past_its_planned_end_and_not_accepted_is_delayed() -> None:
    drawn, late, day = Drawing(), DAY - timedelta(1), DAY.toordinal()
    whole = drawn.node("project", longitude=1, latitude=1, planned_end=late - timedelta(9))
    works = [drawn.node("works", planned_end=end) for end in (late - timedelta(9), late)]
    for site in works:
        drawn.link("part_of", site, whole)
    drawn.node("project", longitude=1, latitude=1, planned_end=late)
    drawn.node("project", longitude=1, latitude=1)
    drawn.node("project", longitude=1, latitude=1, planned_end=late, completed=DAY)
    index = indexed(drawn)
    assert index.delayed(day - 1).tolist() == [False] * 4  # the last works' day has not passed
    assert index.delayed(day).tolist() == [True, True, False, False]
    for number, site in enumerate(works):
        stage = drawn.node("milestone", stage="acceptance", decided=DAY)
        drawn.link("part_of", stage, site)
        assert indexed(drawn).delayed(day).tolist()[0] is (number == 0)
