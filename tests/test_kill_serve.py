"""kill -9 of the whole server under write load: what it acknowledged is there afterwards.

``python -m bench.kill_serve --times 1000`` is the same with more rounds.
"""

from __future__ import annotations

from pathlib import Path

from bench.kill_serve import run


def test_acknowledged_acts_survive_kills_and_the_chain_is_whole(tmp_path: Path) -> None:
    tally = run(tmp_path, 8, seed=7, shown=False)
    assert tally.kills == 8
    assert tally.acknowledged.total() > 40
    assert (tally.lost, tally.broken) == ([], [])
    assert set(tally.refused) == set()
