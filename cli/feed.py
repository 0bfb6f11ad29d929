"""Watch lists, what changes for whom is on them, and webhooks: of this machine's own service."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from api.bodies import unnumbered
from api.feed.book import FeedBook, Owner
from api.feed.events import changes_answer
from api.feed.hooks import PURPOSE, HookBook
from api.feed.lists import (
    NewWatchList,
    change_list,
    make_list,
    watch_list_answer,
    watch_lists_answer,
)
from api.feed.service import Turn
from api.feed.watcher import Watcher
from api.feed.webhooks import NewWebhook, Replay, add_webhook, replay_webhook, webhooks_answer
from cli.screen import HERE
from cli.session import Session, common, daybook_file, session
from cli.texts import feed as texts
from cli.texts import screen as rows

PAUSE: Final = 1.0  # seconds between looks of ``--follow``
whose = click.option("--organisation", default=HERE.organisation, show_default=True,
                     help="单位全称 / whose lists and webhooks")  # fmt: skip


def owner(organisation: str) -> Owner:
    return Owner(organisation, HERE.view)


@contextmanager
def books(asked: Session) -> Iterator[tuple[FeedBook, HookBook]]:
    with asked.daybook() as book:
        yield FeedBook(book), HookBook(book, time.time, asked.sealer(PURPOSE))


@click.group()
def watch() -> None:
    """监测名单 / watch lists: add, list, remove.

    \b
    xinmai watch add 贷后客户 91370100MA3C4XXXXX market:4711
    """


@watch.command("add")
@common
@whose
@click.argument("name")
@click.argument("subjects", nargs=-1)
def added(organisation: str, name: str, subjects: tuple[str, ...]) -> None:
    """加入名单,没有则新建 / put subjects on the list of this name; it is made if there is none.

    \b
    xinmai watch add 贷后客户 91370100MA3C4XXXXX
    """
    asked, of = session(), owner(organisation)
    key = hashlib.sha256(name.encode()).hexdigest()
    with asked.answers() as answers, books(asked) as (lists, _):
        held = next((one.id for one in lists.lists(of) if one.name == name), None)
        if held is None:
            body = unnumbered(NewWatchList(name=name, subjects=[*subjects]))
            found = make_list(lists, answers.on, of, body, key + secrets.token_hex(4))
        else:
            found = change_list(lists, answers.on, of, held, subjects)
    asked.say(found, texts.watched)


@watch.command("list")
@common
@whose
@click.argument("id", required=False)
def listed(organisation: str, id: str | None) -> None:
    """全部名单,或一份名单的主体 / all lists, or the subjects on one.

    \b
    xinmai watch list
    """
    asked, of = session(), owner(organisation)
    with books(asked) as (lists, _):
        if id is None:
            asked.say(watch_lists_answer(lists, of), texts.lists)
        else:
            asked.say(watch_list_answer(lists, of, id, "", 100_000), texts.on_list)


@watch.command("remove")
@common
@whose
@click.argument("id")
@click.argument("subjects", nargs=-1)
def removed(organisation: str, id: str, subjects: tuple[str, ...]) -> None:
    """移出主体;不写主体则删除名单 / take subjects off a list; without any, drop the list.

    \b
    xinmai watch remove wl-2f6c1b0d9e8a7f5c market:4711
    """
    asked, of = session(), owner(organisation)
    with asked.answers() as answers, books(asked) as (lists, _):
        if subjects:
            found: Any = change_list(lists, answers.on, of, id, [], subjects)
            asked.say(found, texts.watched)
        else:
            lists.drop(of, id)
            asked.say({"dropped": id}, texts.dropped)


@click.command()
@common
@whose
@click.option("--cursor", help="上次答复的 cursor / as last answered")
@click.option("--limit", type=click.IntRange(1, 1_000), default=100, show_default=True)
@click.option("--follow", is_flag=True, help="不断等待新变动 / go on, until interrupted")
def changes(organisation: str, cursor: str | None, limit: int, follow: bool) -> None:
    """监测主体的变动 / what changed for the watched, before, after and why.

    Looks itself where no service runs that does. With --follow and --json an object a line.

    \b
    xinmai changes --follow
    """
    asked, of = session(), owner(organisation)
    turn = Turn(Path(f"{daybook_file(asked.url)}.turn"))
    with asked.answers() as answers, books(asked) as (lists, _):
        watcher = Watcher(answers, lists, of.view)
        while True:
            if turn.take():
                watcher.look()
            found = changes_answer(lists, of, cursor, limit)
            cursor = found["cursor"]
            if not follow:
                break
            for event in found["events"]:
                if asked.as_json:
                    click.echo(msgspec.json.encode(event))
                else:
                    rows.changed(dict(event))
            time.sleep(0 if found["more"] else PAUSE)
        turn.give()
    asked.say(found, texts.changes)


@click.group()
def webhook() -> None:
    """变动的推送 / webhooks: add, list, replay.

    \b
    xinmai webhook add http://127.0.0.1:9000/hook
    """


@webhook.command("add")
@common
@whose
@click.argument("url")
@click.option("--cursor", help="从此处之后开始 / begin after it [with what comes]")
@click.option("--key", help="幂等键 / idempotency key [a new one]")
def hooked(organisation: str, url: str, cursor: str | None, key: str | None) -> None:
    """登记推送地址;密钥只显示一次 / add one; its secret is shown once.

    \b
    xinmai webhook add https://hooks.example-bank.cn/xinmai
    """
    asked, body = session(), unnumbered(NewWebhook(url=url, cursor=cursor))
    with books(asked) as (lists, hooks):
        key = key or secrets.token_hex(16)
        found = add_webhook(hooks, lists, owner(organisation), body, key, near=True)
    asked.say(found, texts.hooked)


@webhook.command("list")
@common
@whose
def hooks_listed(organisation: str) -> None:
    """推送地址及其状态 / the webhooks, and how each fares.

    \b
    xinmai webhook list
    """
    asked = session()
    with books(asked) as (_, hooks):
        asked.say(webhooks_answer(hooks, owner(organisation)), texts.hooks)


@webhook.command("replay")
@common
@whose
@click.argument("id")
@click.option("--cursor", help="从此处之后重发 / send again what comes after [everything]")
def replayed(organisation: str, id: str, cursor: str | None) -> None:
    """重新推送 / send again from a cursor on; revives a dead one.

    \b
    xinmai webhook replay wh-7d1a90c2e4b65f38
    """
    asked = session()
    with books(asked) as (lists, hooks):
        found = replay_webhook(hooks, lists, owner(organisation), id, Replay(cursor=cursor))
    asked.say(found, lambda hook: texts.hooks({"webhooks": [hook]}))


COMMANDS: Final = (watch, changes, webhook)
