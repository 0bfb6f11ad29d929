"""Screenings too long to wait for: kept in the daybook, done in parts, gone on with after a stop.

A part's rows and how far the job has come are written together. All parts stand on one ground: the
day and the revision that the job was made with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import msgspec

from api.answers import Answers, Moment
from api.answers.asking import day_of
from api.answers.paging import cursor_after, position_of, unknown_cursor
from api.answers.screen import screening
from api.answers.screen.asked import Screen
from api.answers.screen.screen import listed
from api.daybook import Connection, Daybook
from api.feed import shapes
from api.feed.book import Owner
from graph.errors import KeyReused, NotNow, RefusedInput, UnknownId, XinmaiError

TOPIC: Final = "screening jobs"
AT_ONCE: Final = 1_000  # subjects worked on and written together
MOST: Final = 1_000_000
OPEN: Final = 20  # unfinished jobs of an organisation
STEPS: Final = (
    "CREATE TABLE job (id TEXT PRIMARY KEY, organisation TEXT NOT NULL, view TEXT NOT NULL,"
    " made TEXT NOT NULL, digest TEXT NOT NULL, day TEXT NOT NULL, revision INT NOT NULL,"
    " item TEXT, purpose TEXT, total INT NOT NULL, done INT NOT NULL, answered INT NOT NULL,"
    " state TEXT NOT NULL, error TEXT NOT NULL, ids BLOB NOT NULL) STRICT",
    "CREATE TABLE job_rows (job TEXT NOT NULL REFERENCES job ON DELETE CASCADE,"
    " first INT NOT NULL, rows BLOB NOT NULL, PRIMARY KEY (job, first)) STRICT, WITHOUT ROWID",
    "ALTER TABLE job ADD COLUMN ended TEXT",
)
_COLUMNS: Final = (
    "id, organisation, view, made, digest, day, revision, item, purpose, total, done, answered,"
    " state, error"
)


class Job(NamedTuple):
    """``digest`` tells what was asked; ``state`` waiting, done, cancelled or failed."""

    id: str
    organisation: str
    view: str
    made: str
    digest: str
    day: str
    revision: int
    item: str | None
    purpose: str | None
    total: int
    done: int
    answered: int
    state: str
    error: str

    @property
    def owner(self) -> Owner:
        return Owner(self.organisation, self.view)


class JobBook:
    """Each organisation sees its own jobs alone. ``now`` is the clock."""

    def __init__(
        self, book: Daybook, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        book.prepare(TOPIC, STEPS)
        self._book, self._now = book, now

    def make(self, answers: Answers, owner: Owner, told: Screen, key: str) -> tuple[Job, bool]:
        """The job, and whether the same request had made it before.

        Raises RefusedInput for what cannot be screened, KeyReused, NotNow for too many jobs.
        """
        if len(told.ids) > MOST:
            raise RefusedInput(f"每项任务至多 {MOST} 个主体", f"{MOST} subjects a job at most",
                               field="ids")  # fmt: skip
        made = "job-" + hashlib.sha256("\x1f".join((*owner, key)).encode()).hexdigest()[:16]
        digest = hashlib.sha256(msgspec.json.encode(told)).hexdigest()
        with self._book.read() as db:
            held = _job(db, owner, made)
        if held is None:
            ground = answers.on(told.moment())
            listed(ground, told.item, told.purpose)
            held = Job(made, *owner, self._moment(), digest,
                       ground.day.isoformat(), ground.network.revision, told.item, told.purpose,
                       len(told.ids), 0, 0, "waiting", "")  # fmt: skip
            held, repeated = self._put(owner, held, told)
        else:
            repeated = True
        if held.digest != digest:
            raise KeyReused
        return held, repeated

    def _put(self, owner: Owner, job: Job, told: Screen) -> tuple[Job, bool]:
        with self._book.write() as db:
            held = _job(db, owner, job.id)
            if held is not None:
                return held, True
            (open_,) = db.execute(
                "SELECT count(*) FROM job WHERE organisation = ? AND state = 'waiting'", owner[:1]
            ).fetchone()
            if open_ >= OPEN:
                raise NotNow(f"未完成的任务至多 {OPEN} 项,请稍后再试",
                             f"{OPEN} unfinished jobs at most; try again later")  # fmt: skip
            row = (*job, msgspec.json.encode(told.ids))
            db.execute(
                f"INSERT INTO job ({_COLUMNS}, ids)"  # nosec B608 # noqa: S608
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return job, False

    def one(self, owner: Owner, id: str) -> Job:
        """Raises UnknownId, also for a job of another organisation."""
        with self._book.read() as db:
            return _found(_job(db, owner, id))

    def all(self, owner: Owner) -> Sequence[Job]:
        with self._book.read() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM job WHERE organisation = ? AND view = ?"  # nosec B608 # noqa: S608
                " ORDER BY made DESC, id LIMIT 200",
                owner,
            )
            return [Job(*row) for row in rows]

    def rows(self, owner: Owner, id: str, first: int) -> tuple[Job, bytes | None]:
        """A part of the rows, from the one at ``first`` on; None where none is there yet."""
        with self._book.read() as db:
            job = _found(_job(db, owner, id))
            row = db.execute(
                "SELECT rows FROM job_rows WHERE job = ? AND first = ?", (id, first)
            ).fetchone()
        return job, row[0] if row else None

    def cancel(self, owner: Owner, id: str) -> Job:
        """Work on it no more; the rows that are there stay. One that is over stays as it is."""
        with self._book.write() as db:
            _found(_job(db, owner, id))
            db.execute(
                "UPDATE job SET state = 'cancelled', ended = ? WHERE id = ? AND state = 'waiting'",
                (self._moment(), id),
            )
            return _found(_job(db, owner, id))

    # What the worker reads and writes.

    def next(self) -> Job | None:
        """Of the organisation for whose open jobs least was done, the one that was made first: who
        sends a million subjects keeps nobody waiting who sends a thousand."""
        with self._book.read() as db:
            row = db.execute(
                f"SELECT {_COLUMNS} FROM job WHERE state = 'waiting' ORDER BY"  # nosec B608 # noqa: S608
                " (SELECT sum(o.done) FROM job o WHERE o.state = 'waiting'"
                " AND o.organisation = job.organisation), made, id LIMIT 1"
            ).fetchone()
        return Job(*row) if row else None

    def ids(self, job: Job) -> list[Any]:
        with self._book.read() as db:
            row = db.execute("SELECT ids FROM job WHERE id = ?", (job.id,)).fetchone()
        found: list[Any] = msgspec.json.decode(row[0]) if row else []
        return found

    def add(self, job: Job, rows: bytes, count: int, answered: int) -> Job | None:
        """The next part, and how far the job has come; None if it was cancelled meanwhile."""
        done = job.done + count
        state = "done" if done >= job.total else "waiting"
        with self._book.write() as db:
            moved = db.execute(
                "UPDATE job SET done = ?, answered = ?, state = ?, ended = ? WHERE id = ?"
                " AND done = ? AND state = 'waiting'",
                (done, job.answered + answered, state, self._moment(), job.id, job.done),
            ).rowcount
            if moved:
                db.execute("INSERT INTO job_rows VALUES (?, ?, ?)", (job.id, job.done, rows))
        fresh = job._replace(done=done, answered=job.answered + answered, state=state)
        return fresh if moved else None

    def fail(self, job: Job, error: XinmaiError) -> None:
        with self._book.write() as db:
            db.execute("UPDATE job SET state = 'failed', error = ?, ended = ? WHERE id = ?",
                       (str(error), self._moment(), job.id))  # fmt: skip

    def forget(self, before: datetime) -> int:
        """Delete the jobs that were over before a moment, with their rows; how many."""
        with self._book.write() as db:
            return db.execute(
                "DELETE FROM job WHERE state <> 'waiting' AND coalesce(ended, made) < ?",
                (before.isoformat(timespec="milliseconds"),),
            ).rowcount

    def _moment(self) -> str:
        return self._now().isoformat(timespec="milliseconds")


def work(
    jobs: JobBook, job: Job, answers: Answers, over: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Job:  # fmt: skip
    """Go on with a job until it is done or cancelled, or ``over`` says to stop; as it then stands.

    A refusal fails the job; StoreError is raised, and the job can be gone on with.
    """
    ids = jobs.ids(job)
    asked = screening(
        answers.on(Moment(day_of(job.day), job.revision)), answers.sheets, answers.boards,
        job.item, job.purpose, wait=True,
    )  # fmt: skip
    while job.state == "waiting" and not over():
        part = ids[job.done : job.done + AT_ONCE]
        rows = asked.rows(part)
        raw = msgspec.json.encode([row.json for row in rows])
        answered = sum(row.subject is not None for row in rows)
        fresh = jobs.add(job, raw, len(rows), answered)
        if fresh is None:
            return jobs.one(job.owner, job.id)
        job = fresh
        progress(job.done, job.total)
    return job


def finish(
    jobs: JobBook, job: Job, answers: Answers,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Job:  # fmt: skip
    """``work`` until the job is over, also where another process works on it, too."""
    while job.state == "waiting":
        job = work(jobs, job, answers, progress=progress)
    return job


def job_answer(job: Job) -> shapes.ScreenJob:
    states: dict[str, Any] = {"waiting": "running" if job.done else "waiting"}
    return {
        "id": job.id,
        "made": job.made,
        "state": states.get(job.state, job.state),
        "error": job.error or None,
        "as_of": job.day,
        "known_at": job.revision,
        "item": job.item,
        "purpose": job.purpose,
        "asked": job.total,
        "done": job.done,
        "answered": job.answered,
        "rows": f"/v1/screen/jobs/{job.id}/rows",
    }


def jobs_answer(jobs: JobBook, owner: Owner) -> shapes.ScreenJobs:
    return {"jobs": [job_answer(job) for job in jobs.all(owner)]}


def rows_answer(
    jobs: JobBook, owner: Owner, id: str, cursor: str | None
) -> tuple[shapes.ScreenJobRows, tuple[str, ...]]:
    """A thousand rows, and whom they tell of. Empty with a ``next``: not ready yet, ask again."""
    first = position_of(cursor) if cursor else 0
    job, part = jobs.rows(owner, id, first)
    if first % AT_ONCE or first > job.total:  # nothing will ever begin there
        raise unknown_cursor()
    rows = part or b"[]"
    after = first + AT_ONCE if part else first
    coming = job.total if job.state == "waiting" else job.done
    raw: Any = msgspec.Raw(rows)
    named = [row.id for row in msgspec.json.decode(rows, type=list[_Named]) if row.id]
    return {
        "job": job.id,
        "state": job_answer(job)["state"],
        "rows": raw,
        "next": cursor_after(after) if after < coming else None,
    }, tuple(dict.fromkeys(named))


class _Named(msgspec.Struct):
    id: str | None


def _job(db: Connection, owner: Owner, id: str) -> Job | None:
    row = db.execute(
        f"SELECT {_COLUMNS} FROM job WHERE id = ? AND organisation = ? AND view = ?",  # nosec B608 # noqa: S608
        (id, *owner),
    ).fetchone()
    return Job(*row) if row else None


def _found(job: Job | None) -> Job:
    if job is None:
        raise UnknownId(
            "没有这项任务,或结束后已过保存期限;请用 GET /v1/screen/jobs 查看",
            "there is no such job, or it ended too long ago; GET /v1/screen/jobs lists them",
            field="id",
        )
    return job
