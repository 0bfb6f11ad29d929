"""Bytes at every parser, in a short run: each is accepted or refused, and nothing else happens.

``python -m bench.fuzz --inputs 10000000`` is the same for longer.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"), reason="atheris is built for Linux"
)
def test_no_parser_does_anything_but_accept_and_refuse() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.fuzz", "--inputs", "1", "--turn", "0.05", "--seed", "7"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=500, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    rows = re.findall(r"^│ (.+?) +│ ([\d,]+) +│ ([\d,]+) +│ [\d,]+ +│ 0 ", run.stdout, re.MULTILINE)
    tried = {name: (int(inputs.replace(",", "")), accepted) for name, inputs, accepted in rows}
    whole, _ = tried.pop("all")
    assert len(tried) >= 50
    assert whole == sum(inputs for inputs, _ in tried.values())
    assert all(inputs > 1 for inputs, _ in tried.values())
    assert [name for name, (_, accepted) in tried.items() if accepted == "0"] == []
