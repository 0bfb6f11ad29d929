"""The credit map."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import click

from api.answers.asking import Moment
from api.answers.credit_map import LARGEST, LAYERS, MOST, MapOptions, Narrowed, map_answer
from cli.console import Sheet, frame
from cli.session import common, moment, session
from graph.vocabulary import ROLES


@click.command("map")
@common
@click.option("--bbox", required=True, help="西,南,东,北 / west,south,east,north in degrees")
@click.option("--layer", type=click.Choice(LAYERS), default="projects", show_default=True)
@click.option("--limit", type=click.IntRange(1, LARGEST), default=MOST, show_default=True,
              help="多于此数则聚合 / more than this are clustered")  # fmt: skip
@click.option(
    "--delayed", is_flag=True, help="只看逾期未竣工的 / only those past their planned end"
)
@click.option("--role", type=click.Choice(ROLES), help="只看有此角色的 / only those with this role")
@click.option("--participant", metavar="ID",
              help="只看该主体参建的 / only those in which it takes part")  # fmt: skip
@moment
def credit_map(
    bbox: str, layer: Any, limit: int, delayed: bool, role: str | None, participant: str | None,
    as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """信用地图 / the credit map: projects in progress within a box, as GeoJSON with --json.

    \b
    xinmai map --bbox 116.9,36.4,117.6,36.9 --json
    """
    narrowed = Narrowed(delayed=delayed, role=role, participant=participant)
    asked, options = session(), MapOptions(bbox, layer, limit, narrowed)
    with asked.answers() as answers:
        ground = answers.on(Moment(as_of, known_at))
        found = map_answer(
            ground, answers.maps, answers.boards, options, answers.divisions, wait=True
        )
    asked.say(found, _said)


def _said(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"信用地图 {answer['total']:,}", "何物 what", "阶段 stage", "投资(元) investment")
    for feature in answer["features"]:
        told = feature["properties"]
        what = told.get("name") or told.get("code") or f"{told['count']:,} 个项目 projects"
        yuan = f"{told['investment'] / 100:,.2f}" if told["investment"] is not None else None
        sheet.row(what, told.get("stage_zh"), yuan)
    sheet.show()
    if answer["unlocated"]:
        click.echo(f"{answer['unlocated']:,} 个项目没有坐标 / projects without a place")
    frame(answer)


COMMANDS: Final = (credit_map,)
