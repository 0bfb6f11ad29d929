"""``screen``, ``watch``, ``changes`` and ``webhook`` as commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.command import xinmai
from graph.errors import RefusedInput, UnknownId
from graph.store import open_store
from tests.api import town
from tests.api.feed.test_feed_http import list_it


class Desk:
    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder}/town.db"

    def run(self, *words: str, typed: str = "") -> Result:
        return CliRunner().invoke(xinmai, [*words], input=typed, env={"XINMAI_STORE": self.url})

    def ask(self, *words: str, typed: str = "") -> Any:
        done = self.run(*words, "--json", typed=typed)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with town.build(tmp_path):
        yield Desk(tmp_path)


def test_a_file_is_screened_at_once_by_lines_or_as_a_job(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ids.csv"
    file.write_text(f"id,name\n{town.YI},乙\nnobody,\n\n{town.JIA}\n", encoding="utf-8")
    day = ("--as-of", "2026-01-31")
    found = desk.ask("screen", str(file), *day)
    assert [row["asked"] for row in found["rows"]] == [town.YI, "nobody", town.JIA]
    assert (found["asked"], found["answered"]) == (3, 2)
    lines = desk.run("screen", str(file), "--ndjson", *day).stdout.splitlines()
    assert [json.loads(line) for line in lines] == found["rows"]
    job = desk.ask("screen", str(file), "--job", *day)
    assert (job["state"], job["done"], job["rows"]) == ("done", 3, found["rows"])
    assert desk.ask("screen", str(file), "--job", *day)["id"] == job["id"]
    piped = desk.ask("screen", "-", *day, typed=f"{town.YI}\n")
    assert piped["rows"] == found["rows"][:1]
    assert "限制" in desk.run("screen", str(file), *day).stdout
    for refused in (desk.run("screen", "-", typed="\n"), desk.run("screen", f"{tmp_path}/none")):
        assert isinstance(refused.exception, RefusedInput)


def test_what_is_watched_is_told_when_it_changes(desk: Desk) -> None:
    made = desk.ask("watch", "add", "贷后", town.BING, "nobody")
    assert (made["subjects"], made["rows"][1]["error"]["status"]) == (1, 404)
    assert desk.ask("watch", "add", "贷后", town.LONER)["id"] == made["id"]
    assert [one["name"] for one in desk.ask("watch", "list")["watchlists"]] == ["贷后"]
    assert sorted(desk.ask("watch", "list", made["id"])["watched"]) == [town.BING, town.LONER]
    assert desk.ask("changes")["events"] == []
    with open_store(desk.url) as store:
        list_it(store, town.BING)
    found = desk.ask("changes", "--cursor", made["changes"])
    assert [event["subject"] for event in found["events"]] == [town.BING]
    assert "自身记录" in desk.run("changes").stdout
    assert desk.ask("changes", "--cursor", found["cursor"])["events"] == []
    assert desk.ask("watch", "remove", made["id"], town.LONER)["subjects"] == 1
    assert desk.ask("watch", "remove", made["id"]) == {"dropped": made["id"]}
    assert isinstance(desk.run("watch", "remove", made["id"]).exception, UnknownId)


def test_webhooks(desk: Desk) -> None:
    made = desk.ask("webhook", "add", "http://127.0.0.1:9/hook")
    assert made["secret"].startswith("whsec_")
    assert [one["id"] for one in desk.ask("webhook", "list")["webhooks"]] == [made["id"]]
    assert desk.ask("webhook", "replay", made["id"])["state"] == "active"
    assert isinstance(desk.run("webhook", "add", "http://10.0.0.1/").exception, RefusedInput)
    assert "active" in desk.run("webhook", "list").stdout
