"""A writing process: applies batches for ever and acknowledges each on its standard output.

    python -m tests.graph.contract.writer URL NAME ROWS FIRST

Batch n holds ROWS rows; row i states company ``NAME:n-i`` and its owner ``NAME:n``.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import count

from graph.facts import Batch, Row, subject
from graph.store import open_store
from tests.graph.contract.drawing import a_file, company, owns


def batch(name: str, number: int, rows: int) -> Batch:
    owner = subject(f"{name}:{number}")
    firms = [subject(f"{name}:{number}-{i}") for i in range(rows)]
    drawn = [
        Row(i + 2, (company(firm, f"第{i}公司"), owns(owner, firm, i)))
        for i, firm in enumerate(firms)
    ]
    return Batch(a_file(f"{name}-{number}"), drawn, through=rows, complete=True)


def main(url: str, name: str, rows: int, first: int) -> None:
    with open_store(url) as store:
        for number in count(first):
            applied = store.apply(batch(name, number, rows))
            sys.stdout.write(f"{number} {applied.revision}\n")
            sys.stdout.flush()


def start(url: str, name: str, rows: int, first: int = 0) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.graph.contract.writer", url, name, str(rows), str(first)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
