"""The shapes of watch lists, of the feed and of webhooks."""

from __future__ import annotations

from typing import Literal, TypedDict

from api.answers.explanation.shapes import Changes
from api.answers.screen.shapes import RowError, ScreenRow

__all__ = ["Changes"]

Days = TypedDict("Days", {"from": str, "to": str})
Revisions = TypedDict("Revisions", {"from": int, "to": int})


class EventBody(TypedDict):
    """What changed for one subject. ``before`` and ``after`` are rows as of ``/v1/screen``;
    ``changes`` says which statements came, went or changed, each with the facts that caused it.
    ``causes``: facts were recorded, a day passed, or other rules came into use."""

    as_of: Days
    revision: Revisions
    rules: str
    causes: list[Literal["facts", "day", "rules"]]
    before: ScreenRow
    after: ScreenRow
    changes: Changes


class ChangeEvent(EventBody):
    """``id`` is the event's own, the same wherever it is sent; ``at`` when it was found (UTC);
    ``cursor`` is where to go on from after it."""

    id: str
    cursor: str
    subject: str
    at: str


class ChangesAnswer(TypedDict):
    """Events of the organisation's watch lists, in their order. Ask on with ``cursor``."""

    events: list[ChangeEvent]
    cursor: str
    more: bool


class WatchListBrief(TypedDict):
    id: str
    name: str
    made: str
    subjects: int


class WatchListsAnswer(TypedDict):
    watchlists: list[WatchListBrief]


class WatchListAnswer(WatchListBrief):
    """``watched`` is a page of the subjects' ids; ``next`` the cursor of the next, if any."""

    watched: list[str]
    next: str | None


class WatchReceipt(WatchListBrief):
    """``repeated``: the same request had made the list before."""

    repeated: bool
    changes: str  # the cursor of what changes from now on
    rows: list[WatchRow]


class WatchRow(TypedDict):
    """``asked`` as sent, ``subject`` whom it means; ``error`` where it cannot be watched."""

    asked: str
    subject: str | None
    error: RowError | None


class Dropped(TypedDict):
    dropped: str


class Webhook(TypedDict):
    """``state``: active; failing, and tried again at ``next_try``; dead, until it is replayed.
    ``cursor`` is how far it was taken."""

    id: str
    url: str
    made: str
    state: Literal["active", "failing", "dead"]
    cursor: str
    tries: int
    failing_since: str | None
    next_try: str | None
    error: str | None


class WebhookReceipt(Webhook):
    """``secret`` is shown now, and to the same request again until an event is taken; then null."""

    secret: str | None
    repeated: bool


class WebhookDelivery(TypedDict):
    """One attempt. ``status`` is what was answered, null without an answer."""

    event: str
    at: str
    status: int | None
    error: str | None
    milliseconds: int


class WebhookAnswer(Webhook):
    """``deliveries`` are the latest attempts, latest first; ``next`` the cursor of those before."""

    deliveries: list[WebhookDelivery]
    next: str | None


class WebhooksAnswer(TypedDict):
    webhooks: list[Webhook]


class ScreenJob(TypedDict):
    """``done`` of the ``asked`` subjects have a row by now, ``answered`` of these without error;
    all stand on the day and revision named here."""

    id: str
    made: str
    state: Literal["waiting", "running", "done", "cancelled", "failed"]
    error: str | None
    as_of: str
    known_at: int
    item: str | None
    purpose: str | None
    asked: int
    done: int
    answered: int
    rows: str


class ScreenJobs(TypedDict):
    jobs: list[ScreenJob]


class ScreenJobRows(TypedDict):
    """A part of the rows, in order. ``next`` is null once there will be no more; where it is given
    and ``rows`` is empty, they are not ready yet."""

    job: str
    state: Literal["waiting", "running", "done", "cancelled", "failed"]
    rows: list[ScreenRow]
    next: str | None
