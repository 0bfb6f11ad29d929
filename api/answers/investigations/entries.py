"""What is entered into an investigation. An entry is kept as it was sent, and never altered."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.bodies import Day, Name, Words

MOST_NODES: Final = 2_000
_FARTHEST: Final = 100_000
Said = Annotated[str, Meta(min_length=1, max_length=4_000)]
Place = Annotated[int, Meta(ge=-_FARTHEST, le=_FARTHEST)]


class _Entry(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    pass


class Opened(_Entry, frozen=True, tag="opened"):
    """``why`` is the purpose: on what ground the subjects are looked into."""

    title: Name
    why: Said
    subjects: Annotated[tuple[Name, ...], Meta(max_length=200)] = ()


class SubjectAdded(_Entry, frozen=True, tag="subject"):
    id: Name
    note: Words = ""


class SubjectRemoved(_Entry, frozen=True, tag="subject_removed"):
    id: Name
    why: Said


class Noted(_Entry, frozen=True, tag="note"):
    text: Said


Away = Literal["hidden", "folded"]


class Placed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A node of a saved graph, where the investigator put it. ``away``: it is not drawn, being
    hidden by hand or folded into a hub. What an entry did not say before there was a word for it
    stays unset, so that its digest stays the same."""

    id: Name
    x: Place
    y: Place
    family: Name = "subject"
    note: Words = ""
    group: Annotated[str, Meta(max_length=100)] = ""
    away: Away | UnsetType = UNSET


class Fold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a node's ties of one kind and direction are opened, or folded into it."""

    id: Name
    kind: Name
    direction: Literal["out", "in"]
    open: bool
    family: Name = "subject"


class GraphSaved(_Entry, frozen=True, tag="graph"):
    """Saved again under one name, the last one counts. The ties between its nodes are looked up
    as of ``day`` whenever it is shown; today's where no day is kept."""

    name: Name
    nodes: Annotated[tuple[Placed, ...], Meta(min_length=1, max_length=MOST_NODES)]
    day: Day | None = None
    folds: Annotated[tuple[Fold, ...], Meta(max_length=MOST_NODES)] | UnsetType = UNSET


class Find(_Entry, frozen=True, tag="finding"):
    """A question to be answered and proved; ``says`` is what the investigator makes of it."""

    question: Name
    ids: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=100)]
    says: Said
    parameters: dict[str, str | int | bool] = {}
    as_of: Day | None = None


class Found(_Entry, frozen=True, tag="finding"):
    """The question as it was answered, by the ids and with all the parameters of then;
    ``statements`` is the digest of what the answer said."""

    question: str
    ids: tuple[str, ...]
    says: str
    parameters: dict[str, str | int | bool]
    as_of: str
    statements: str


class FindingDropped(_Entry, frozen=True, tag="finding_dropped"):
    finding: int
    why: Said


class TakeChange(_Entry, frozen=True, tag="change"):
    """A change of a watched subject that gives cause, by its id in the organisation's feed."""

    change: Name


class ChangeTaken(_Entry, frozen=True, tag="change"):
    """The change as the feed told it then, in few words: whose answer, from what to what, by which
    kinds of statement. Records are not named: they may have to be forgotten later."""

    change: Name
    event: dict[str, Any] = {}


class Closed(_Entry, frozen=True, tag="closed"):
    why: Said


class Reopened(_Entry, frozen=True, tag="reopened"):
    why: Said


Entered = (
    SubjectAdded | SubjectRemoved | Noted | GraphSaved | Find | FindingDropped | TakeChange
    | Closed | Reopened
)  # fmt: skip
"""What may be sent to be entered once an investigation is open."""

Entry = (
    Opened | SubjectAdded | SubjectRemoved | Noted | GraphSaved | Found | FindingDropped
    | ChangeTaken | Closed | Reopened
)  # fmt: skip
"""What the trail keeps."""

Kind = Literal[
    "opened", "subject", "subject_removed", "note", "graph", "finding", "finding_dropped",
    "change", "closed", "reopened",
]  # fmt: skip
KINDS_ZH: Final[dict[Kind, str]] = {
    "opened": "立卷",
    "subject": "列入主体",
    "subject_removed": "移出主体",
    "note": "记录",
    "graph": "保存关系图",
    "finding": "认定发现",
    "finding_dropped": "撤下发现",
    "change": "收入变化提示",
    "closed": "结卷",
    "reopened": "重新打开",
}

encode: Final = msgspec.json.Encoder(order="sorted").encode
decode: Final = msgspec.json.Decoder(Entry).decode


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body that opens an investigation."""

    title: Name
    why: Said
    subjects: Annotated[tuple[Name, ...], Meta(max_length=200)] = ()


class Entering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``after`` is the last entry the sender knows: where another was made meanwhile, nothing is
    entered. Without it the entry is simply added."""

    entry: Entered
    after: Annotated[int, Meta(ge=1)] | None = None
