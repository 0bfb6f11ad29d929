"""Making watch lists, and putting subjects on them and off again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from api.answers.ground import Ground
from api.answers.paging import cursor_after
from api.answers.screen.identities import Found, Identity, identities
from api.answers.screen.rows import error_row
from api.bodies import Name
from api.feed import shapes
from api.feed.book import FeedBook, Owner, Told
from api.feed.standing import standing
from graph.errors import XinmaiError

MOST_AT_ONCE: Final = 1_000
Ids = Annotated[list[Annotated[str, Meta(max_length=400)]], Meta(max_length=MOST_AT_ONCE)]
On = Callable[[], Ground]


class NewWatchList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``subjects`` are put on the list at once."""

    name: Name
    subjects: Ids = []


class WatchMany(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Subjects to put on a list, and to take off it."""

    add: Ids = []
    remove: Ids = []


def make_list(
    book: FeedBook, on: On, owner: Owner, body: NewWatchList, key: str
) -> shapes.WatchReceipt:
    """What cannot be watched is a row that says so. The same request again tells of the list as it
    is now, and changes nothing. Raises KeyReused."""
    ground = on()
    named = identities(ground, body.subjects)
    told = _standing(ground, named, body.subjects)
    made, repeated = book.make(owner, body.name, key, told, msgspec.json.encode(body))
    return {**_receipt(book, owner, made, body.subjects, named), "repeated": repeated}


def change_list(
    book: FeedBook, on: On, owner: Owner, id: str, add: Sequence[str],
    remove: Sequence[str] = (), *, strict: bool = False,
) -> shapes.WatchReceipt:  # fmt: skip
    """Raises UnknownId for a list there is not; ``strict``: also for a subject there is not, as
    whatever else is wrong with it. Cost: the answer of each that is put on the list."""
    book.one(owner, id)
    ground = on()
    named = identities(ground, [*add, *remove])
    refused = next((one for one in named.values() if isinstance(one, XinmaiError)), None)
    if strict and refused is not None:
        raise refused
    gone = [_subject(named[one]) or one for one in remove]
    if gone:
        book.unwatch(owner, id, gone)
    told = _standing(ground, named, add)
    if told:
        book.watch(owner, id, told)
    return _receipt(book, owner, id, (*add, *remove), named)


def _standing(ground: Ground, named: Mapping[str, Found], add: Sequence[str]) -> dict[str, Told]:
    """The answers as they stand of those that can be watched."""
    told: dict[str, Told] = {}
    for one in add:
        found = named[one]
        if isinstance(found, Identity) and (found.merged or found.id) not in told:
            told[found.merged or found.id] = standing(ground, found).told
    return told


def _receipt(
    book: FeedBook, owner: Owner, id: str, asked: Iterable[str], named: Mapping[str, Found]
) -> shapes.WatchReceipt:
    return {
        **book.one(owner, id)._asdict(),  # type: ignore[typeddict-item]
        "repeated": False,
        "changes": cursor_after(book.last(owner)),
        "rows": [_row(one, named[one]) for one in dict.fromkeys(asked)],
    }


def watch_list_answer(
    book: FeedBook, owner: Owner, id: str, after: str, limit: int
) -> shapes.WatchListAnswer:
    held = book.one(owner, id)
    page = list(book.subjects(owner, id, after, limit + 1))
    return {
        **held._asdict(),  # type: ignore[typeddict-item]
        "watched": page[:limit],
        "next": page[limit - 1] if len(page) > limit else None,
    }


def watch_lists_answer(book: FeedBook, owner: Owner) -> shapes.WatchListsAnswer:
    return {"watchlists": [one._asdict() for one in book.lists(owner)]}  # type: ignore[misc]


def _subject(found: Found) -> str | None:
    return (found.merged or found.id) if isinstance(found, Identity) else None


def _row(asked: str, found: Found) -> shapes.WatchRow:
    error = error_row(asked, found) if isinstance(found, XinmaiError) else None
    return {
        "asked": error.asked if error else asked,
        "subject": _subject(found),
        "error": error.error if error else None,
    }
