"""Related-party alerts: of one subject, or the highest of the city."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.risk import alerts_answer, city_alerts_answer
from cli.progress import reading_firms
from cli.session import common, moment, session
from cli.texts import alerts as texts


@click.command()
@common
@click.argument("id", required=False)
@click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True,
              help="全市最多几项 / most items of the city")  # fmt: skip
@moment
def alerts(id: str | None, limit: int, as_of: date | None, known_at: int | None) -> None:
    """关联风险提示,无法律效力 / related-party alerts, without legal effect.

    \b
    xinmai alerts 91370100MA3C4XXXXX --as-of 2026-01-31
    xinmai alerts --limit 20
    """
    asked = session()
    with asked.answers() as answers:
        ground = answers.on(Moment(as_of, known_at))
        if id is not None:
            asked.say(alerts_answer(ground, id), texts.alerts)
            return
        with reading_firms() as progress:
            found = city_alerts_answer(ground, answers.boards, limit, progress)
        asked.say(found, texts.city)


COMMANDS: Final = (alerts,)
