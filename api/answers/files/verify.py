"""Whether a verification code is genuine, and whether the file still says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from api.answers.asking import Moment
from api.answers.files.file import file_again
from api.answers.files.shapes import VerifyAnswer
from api.answers.ground import Ground
from api.answers.stamp import FileNumber, Stamp
from graph.errors import RefusedInput, UnknownId


def verify_answer(on: Callable[[Moment], Ground], stamp: Stamp, code: str) -> VerifyAnswer:
    """A code this service did not issue is answered with ``issued`` false and nothing else.

    A genuine one has its file written again as of its day and revision; that costs what the file
    costs, and a network of a past revision.
    """
    found = stamp.issued(code)
    if found is None:
        return _verdict(code, None, None, None, None)
    number, content = found
    try:
        again = file_again(on(Moment(number.day, number.revision)), stamp, number)
    except (UnknownId, RefusedInput):
        return _verdict(code, number, False, None, None)
    same = again["verification"].split("-")[3] == content
    return _verdict(code, number, same, again["id"], again["name"])


def verify_among(
    views: Sequence[Callable[[Moment], Ground]], stamp: Stamp, code: str
) -> VerifyAnswer:
    """Whoever asks need not see what the file was written from: it is written again over each
    view, until one gives the same file."""
    verdict = verify_answer(views[0], stamp, code)
    for on in views[1:]:
        if not verdict["issued"] or verdict["reproduced"]:
            break
        again = verify_answer(on, stamp, code)
        if again["reproduced"] or verdict["id"] is None:
            verdict = again
    return verdict


def _verdict(
    code: str, number: FileNumber | None, same: bool | None, id: str | None, name: str | None
) -> VerifyAnswer:
    return {
        "code": code[:120] if number else "",
        "issued": number is not None,
        "reproduced": same,
        "number": str(number) if number else None,
        "kind": number.kind if number else None,
        "id": id,
        "name": name,
        "as_of": number.day.isoformat() if number else None,
        "revision": number.revision if number else None,
    }
