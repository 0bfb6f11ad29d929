"""The shape of ownership: loops, shares beyond the whole, groups, shell clusters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

import click

from api.answers.asking import Moment
from api.answers.structures import (
    city_groups_answer,
    city_loops_answer,
    city_overfull_answer,
    city_shells_answer,
    debtrank_answer,
    groups_answer,
    loops_answer,
    overfull_answer,
    ranking_answer,
    shells_answer,
)
from cli.session import common, moment, session
from cli.texts import structures as texts

F = TypeVar("F", bound=Callable[..., Any])


def _asked(command: F) -> F:
    """One subject, or the city's first so many."""
    limit = click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True,
                         help="全市最多几项 / most items of the city")  # fmt: skip
    return common(click.argument("id", required=False)(limit(moment(command))))


def _say(
    id: str | None, limit: int, at: Moment, of_one: Callable[..., Any], of_city: Callable[..., Any],
    text: Callable[[dict[str, Any]], None],
) -> None:  # fmt: skip
    asked = session()
    with asked.answers() as answers:
        ground = answers.on(at)
        found = of_city(ground, answers.structures, limit) if id is None else of_one(ground, id)
        asked.say(found, text)


@click.command()
@_asked
def loops(id: str | None, limit: int, as_of: date | None, known_at: int | None) -> None:
    """循环持股及其路径与乘积 / ownership loops, with their path and product.

    \b
    xinmai loops 91370100MA3C4XXXXX --as-of 2026-01-31
    xinmai loops --limit 20
    """
    _say(id, limit, Moment(as_of, known_at), loops_answer, city_loops_answer, texts.loops)


@click.command()
@_asked
def overfull(id: str | None, limit: int, as_of: date | None, known_at: int | None) -> None:
    """出资比例合计超过 100 % / companies of which more than the whole is held: wrong data.

    \b
    xinmai overfull --as-of 2026-01-31
    """
    _say(id, limit, Moment(as_of, known_at), overfull_answer, city_overfull_answer, texts.overfull)


@click.command()
@_asked
def groups(id: str | None, limit: int, as_of: date | None, known_at: int | None) -> None:
    """同一最终控制人之下的企业 / the firms under one ultimate controller.

    \b
    xinmai groups 91370100MA3C4XXXXX --as-of 2026-01-31
    xinmai groups --limit 20
    """
    _say(id, limit, Moment(as_of, known_at), groups_answer, city_groups_answer, texts.groups)


@click.command()
@_asked
def shells(id: str | None, limit: int, as_of: date | None, known_at: int | None) -> None:
    """疑似空壳集群,线索而已 / firms of one week that share something rare: an indicator.

    \b
    xinmai shells 91370100MA3C4XXXXX --as-of 2026-01-31
    xinmai shells --limit 20
    """
    _say(id, limit, Moment(as_of, known_at), shells_answer, city_shells_answer, texts.shells)


def _parties(command: F) -> F:
    """Several subjects together."""
    limit = click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True,
                         help="最多几项 / most items")  # fmt: skip
    return common(click.argument("ids", metavar="ID…", nargs=-1, required=True)(
        limit(moment(command))
    ))  # fmt: skip


@click.command()
@_parties
def ranking(
    ids: tuple[str, ...], limit: int, as_of: date | None, known_at: int | None
) -> None:  # fmt: skip
    """从调查对象出发,先查谁 / whom an investigation of these parties should look at first.

    \b
    xinmai ranking 91370100MA3C4XXXXX 91370100MA3D5YYYYY --limit 20
    """
    asked = session()
    with asked.answers() as answers:
        ground = answers.on(Moment(as_of, known_at))
        asked.say(ranking_answer(ground, ids, limit), texts.ranking)


@click.command()
@_parties
def debtrank(
    ids: tuple[str, ...], limit: int, as_of: date | None, known_at: int | None
) -> None:  # fmt: skip
    """若这些债务人违约,担保链上谁受累 / who suffers up the guarantees if these debtors fail.

    \b
    xinmai debtrank 91370100MA3C4XXXXX
    """
    asked = session()
    with asked.answers() as answers:
        ground = answers.on(Moment(as_of, known_at))
        asked.say(debtrank_answer(ground, ids, limit), texts.debtrank)


COMMANDS: Final = (loops, overfull, groups, shells, ranking, debtrank)
