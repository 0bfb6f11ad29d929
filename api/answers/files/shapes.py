"""The shape of a credit file: the same for every kind, so that one page prints them all."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from api.answers.shapes import Framed

State = Literal["told", "nothing", "no_data"]
Form = Literal["text", "day", "money", "ppm", "many"]


class Column(TypedDict):
    """``money`` is in fen, ``ppm`` a share in parts per million, ``many`` a list of texts."""

    name: str
    title: str
    form: Form


class Section(TypedDict):
    """``nothing``: such data is delivered and holds nothing here. ``no_data``: none is delivered,
    or no rule says how to work it out; the ``note`` says which."""

    name: str
    title: str
    title_en: str
    state: State
    note: str
    columns: list[Column]
    rows: list[dict[str, Any]]
    omitted: int


class FileAnswer(Framed):
    """``verification`` checks at ``/v1/files/verify/CODE``."""

    kind: Literal["project", "participant", "subject"]
    title: str
    id: str
    name: str
    number: str
    verification: str
    sections: list[Section]
    redirected_from: NotRequired[str]


class VerifyAnswer(TypedDict):
    """``issued``: this service issued the file. ``reproduced``: written again at that revision it
    is the same; None where it was not issued."""

    code: str
    issued: bool
    reproduced: bool | None
    number: str | None
    kind: str | None
    id: str | None
    name: str | None
    as_of: str | None
    revision: int | None
