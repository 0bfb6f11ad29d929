"""Who stands behind whom: control, owners, beneficial owners, the 50 % rule as a lens."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import click

from api.answers.asking import Moment
from api.answers.ownership import (
    TreeOptions,
    beneficial_owners_answer,
    close_links_answer,
    control_answer,
    controller_answer,
    fifty_answer,
    owners_answer,
    threshold_of,
    tree_answer,
)
from api.answers.ownership.tree import DEEPEST, WIDEST
from cli.session import common, moment, session
from cli.texts import ownership as texts
from graph.errors import RefusedInput


class Percent(click.ParamType[int]):
    """A percentage, as ppm."""

    name = "PERCENT"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        try:
            return value if isinstance(value, int) else threshold_of(value)
        except RefusedInput as refusal:
            self.fail(f"{refusal.zh} / {refusal.en}")


@click.command()
@common
@click.argument("id")
@moment
def control(id: str, as_of: date | None, known_at: int | None) -> None:
    """控制谁、受谁控制 / whom it controls and who controls it: joint majorities of votes.

    \b
    xinmai control 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(control_answer(answers.on(Moment(as_of, known_at)), id), texts.control)


@click.command()
@common
@click.argument("id")
@moment
def owners(id: str, as_of: date | None, known_at: int | None) -> None:
    """全部直接与间接股东 / all owners, direct or not, and what each holds in the end.

    \b
    xinmai owners 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(owners_answer(answers.on(Moment(as_of, known_at)), id), texts.owners)


@click.command()
@common
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--threshold", type=Percent(), show_default="50",
              help="门槛,百分数,达到即算 / threshold in percent, itself included")  # fmt: skip
@moment
def fifty(
    ids: tuple[str, ...], threshold: int | None, as_of: date | None, known_at: int | None
) -> None:  # fmt: skip
    """百分之五十规则(分析视角,非中国法)/ the 50 % rule, a lens and not Chinese law.

    \b
    xinmai fifty 91370100MA3C4XXXXX 91370100MA3D5YYYYY --threshold 50
    """
    asked = session()
    with asked.answers() as answers:
        found = fifty_answer(answers.on(Moment(as_of, known_at)), ids, threshold)
        asked.say(found, texts.fifty)


@click.command()
@common
@click.argument("id")
@click.option("--up/--down", "up", default=True,
              help="股东(缺省)或对外投资 / shareholders, the default, or holdings")  # fmt: skip
@click.option("--depth", type=click.IntRange(1, DEEPEST), default=3, show_default=True,
              help="几层 / how many levels")  # fmt: skip
@click.option("--limit", type=click.IntRange(1, WIDEST), default=50, show_default=True,
              help="每方最多几支 / most branches of each party")  # fmt: skip
@moment
def tree(
    id: str, up: bool, depth: int, limit: int, as_of: date | None, known_at: int | None
) -> None:  # fmt: skip
    """股权树 / the tree of shareholders or of holdings, level by level.

    \b
    xinmai tree 91370100MA3C4XXXXX --down --depth 2
    """
    asked = session()
    options = TreeOptions("up" if up else "down", depth, limit)
    with asked.answers() as answers:
        asked.say(tree_answer(answers.on(Moment(as_of, known_at)), id, options), texts.tree)


@click.command("beneficial-owners")
@common
@click.argument("id")
@moment
def beneficial_owners(id: str, as_of: date | None, known_at: int | None) -> None:
    """受益所有人,逐项标准 / the natural persons behind it, criterion by criterion.

    \b
    xinmai beneficial-owners 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        found = beneficial_owners_answer(answers.on(Moment(as_of, known_at)), id)
        asked.say(found, texts.beneficial_owners)


@click.command()
@common
@click.argument("id")
@moment
def controller(id: str, as_of: date | None, known_at: int | None) -> None:
    """实际控制人:登记的,否则疑似 / who controls it in fact: registered, else suspected.

    \b
    xinmai controller 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        found = controller_answer(answers.on(Moment(as_of, known_at)), id)
        asked.say(found, texts.controller)


@click.command("close-links")
@common
@click.argument("id")
@moment
def close_links(id: str, as_of: date | None, known_at: int | None) -> None:
    """密切联系(20%,分析视角,非中国法)/ close links, a lens and not Chinese law.

    \b
    xinmai close-links 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(close_links_answer(answers.on(Moment(as_of, known_at)), id), texts.close_links)


COMMANDS: Final = (control, owners, tree, fifty, beneficial_owners, close_links, controller)
