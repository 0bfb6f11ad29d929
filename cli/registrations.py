"""Voluntary registration: what a subject says of itself, and what becomes of it."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.registrations.acts import Registering, RegistrationDeed, act_on
from api.answers.registrations.acts import register as register_one
from cli.acts import acting, asked
from cli.session import common, moment, session
from cli.texts import registrations as texts


@click.group()
def register() -> None:
    """自愿注册 / voluntary registration: add, of, show, act.

    \b
    xinmai register add 91370100MA3C4XXXXX --kind welfare --title 捐建乡村图书室 \\
        --evidence "捐赠票据 2025-118" --truthful --unit 91370100MA3C4XXXXX
    xinmai register of 91370100MA3C4XXXXX
    """


@register.command()
@common
@click.argument("id")
@click.option("--kind", required=True, help="qualification, operation, contract, welfare")
@click.option("--title", required=True, help="名称 / what it is")
@click.option("--content", default="", help="内容 / in more words")
@click.option("--evidence", required=True, help="证明材料 / what proves it")
@click.option("--truthful", is_flag=True, required=True,
              help="承诺所填报的信息真实 / commit to its truth")  # fmt: skip
@acting
def add(
    id: str, kind: str, title: str, content: str, evidence: str, truthful: bool,
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """主体自愿注册一项信息 / a subject registers what it says of itself; --unit is its own id.

    \b
    xinmai register add 91370100MA3C4XXXXX --kind welfare --title 捐建乡村图书室 \\
        --evidence "捐赠票据 2025-118" --truthful --unit 91370100MA3C4XXXXX
    """
    body = Registering(
        unit=unit, officer=officer, basis=basis, note=note, subject=id, kind=kind, title=title,
        content=content, evidence=evidence, truthful=truthful,  # type: ignore[arg-type]
    )  # fmt: skip
    at = session()
    with at.acting() as acts:
        found = register_one(acts, *asked(body, "/v1/registrations", key))
    at.say(found, texts.receipt)


@register.command()
@common
@click.argument("id")
@moment
def of(id: str, as_of: date | None, known_at: int | None) -> None:
    """主体自愿注册的信息 / what a subject has registered of itself.

    \b
    xinmai register of 91370100MA3C4XXXXX
    """
    from api.answers.registrations.looked_up import registrations_answer

    at = session()
    with at.answers() as answers:
        found = registrations_answer(answers.on(Moment(as_of, known_at)), id)
    at.say(found, texts.of_subject)


@register.command()
@common
@click.argument("id")
@moment
def show(id: str, as_of: date | None, known_at: int | None) -> None:
    """一项自愿注册信息 / one registration.

    \b
    xinmai register show act:2f6c1b0d9e8a7f5c4b3a2d1e
    """
    from api.answers.registrations.looked_up import registration_answer

    at = session()
    with at.answers() as answers:
        found = registration_answer(answers.on(Moment(as_of, known_at)), id)
    at.say(found, texts.registration)


@register.command("act")
@common
@click.argument("id")
@click.argument("act")
@acting
def act_one(
    id: str, act: str, unit: str, officer: str, basis: str, note: str, key: str | None
) -> None:
    """核实 verified、认定不实 found_false、撤回 retracted / lead it to its next state.

    \b
    xinmai register act act:2f6c1b0d9e8a7f5c4b3a2d1e verified --unit 济南市发展和改革委员会
    """
    body = RegistrationDeed(unit=unit, officer=officer, basis=basis, note=note, act=act)
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/registrations/{id}/acts", key)
        found = act_on(acts, request, id, checked)
    at.say(found, texts.receipt)


COMMANDS: Final = (register,)
