"""Keys that open the service: issued, listed, rotated, revoked."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import click

from api.access.actor import KEPT_ROLES, Role
from api.access.keys import Issued, Keys, Scope, described
from api.access.scope import check_listed
from cli.session import Day, common, rulebook, session, today
from cli.texts import keys as texts

DAY: Final = 86_400.0
TERM: Final = timedelta(days=365)


@click.group()
def keys() -> None:
    """访问密钥 / keys that open the service: add, list, rotate, revoke.

    \b
    xinmai keys add --role bank --organisation 中国工商银行济南分行 --item loan-bank1 --purpose loan
    xinmai keys rotate k-4uZr0b1Xqk --overlap 7
    """


expiry = click.option(
    "--expires", type=Day(), help="到期日,当日起失效 / counts no longer from this day [a year]"
)


@keys.command()
@common
@click.option("--role", required=True, type=click.Choice([role.value for role in KEPT_ROLES]))
@click.option("--organisation", default="", help="单位全称 / full name of the organisation")
@click.option("--subject", default="", help="信用主体本身的 id / whom a credit subject speaks for")
@click.option("--item", "items", multiple=True, help="可核查的事项,* 为全部 / items it may check")
@click.option("--purpose", "purposes", multiple=True, help="核查目的 / purposes, * for all")
@click.option("--network", "networks", multiple=True, help="网段 / networks, such as 10.1.0.0/16")
@click.option("--note", default="", help="说明 / a remark")
@expiry
def add(
    role: str, organisation: str, subject: str, items: tuple[str, ...],
    purposes: tuple[str, ...], networks: tuple[str, ...], note: str, expires: date | None,
) -> None:  # fmt: skip
    """签发一把密钥,只显示一次 / issue a key; it is shown once and kept only as a digest.

    \b
    xinmai keys add --role bank --organisation 中国工商银行济南分行 --item loan-bank1 --purpose loan
    """
    at = session()
    scope = Scope(Role(role), organisation, subject, items, purposes, networks, note)
    check_listed(scope, rulebook(), today())
    with at.daybook() as book:
        issued = Keys(book).add(scope, now=time.time(), expires=_ends(expires))
    at.say(_issued(issued), texts.issued)


@keys.command("list")
@common
def list_() -> None:
    """列出所有密钥,不含密钥本身 / list the keys, never their text.

    \b
    xinmai keys list --json
    """
    at, now = session(), time.time()
    with at.daybook() as book:
        found = [described(key, now) for key in Keys(book).list()]
    at.say({"keys": found}, texts.listed)


@keys.command()
@common
@click.argument("id")
@click.option("--overlap", type=click.IntRange(0, 90), default=7, show_default=True,
              help="旧密钥再有效几天 / days for which the old one still counts")  # fmt: skip
@expiry
def rotate(id: str, overlap: int, expires: date | None) -> None:
    """换一把同范围的新密钥 / a new key of the same scope; the old one overlaps.

    \b
    xinmai keys rotate k-4uZr0b1Xqk --overlap 7
    """
    at = session()
    with at.daybook() as book:
        issued = Keys(book).rotate(
            id, now=time.time(), expires=_ends(expires), overlap=overlap * DAY
        )
    at.say(_issued(issued), texts.issued)


@keys.command()
@common
@click.argument("id")
def revoke(id: str) -> None:
    """立即吊销,所有进程同时生效 / revoke at once, in every worker, with its sessions.

    \b
    xinmai keys revoke k-4uZr0b1Xqk
    """
    at, now = session(), time.time()
    with at.daybook() as book:
        revoked = Keys(book).revoke(id, now=now)
    at.say({"key": described(revoked, now)}, texts.one)


def _issued(issued: Issued) -> dict[str, Any]:
    return {"token": issued.token, "key": described(issued.key, issued.key.created)}


def _ends(expires: date | None) -> float:
    day = expires or today() + TERM
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


COMMANDS: Final = (keys,)
