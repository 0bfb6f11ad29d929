"""The recipes of docs/recipes.md do what they say: each curl and Python one is run, as written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api import town
from tests.client.test_client import address

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "recipes.md").read_text("utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
__all__ = ["address"]


def run(command: list[str], at: str) -> str:
    environment = {
        **os.environ, "XINMAI_URL": at, "XINMAI_KEY": town.KEY, "PYTHONPATH": str(ROOT),
        "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
    }  # fmt: skip
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_recipes() -> None:
    assert (len(SHELL), len(PYTHON)) == (3, 2)


@pytest.mark.parametrize(
    ("recipe", "told"),
    list(zip(SHELL, ("甲建设集团有限公司", '"asked":"t:yi"', town.JIA), strict=True)),
)
def test_curl(recipe: str, told: str, address: str) -> None:
    assert told in run(["sh", "-c", recipe], address)


def test_python(address: str) -> None:
    assert run([sys.executable, "-c", PYTHON[0]], address).startswith("甲建设集团有限公司")


def test_pandas(address: str) -> None:
    told = run([sys.executable, "-c", PYTHON[1]], address)
    assert town.JIA in told
    assert "没有这家" not in told


def test_pandas_where_no_name_is_certain(address: str) -> None:
    recipe = PYTHON[1].replace("甲建設集團", "没有那家").replace("乙建筑工程", "也没有")
    assert "Empty DataFrame" in run([sys.executable, "-c", recipe], address)
