"""The credit map."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import click

from api.answers.asking import Moment
from api.answers.credit_map import LARGEST, LAYERS, MOST, MapOptions, Narrowed, map_answer
from cli.console import Sheet, frame
from cli.session import common, moment, session


@click.command("map")
@common
@click.option("--bbox", required=True, help="西,南,东,北 / west,south,east,north in degrees")
@click.option("--layer", type=click.Choice(LAYERS), default="projects", show_default=True)
@click.option("--limit", type=click.IntRange(1, LARGEST), default=MOST, show_default=True,
              help="多于此数则聚合 / more than this are clustered")  # fmt: skip
@click.option(
    "--delayed", is_flag=True, help="只看逾期未竣工的 / only those past their planned end"
)
@moment
def credit_map(
    bbox: str, layer: Any, limit: int, delayed: bool, as_of: date | None, known_at: int | None
) -> None:
    """信用地图 / the credit map: projects in progress within a box, as GeoJSON with --json.

    \b
    xinmai map --bbox 116.9,36.4,117.6,36.9 --json
    """
    asked, options = session(), MapOptions(bbox, layer, limit, Narrowed(delayed=delayed))
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
