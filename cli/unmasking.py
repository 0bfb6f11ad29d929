"""What is masked of a person, asked for at the terminal: by whose key, for which case, allowed by
a second person. Each step is a line of the audit log, as over HTTP.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any, Final, TypeVar

import click

from api.access import refusals
from api.access.actor import Actor
from api.access.decision import Asked, Table
from api.access.doorkeeper import Doorkeeper, within
from api.access.unmasking import Unmasking, UnmaskingAnswer, Unmaskings
from api.answers.ground import Ground
from api.audit import AuditLog, LookUp
from cli.session import AUDIT, common, rulebook, session, state_folder, today
from cli.texts import unmasking as texts
from graph.errors import RefusedInput, XinmaiError
from graph.masking import speakable

F = TypeVar("F", bound=Callable[..., Any])
KEY: Final = "XINMAI_KEY"
HERE: Final = "127.0.0.1"
AUDIT_SECONDS: Final = 10.0


@click.group()
def unmask() -> None:
    """解除脱敏 / what is masked of a person: ask, approve, show. Whose key: XINMAI_KEY.

    \b
    xinmai unmask ask 370…-person --case 济建调〔2026〕12号 --reason 核对负责人身份
    XINMAI_KEY=xk_… xinmai unmask approve um-5f1c0b9d8e7a6f54
    xinmai unmask show um-5f1c0b9d8e7a6f54
    """


def for_purpose(command: F) -> F:
    return click.option("--purpose", default="supervision", show_default=True,
                        help="查询目的 / what for")(command)  # fmt: skip


@unmask.command()
@common
@click.argument("subject")
@click.option("--case", required=True, help="案件编号 / the number of the case it is needed for")
@click.option("--reason", required=True, help="理由 / why")
@for_purpose
def ask(subject: str, case: str, reason: str, purpose: str) -> None:
    """申请 / ask for a person's masked fields.

    \b
    xinmai unmask ask 370…-person --case 济建调〔2026〕12号 --reason 核对负责人身份
    """
    body = _checked(subject, case, reason)
    _answer(
        "POST /v1/unmaskings",
        "asked",
        purpose,
        lambda kept, on, who: kept.ask(on, who, body, _once()),
    )


@unmask.command()
@common
@click.argument("id")
@for_purpose
def approve(id: str, purpose: str) -> None:
    """由另一人批准 / a second person allows it, for the hours that the rule names.

    \b
    xinmai unmask approve um-5f1c0b9d8e7a6f54
    """
    _answer("POST /v1/unmaskings/{id}/approval", "approved", purpose,
            lambda kept, on, who: kept.approve(on, who, id, _once()))  # fmt: skip


@unmask.command()
@common
@click.argument("id")
@for_purpose
def show(id: str, purpose: str) -> None:
    """申请的状态;批准后,申请人可见字段 / its state; to who asked, once allowed, the fields.

    \b
    xinmai unmask show um-5f1c0b9d8e7a6f54
    """
    _answer("GET /v1/unmaskings/{id}", "shown", purpose,
            lambda kept, on, who: kept.show(on, who, id))  # fmt: skip


def _once() -> str:
    """An idempotency key: who calls the command again means it."""
    return secrets.token_hex(16)


def _checked(subject: str, case: str, reason: str) -> Unmasking:
    import msgspec

    from api.bodies import parsed, unnumbered

    told = {"subject": subject, "case": case, "reason": reason}
    return unnumbered(parsed(msgspec.json.encode(told), Unmasking))


def _answer(
    route: str, what: str, purpose: str,
    act: Callable[[Unmaskings, Ground, Actor], UnmaskingAnswer],
) -> None:  # fmt: skip
    """Decide, act, record, and only then show. Raises what each of them does."""
    at, rules, key = session(), rulebook(), _key()
    log = AuditLog(state_folder(at.url) / AUDIT)
    with closing(log), at.daybook() as book, at.answers() as answers:
        actor = Doorkeeper(book).by_key(key)
        try:
            if actor.networks and not within(actor.networks, HERE):
                raise refusals.wrong_network()
            Table(rules, today()).decide(actor, Asked(route, purpose=purpose))
            found = act(Unmaskings(book, rules, time.time), answers.on(), actor)
        except XinmaiError as refusal:
            _record(log, actor, purpose, *_refused(refusal))
            raise
        shown = what if what != "shown" or found["fields"] else "looked-at"
        item = f"unmasking:{shown}:{found['id']}"
        _record(log, actor, purpose, item, (found["subject"],), 200)
    at.say(found, texts.one)


def _refused(refusal: XinmaiError) -> tuple[str, tuple[str, ...], int]:
    from api.problems import kind_of

    kind = kind_of(refusal)
    return f"refused:{kind.slug}", (), kind.status


def _record(
    log: AuditLog, actor: Actor, why: str, item: str, subjects: tuple[str, ...], status: int
) -> None:
    """Returns once the line is durable. Raises AuditUnavailable."""
    line = LookUp(actor.name, speakable(why), item, subjects, status, secrets.token_hex(16))
    log.recorded(line, AUDIT_SECONDS)


def _key() -> str:
    """From the environment or typed unseen: never from the command's own words, which every user
    of the machine can read. Raises RefusedInput."""
    key = os.environ.get(KEY, "")
    if not key and sys.stdin.isatty():
        key = click.prompt("密钥 / key", hide_input=True)
    if not key:
        raise RefusedInput(
            f"请以环境变量 {KEY} 给出本人的密钥", f"give your own key in the variable {KEY}",
            field=KEY,
        )  # fmt: skip
    return key


COMMANDS: Final = (unmask,)
