"""What every command that acts takes: who acts, on what basis, under a key to repeat it by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

import click

from api.bodies import Body, act_request, parsed, unnumbered
from cli.session import today
from graph.acts import Request

F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B", bound=Body)


def acting(command: F) -> F:
    """``--unit``, ``--officer``, ``--basis``, ``--note`` and ``--key``."""
    unit = click.option("--unit", required=True, help="办理单位全称 / the organisation that acts")
    officer = click.option("--officer", default="", help="经办人 / who does it there")
    basis = click.option("--basis", default="", help="依据 / on what basis")
    note = click.option("--note", default="", help="说明 / a remark")
    key = click.option(
        "--key",
        help="幂等键:同键同内容只办理一次 / idempotency key [the same command, the same day]",
    )
    return unit(officer(basis(note(key(command)))))


def asked(body: B, place: str, key: str | None) -> tuple[Request, B]:
    """The request of a command, checked as over HTTP. Without a key, the same command of the same
    unit on the same day is the same request."""
    import msgspec

    checked = unnumbered(parsed(msgspec.json.encode(body), type(body)))
    whole = act_request(checked, "", place).content + today().isoformat().encode()
    return act_request(checked, key or hashlib.sha256(whole).hexdigest(), place), checked
