"""What the commands share: the store they ask, how they answer, and their common options."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec
from click.core import ParameterSource

from graph.errors import RefusedInput

if TYPE_CHECKING:  # what a command needs is imported when it asks for it
    from analyses.rulebook import Rulebook
    from api.acting import Acting
    from api.answers import Answers
    from api.answers.stamp import Stamp
    from api.daybook import Daybook
    from api.limits import Limits
    from graph.sealing import Sealer
    from graph.signing_key import SigningKey
    from graph.store import Store
    from ingest.persons import PersonKeys

AUDIT: Final = "audit.jsonl"
BUSY_SECONDS: Final = 5.0  # an act waits for another writer; who sent it may send it again
F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是真实日期,应如 2026-01-31 / not a real date such as 2026-01-31")


def state_folder(url: str) -> Path:
    """Where a store's network snapshot, site key and audit log live: beside a SQLite file, else
    in ``XINMAI_HOME`` (default ``~/.local/share/xinmai``)."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///")).absolute().parent
    home = Path(os.environ.get("XINMAI_HOME", Path.home() / ".local" / "share" / "xinmai"))
    home.mkdir(parents=True, exist_ok=True)
    return home


def network_folder(url: str) -> Path:
    if url.startswith("sqlite:///"):
        return Path(f"{Path(url.removeprefix('sqlite:///')).absolute()}.network")
    return state_folder(url) / "network" / place_name(url)


def daybook_file(url: str) -> Path:
    if url.startswith("sqlite:///"):
        return Path(f"{Path(url.removeprefix('sqlite:///')).absolute()}.daybook")
    return state_folder(url) / f"{place_name(url)}.daybook"


def place_name(url: str) -> str:
    """A folder name for a server's URL, credentials left out."""
    place = url.split("@")[-1].split("://")[-1]
    return "".join(c if c.isalnum() else "-" for c in place)


class Session:
    """What a command works with: the store's URL, and whether to print JSON."""

    def __init__(self, url: str | None, as_json: bool) -> None:
        self._url, self.as_json = url, as_json

    @property
    def url(self) -> str:
        if not self._url:
            raise click.UsageError(
                "未指定存储:请加 --store sqlite:///xinmai.db 或设置 XINMAI_STORE / "
                "no store given: add --store sqlite:///xinmai.db or set XINMAI_STORE"
            )
        return self._url

    def persons(self) -> PersonKeys:
        from ingest.persons import PersonKeys

        return PersonKeys.from_env_or_file(state_folder(self.url))

    def derived(self, purpose: str) -> bytes:
        """The site key's subkey for a purpose."""
        from graph.site_key import SiteKey

        return SiteKey.from_env_or_file(state_folder(self.url)).derive(purpose)

    def stamp(self) -> Stamp:
        """What credit files are issued with, under the site key."""
        from api.answers.stamp import PURPOSE, Stamp

        return Stamp(self.derived(PURPOSE))

    def sealer(self, purpose: str) -> Sealer:
        """What secrets of the daybook are sealed with, under the site key."""
        from graph.sealing import Sealer
        from graph.site_key import SiteKey

        return Sealer(SiteKey.from_env_or_file(state_folder(self.url)), purpose)

    def signer(self) -> SigningKey:
        """What proofs are signed with: ``proof.key``, made on the first proof."""
        from graph.signing_key import SigningKey

        return SigningKey.from_file(state_folder(self.url))

    @contextmanager
    def daybook(self) -> Iterator[Daybook]:
        """What the service itself remembers beside the store: keys, and more."""
        from api.daybook import Daybook

        with closing(Daybook(daybook_file(self.url))) as book:
            yield book

    @contextmanager
    def writing(self) -> Iterator[Store]:
        from graph.store import open_store

        with open_store(self.url) as store:
            store.prepare()
            yield store

    @contextmanager
    def reading(self) -> Iterator[Store]:
        from graph.store import open_store

        with open_store(self.url, read_only=True) as store:
            yield store

    @contextmanager
    def answers(self) -> Iterator[Answers]:
        with self.reading() as store:
            yield self._answers_over(store)

    @contextmanager
    def acting(self) -> Iterator[Acting]:
        """Acts on a store that is there, and the answers over it."""
        from api.acting import Acting
        from graph.store import open_store

        with self.reading():
            pass
        with open_store(self.url, busy_seconds=BUSY_SECONDS) as store:
            store.prepare()
            yield Acting(self._answers_over(store))

    def _answers_over(self, store: Store) -> Answers:
        from api.answers import Answers
        from graph.networks import Networks

        networks = Networks(store, network_folder(self.url))
        return Answers(store, networks, today, rulebook(), self.stamp,
                       divisions=division_names(), signer=self.signer)  # fmt: skip

    def say(self, answer: Any, as_text: Callable[[Any], None]) -> None:
        if self.as_json:
            click.echo(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode())
        else:
            as_text(answer)


