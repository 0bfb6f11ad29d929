"""Backup and restoring as text."""

from __future__ import annotations

from typing import Any

import click

_NEO4J = (
    "Neo4j 中的事实不在此备份内:请用 neo4j-admin database dump(停机)或 backup(企业版,在线) / "
    "the facts in Neo4j are not in it: use neo4j-admin database dump (stopped) or backup (online, "
    "enterprise)"
)
_SECRETS = (
    "site.key 与 proof.key 不在其中,请另存(--keys);没有 site.key,加密的身份号码无法打开 / "
    "site.key and proof.key are not in it: keep them elsewhere (--keys); without site.key sealed "
    "numbers stay closed"
)


def backup(said: dict[str, Any]) -> None:
    size = sum(file["bytes"] for file in said["files"])
    click.echo(
        f"已备份到 / backed up to {said['folder']}: {len(said['files'])} 个文件 / files, "
        f"{size:,} 字节 / bytes, 修订 / revision {said['revision']}"
    )
    click.echo(f"密钥另存于 / keys kept in {said['keys']}" if said["keys"] else _SECRETS)
    if said["store"] != "sqlite":
        click.echo(_NEO4J)


def restore(said: dict[str, Any]) -> None:
    for finding in said["findings"]:
        click.echo(finding)
    if not said["whole"]:
        click.echo("备份不完整,未恢复 / the backup is NOT whole; nothing was restored")
        return
    click.echo(
        f"备份完整 / the backup is whole: {said['made']}, 修订 / revision {said['revision']}"
    )
    if said["to"]:
        click.echo(f"已恢复到 / restored to {said['to']}: {len(said['copied'])} 个文件 / files")
        if not said["with_keys"]:
            click.echo(_SECRETS)
    if said["store"] != "sqlite":
        click.echo(_NEO4J)
