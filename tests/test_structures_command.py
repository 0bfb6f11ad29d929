"""Loops, groups, shells and shares beyond the whole as a user asks them, from plain deliveries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands import answer, loaded_with, xinmai

DAY = ("--as-of", "2026-01-31")
REGISTERED = {
    "91370102MAP0D1BE01": "2025-03-03",
    "91370112MAWJY3CE7B": "2025-03-04",
    "91370103MA26H6DE2H": "2025-03-07",
    "91370112MA7Q39EE8H": "2025-06-07",
}
S1, S2, S3, S4 = REGISTERED
FILES = {
    "subjects": "id,name,kind\nA,济南甲有限公司,组织\nB,济南乙有限公司,组织\n"
    "C,济南丙有限公司,组织\nPA,张三丰,自然人\n",
    "ties": "subject,tie,other,amount_yuan\nB,担保,A,\n",
    "ownership": "owner,company,share_percent\nPA,A,60\nA,B,70\nB,C,50\nC,A,20\nPA,D,80\nA,D,40\n",
    "主体": "统一社会信用代码,企业名称,登记状态,成立日期,住所,联系电话\n"
    + "".join(
        f"{code},{number}号商贸有限公司,存续,{day},济南市历下区一号路1号,053188880001\n"
        for number, (code, day) in enumerate(REGISTERED.items())
    ),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded_with(tmp_path_factory.mktemp("structures"), FILES)


def only(found: dict[str, Any]) -> Any:
    assert (found["legal_effect"], found["complete"], found["total"]) == (False, True, 1)
    assert found["basis"][0]["article"].startswith("股权结构")
    (item,) = found["items"]
    return item


def test_a_loop_with_its_path_and_product(loaded: Path) -> None:
    item = only(answer(loaded, "loops", "B", *DAY))
    assert {each["id"] for each in item["members"]} == {"local:A", "local:B", "local:C"}
    assert (item["product_ppm"], item["product_max_ppm"], item["closed"]) == (70_000, 70_000, False)
    assert [step["kind"] for step in item["path"]] == ["owns"] * 3
    assert item["path"][0]["source"] == item["path"][-1]["target"]
    assert answer(loaded, "loops", "D", *DAY)["items"] == []
    assert only(answer(loaded, "loops", *DAY)) == item


def test_shares_beyond_the_whole(loaded: Path) -> None:
    item = only(answer(loaded, "overfull", "D", *DAY))
    assert (item["total_ppm"], item["excess_ppm"]) == (1_200_000, 200_000)
    assert [each["share_ppm"] for each in item["holders"]] == [800_000, 400_000]
    assert answer(loaded, "overfull", "A", *DAY)["items"] == []
    assert only(answer(loaded, "overfull", *DAY)) == item


def test_a_group_and_its_controller_masked(loaded: Path) -> None:
    item = only(answer(loaded, "groups", "B", *DAY))
    assert (item["head"]["id"], item["size"]) == ("local:PA", 3)
    assert {each["id"] for each in item["members"]} == {"local:A", "local:B", "local:D"}
    assert "张三丰" not in str(item)
    assert answer(loaded, "groups", S1, *DAY)["items"] == []
    city = only(answer(loaded, "groups", *DAY))
    assert (city["head"], city["size"], city["unlisted"]) == (item["head"], 3, 3)


def test_a_shell_cluster(loaded: Path) -> None:
    item = only(answer(loaded, "shells", S1, *DAY))
    assert [each["id"] for each in item["members"]] == [S1, S2, S3]
    assert (item["since"], item["until"]) == ("2025-03-03", "2025-03-07")
    assert {each["sharing"] for each in item["shared"]} == {"address", "phone"}
    assert answer(loaded, "shells", S4, *DAY)["items"] == []
    assert only(answer(loaded, "shells", *DAY)) == item


def test_ranking_and_distress(loaded: Path) -> None:
    found = answer(loaded, "ranking", "PA", "--limit", "2", *DAY)
    assert found["items"][0]["id"] in {"local:A", "local:D"}
    assert (len(found["items"]), found["omitted"]) == (2, found["total"] - 2)
    found = answer(loaded, "debtrank", "A", *DAY)
    (item,) = found["items"]
    assert (item["id"], item["distress_ppm"], item["distress_max_ppm"]) == ("local:B", 0, 1_000_000)
    assert [step["kind"] for step in item["path"]] == ["guarantees"]
    assert xinmai(loaded, "ranking", "A", *DAY)[0] == 0
    assert xinmai(loaded, "debtrank", "A", *DAY)[0] == 0
    assert xinmai(loaded, "ranking")[0] == 2


def test_as_text_and_refused(loaded: Path) -> None:
    for topic in ("loops", "overfull", "groups", "shells"):
        code, text, error = xinmai(loaded, topic, "--limit", "5", *DAY)
        assert code == 0, error
        assert "没有法律效力" in text
    assert xinmai(loaded, "shells", "Z9", *DAY)[0] == 3
    assert xinmai(loaded, "groups", "--limit", "0")[0] == 2
