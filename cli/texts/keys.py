"""Keys as text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from cli.console import Sheet


def issued(answer: dict[str, Any]) -> None:
    click.echo(answer["token"])
    click.echo(
        f"密钥 / key {answer['key']['id']}, {moment(answer['key']['expires'])}:"
        "只显示这一次,请妥善保存 / shown this once: keep it safe", err=True,
    )  # fmt: skip


def one(answer: dict[str, Any]) -> None:
    listed({"keys": [answer["key"]]})


def listed(answer: dict[str, Any]) -> None:
    sheet = Sheet("密钥 / keys", "id", "角色 role", "单位 organisation", "范围 scope",
                  "有效至 expires", "状态 state")  # fmt: skip
    for key in answer["keys"]:
        scope = [*key["items"], *key["purposes"], *key["networks"], key["subject"], key["note"]]
        sheet.row(
            key["id"], key["role"], key["organisation"], " ".join(filter(None, scope)),
            moment(key["expires"]), key["state"],
        )  # fmt: skip
    sheet.show()


def moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(" ", "minutes")
