"""Two ids that are one subject: judge it, take it back, and see who judged."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.merges.acts import Merging, Separating
from api.answers.merges.acts import merge as merge_one
from api.answers.merges.acts import separate as separate_one
from cli.acts import acting, asked
from cli.session import common, moment, session
from cli.texts import merges as texts


@click.group()
def merge() -> None:
    """归并 / ids that are one subject: add, undo, of.

    \b
    xinmai merge add housing:0417 91370100MA3C4XXXXX --reason 执照与台账一致 \\
        --unit 济南市大数据局
    xinmai merge of 91370100MA3C4XXXXX
    xinmai merge undo housing:0417 --reason 系同名的另一家 --unit 济南市大数据局
    """


@merge.command()
@common
@click.argument("id")
@click.argument("into")
@click.option("--reason", required=True, help="核对了什么 / what was compared")
@acting
def add(
    id: str, into: str, reason: str,
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """认定 ID 就是主体 INTO / ID is the subject INTO, and redirects to it.

    \b
    xinmai merge add housing:0417 91370100MA3C4XXXXX --reason 执照与台账一致 \\
        --unit 济南市大数据局
    """
    body = Merging(unit=unit, officer=officer, basis=basis, note=note, into=into, reason=reason)
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/subjects/{id}/merge", key)
        found = merge_one(acts, request, id, checked)
    at.say(found, texts.receipt)


@merge.command()
@common
@click.argument("id")
@click.option("--reason", required=True, help="为何不是同一主体 / why they are two after all")
@acting
def undo(
    id: str, reason: str, unit: str, officer: str, basis: str, note: str, key: str | None
) -> None:
    """撤销归并 / the two are two after all.

    \b
    xinmai merge undo housing:0417 --reason 系同名的另一家 --unit 济南市大数据局
    """
    body = Separating(unit=unit, officer=officer, basis=basis, note=note, reason=reason)
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/subjects/{id}/separation", key)
        found = separate_one(acts, request, id, checked)
    at.say(found, texts.receipt)


@merge.command()
@common
@click.argument("id")
@moment
def of(id: str, as_of: date | None, known_at: int | None) -> None:
    """哪些 id 是同一主体,由谁认定 / which ids are this subject, and who judged so.

    \b
    xinmai merge of 91370100MA3C4XXXXX
    """
    from api.answers.merges.looked_up import merges_answer

    at = session()
    with at.answers() as answers:
        found = merges_answer(answers.on(Moment(as_of, known_at)), id)
    at.say(found, texts.of_subject)


COMMANDS: Final = (merge,)
