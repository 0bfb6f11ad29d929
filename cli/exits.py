"""The exit codes: 0 answered (rows in quarantine included), 1 an audit log or a backup that is not
whole, 2 wrong use, 3 unknown id, 4 refused input, 5 the store cannot be reached."""

from __future__ import annotations

from typing import Final

from graph import errors

EXIT: Final[dict[type[Exception], int]] = {
    errors.UnknownId: 3,
    errors.NoLongerKept: 3,
    errors.AmbiguousId: 2,
    errors.RefusedInput: 4,
    errors.NotNow: 4,
    errors.NotPermitted: 4,
    errors.StoreError: 5,
}


def exit_code(error: Exception) -> int:
    """The exit code of the error's nearest class in the table."""
    return next((EXIT[kind] for kind in type(error).__mro__ if kind in EXIT), 1)