def rulebook() -> Rulebook:
    """The rules in the folder ``XINMAI_RULES``, or those shipped. Raises BadRule."""
    from analyses.rulebook import load_rules

    folder = os.environ.get("XINMAI_RULES")
    return load_rules(Path(folder)) if folder else load_rules()


def limits() -> Limits:
    """What one caller may ask: the file ``XINMAI_LIMITS``, or the limits shipped. Raises
    RefusedInput."""
    from api.limits import load_limits

    file = os.environ.get("XINMAI_LIMITS")
    return load_limits(Path(file)) if file else load_limits()


def division_names() -> dict[str, str]:
    """Codes and names of the divisions, from the CSV that ``XINMAI_DIVISIONS`` names (columns code
    and name); none without it. Raises RefusedInput."""
    file = os.environ.get("XINMAI_DIVISIONS")
    if not file:
        return {}
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as opened:
            return {row["code"]: row["name"] for row in csv.DictReader(opened)}
    except (OSError, KeyError, UnicodeDecodeError) as problem:
        raise RefusedInput(
            "XINMAI_DIVISIONS 所指文件无法读取:应为 CSV,含 code 与 name 两列",
            "the file of XINMAI_DIVISIONS cannot be read: a CSV with the columns code and name",
            field="XINMAI_DIVISIONS",
        ) from problem


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def common(command: F) -> F:
    """``--store`` and ``--json`` work before and after the command's name."""

    def remember(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        found = ctx.ensure_object(dict)
        spoken = ctx.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE
        if value and (spoken or param.name not in found):
            found[param.name] = value
        return value

    store = click.option(
        "--store", "store", envvar="XINMAI_STORE", callback=remember, expose_value=False,
        help="存储地址 / store URL: sqlite:///file.db, neo4j://host:7687 [XINMAI_STORE]",
    )  # fmt: skip
    as_json = click.option(
        "--json", "json", is_flag=True, callback=remember, expose_value=False,
        help="输出与 HTTP 相同的 JSON / print the object HTTP gives",
    )  # fmt: skip
    return store(as_json(command))


def session() -> Session:
    found = click.get_current_context().ensure_object(dict)
    return Session(found.get("store"), bool(found.get("json")))


def moment(command: F) -> F:
    """The day asked about and the revision known then."""
    as_of = click.option("--as-of", type=Day(), help="某日的情况 / as of a day [today]")
    known_at = click.option(
        "--known-at", type=click.IntRange(0), help="当时所知的修订号 / revision"
    )
    return as_of(known_at(command))


def walking(command: F) -> F:
    """Which ties may be walked, and when a party counts as a hub."""
    kinds = click.option("--kinds", help="关系种类,逗号分隔 / kinds of tie: owns,holds_office,…")
    direction = click.option(
        "--direction", type=click.Choice(["both", "out", "in"]), default="both", show_default=True
    )
    hubs = click.option(
        "--hub-degree", type=click.IntRange(1), default=100, show_default=True,
        help="超过此数的关系即为枢纽,不穿越 / more ties than this make a hub, not walked through",
    )  # fmt: skip
    return kinds(direction(hubs(command)))
