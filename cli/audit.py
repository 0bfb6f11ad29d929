"""The audit log: is it whole, what does it tell of a subject, where does it stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click
import msgspec

from api.audit_chain import Segments
from api.audit_index import AuditIndex
from api.audit_lines import Head, read_head
from api.audit_verify import verify as verified
from cli.session import AUDIT, common, session, state_folder
from cli.texts import audit as texts
from graph.errors import RefusedInput
from graph.signing_key import FILE as KEY_FILE
from graph.signing_key import SigningKey

DAMAGED: Final = 1
_KEY: Final = re.compile("[0-9a-f]{64}")


@click.group()
@common
def audit() -> None:
    """查询日志 / who looked up what: check it, read it, note where it stands.

    \b
    xinmai audit verify
    """


_FILE = click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))


@audit.command()
@common
@_FILE
@click.option("--key", "keys", multiple=True, metavar="HEX",
              help="签名公钥 / public key that signed [proof.key beside the log]")  # fmt: skip
@click.option("--checkpoint", "saved", multiple=True,
              type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="另存的检查点 / a checkpoint kept elsewhere that must be in it")  # fmt: skip
@click.option("--retired", is_flag=True,
              help="较早分段已按规定移走 / older segments were taken away on purpose")  # fmt: skip
@click.pass_context
def verify(
    ctx: click.Context, file: Path | None, keys: tuple[str, ...], saved: tuple[Path, ...],
    retired: bool,
) -> None:  # fmt: skip
    """日志是否完整 / is every line unchanged, none cut out, none moved. Exit code 1 if not.

    \b
    xinmai audit verify var/audit.jsonl --json
    """
    log = log_file(file)
    heads = [_head(each) for each in saved]
    alone = file is not None and any(
        file.name == each.name for each in _around(file).all_ended().values()
    )
    report = verified(log, _keys(log, keys), alone=alone, retired=retired, saved=heads)
    session().say(report, texts.verify)
    if not report["whole"]:
        ctx.exit(DAMAGED)


@audit.command()
@common
@_FILE
@click.option("--subject", required=True, metavar="ID", help="主体 / the subject looked up")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
def show(file: Path | None, subject: str, limit: int) -> None:
    """某主体的查询记录 / the lines that tell of a subject, the newest first.

    \b
    xinmai audit show --subject 91370100MA3C4XXXXX
    """
    index = AuditIndex(log_file(file))
    index.follow()
    found = index.of([subject], None, limit + 1)
    lines = [msgspec.to_builtins(line) for line in found[:limit]]
    session().say({"subject": subject, "lines": lines, "truncated": len(found) > limit}, texts.show)


@audit.command()
@common
@_FILE
def checkpoint(file: Path | None) -> None:
    """最新的签名检查点,宜另存 / the newest signed place: keep it elsewhere, verify against it.

    \b
    xinmai audit checkpoint --json > 2026-01-31.checkpoint
    """
    head = _head(Segments(log_file(file)).head)
    session().say(msgspec.to_builtins(head), texts.checkpoint)


def log_file(file: Path | None) -> Path:
    """The log named, or the store's. Raises RefusedInput if it is not there."""
    log = file or state_folder(session().url) / AUDIT
    if not log.exists():
        raise RefusedInput(
            f"没有查询日志“{log}”;服务首次启动时建立",
            f"there is no audit log {log}; the service makes it when it first starts",
            field="file",
        )
    return log


def _around(file: Path) -> Segments:
    """The log that a segment belongs to."""
    return Segments(file.with_name(f"{file.stem.rpartition('-')[0] or file.stem}{file.suffix}"))


def _keys(log: Path, given: tuple[str, ...]) -> set[str]:
    """Whose signatures count: never those of a key that only the log itself names."""
    for key in given:
        if not _KEY.fullmatch(key):
            raise RefusedInput(
                "--key 应为签名公钥的 64 个小写十六进制字符,如 xinmai audit checkpoint 所给的 key",
                "--key takes the 64 lower-case hexadecimal letters of the public key, as `xinmai "
                "audit checkpoint` gives it",
                field="key",
            )
    if given:
        return set(given)
    if not (log.parent / KEY_FILE).exists():
        raise RefusedInput(
            f"日志旁没有 {KEY_FILE};请用 --key 给出签名公钥",
            f"there is no {KEY_FILE} beside the log; give the public key that signed it as --key",
            field="key",
        )
    return {SigningKey.from_file(log.parent).public}


def _head(file: Path) -> Head:
    found = read_head(file.read_bytes()) if file.exists() else None
    if found is None:
        raise RefusedInput(
            f"“{file.name}”不是检查点", f"{file.name} is no checkpoint", field="checkpoint"
        )
    return found


COMMANDS: Final = (audit,)
