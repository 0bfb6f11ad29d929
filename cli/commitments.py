"""Commitments: what may be committed to, the gate, where each stands, and acts on them."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.commitments.acts import Deed, Signing, act_on, sign
from cli.acts import acting, asked
from cli.progress import counting
from cli.session import common, moment, session
from cli.texts import commitments as texts


@click.group()
def commitment() -> None:
    """信用承诺 / credit commitments: items, gate, sign, act, show, of, overdue.

    \b
    xinmai commitment gate 91370100MA3C4XXXXX --item construction-permit
    xinmai commitment sign 91370100MA3C4XXXXX --item construction-permit --unit 济南市行政审批服务局
    xinmai commitment act act:5b1f… taken_up --unit 济南市住房和城乡建设局
    """


@commitment.command()
@common
@moment
def items(as_of: date | None, known_at: int | None) -> None:
    """可告知承诺的事项 / what may be committed to.

    \b
    xinmai commitment items
    """
    from api.answers.commitments.looked_up import items_answer

    at = session()
    with at.answers() as answers:
        found = items_answer(answers.on(Moment(as_of, known_at)))
    at.say(found, texts.items)


@commitment.command()
@common
@click.argument("id")
@click.option("--item", required=True, help="事项代码或名称 / the item, by code or name")
@moment
def gate(id: str, item: str, as_of: date | None, known_at: int | None) -> None:
    """该主体可否适用告知承诺 / may this subject use a commitment for the item.

    \b
    xinmai commitment gate 91370100MA3C4XXXXX --item construction-permit
    """
    from api.answers.commitments.looked_up import gate_answer

    at = session()
    with at.answers() as answers:
        found = gate_answer(answers.on(Moment(as_of, known_at)), id, item)
    at.say(found, texts.gate)


@commitment.command()
@common
@click.argument("id")
@moment
def show(id: str, as_of: date | None, known_at: int | None) -> None:
    """一项承诺的状态与经过 / where a commitment stands and how it got there.

    \b
    xinmai commitment show act:5b1f0c9a7e3d2b4c6f8a0e1b
    """
    from api.answers.commitments.looked_up import commitment_answer

    at = session()
    with at.answers() as answers:
        found = commitment_answer(answers.on(Moment(as_of, known_at)), id)
    at.say(found, texts.commitment)


@commitment.command()
@common
@click.argument("id")
@moment
def of(id: str, as_of: date | None, known_at: int | None) -> None:
    """一个主体作出的承诺 / a subject's commitments.

    \b
    xinmai commitment of 91370100MA3C4XXXXX
    """
    from api.answers.commitments.looked_up import subject_commitments_answer

    at = session()
    with at.answers() as answers:
        found = subject_commitments_answer(answers.on(Moment(as_of, known_at)), id)
    at.say(found, texts.of_subject)


@commitment.command()
@common
@click.option("--unit", help="监管责任单位全称 / the unit responsible [all]")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@moment
def overdue(unit: str | None, limit: int, as_of: date | None, known_at: int | None) -> None:
    """逾期未核查的承诺 / overdue checks, by the unit responsible.

    \b
    xinmai commitment overdue --unit 济南市住房和城乡建设局
    """
    from api.answers.commitments.overdue import overdue_answer

    at = session()
    with at.answers() as answers, counting("承诺 / commitments") as shown:
        found = overdue_answer(answers.on(Moment(as_of, known_at)), unit, limit, shown)
    at.say(found, texts.overdue)


@commitment.command("sign")
@common
@click.argument("id")
@click.option("--item", required=True, help="事项代码或名称 / the item, by code or name")
@click.option("--project", help="涉及的项目 / the project it concerns")
@click.option("--supervising-unit", help="监管责任单位 / unit responsible [the item's department]")
@acting
def sign_one(
    id: str, item: str, project: str | None, supervising_unit: str | None,
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """签署承诺 / a subject commits, before the acting unit.

    \b
    xinmai commitment sign 91370100MA3C4XXXXX --item construction-permit --unit 济南市行政审批服务局
    """
    body = Signing(
        unit=unit, officer=officer, basis=basis, note=note,
        subject=id, item=item, project=project, supervising_unit=supervising_unit,
    )  # fmt: skip
    at = session()
    with at.acting() as acts:
        found = sign(acts, *asked(body, "/v1/commitments", key))
    at.say(found, texts.receipt)


@commitment.command("act")
@common
@click.argument("id")
@click.argument("act")
@acting
def act_one(
    id: str, act: str, unit: str, officer: str, basis: str, note: str, key: str | None
) -> None:
    """办理一项承诺 / lead a commitment to its next state: taken_up, verified, fulfilled, ….

    \b
    xinmai commitment act act:5b1f0c9a7e3d2b4c6f8a0e1b verified --unit 济南市住房和城乡建设局
    """
    body = Deed(unit=unit, officer=officer, basis=basis, note=note, act=act)
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/commitments/{id}/acts", key)
        found = act_on(acts, request, id, checked)
    at.say(found, texts.receipt)


COMMANDS: Final = (commitment,)
