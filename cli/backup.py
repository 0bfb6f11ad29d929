"""Backup while the service runs, and restoring with proof that it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click
import msgspec

from api.backup import Places, back_up
from api.restore import findings, put_back, read_manifest
from cli.session import common, daybook_file, session, state_folder
from cli.texts import backup as texts
from graph.errors import RefusedInput

NOT_WHOLE: Final = 1
FILE: Final = "xinmai.db"


@click.command()
@common
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keys", type=click.Path(file_okay=False, path_type=Path),
              help="密钥另存于此文件夹 / copy site.key and proof.key here, apart")  # fmt: skip
def backup(folder: Path, keys: Path | None) -> None:
    """在线备份 / copy store, daybook, audit log and journal into a new folder while serving.

    \b
    xinmai backup /backup/2026-01-31 --keys /safe/2026-01-31
    """
    asked = session()
    with asked.reading() as store:
        revision = store.revision()
    manifest = back_up(_places(asked.url), revision, folder, keys)
    asked.say(
        {**msgspec.to_builtins(manifest), "folder": str(folder), "keys": keys and str(keys)},
        texts.backup,
    )


@click.command()
@common
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--to", metavar="STORE", help="恢复到 / a store's URL, or a new folder")
@click.option("--keys", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="密钥所在文件夹 / where site.key and proof.key were copied")  # fmt: skip
@click.option("--key", metavar="HEX", help="签名公钥 / the public key that must have signed it")
@click.pass_context
def restore(
    ctx: click.Context, folder: Path, to: str | None, keys: Path | None, key: str | None
) -> None:
    """核验并恢复 / check a backup; with --to, put it back. Exit code 1 if it is not whole.

    \b
    xinmai restore /backup/2026-01-31 --to sqlite:///var/xinmai.db --keys /safe/2026-01-31
    """
    asked = session()
    manifest = read_manifest(folder)
    wrong = findings(folder, manifest, key)
    url = None if to is None else _url(to)
    copied = [] if wrong or url is None else put_back(folder, manifest, _places(url), keys)
    said = {"whole": not wrong, "findings": wrong, "store": manifest.store, "to": url,
            "revision": manifest.revision, "made": manifest.made.isoformat(), "copied": copied,
            "with_keys": keys is not None}  # fmt: skip
    asked.say(said, texts.restore)
    if wrong:
        ctx.exit(NOT_WHOLE)


def _places(url: str) -> Places:
    sqlite = url.startswith("sqlite:///")
    store = Path(url.removeprefix("sqlite:///")) if sqlite else None
    return Places(store, daybook_file(url), state_folder(url))


def _url(to: str) -> str:
    if "://" in to:
        return to
    if Path(to).is_file():
        raise RefusedInput(
            "请写存储地址或新文件夹", "write a store's URL or a new folder", field="to"
        )
    return f"sqlite:///{Path(to).absolute()}/{FILE}"


COMMANDS: Final = (backup, restore)
