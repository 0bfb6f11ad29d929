"""Ids and names found as people type them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from graph.errors import RefusedInput
from graph.facts import Key, NodeFact, subject
from graph.search_text import place
from graph.store import Store, open_store
from tests.graph.contract.drawing import A, B, C, a_batch, a_file, company


def names(store: Store, text: str) -> list[str]:
    return [hit.name for hit in store.search(text)]


def test_two_chinese_characters(store: Store) -> None:
    store.apply(
        a_batch(company(A, "上海宏图建设有限公司"), company(B, "宏图"), company(C, "图宏建设"))
    )
    hits = store.search("宏图")
    assert [hit.name for hit in hits] == ["宏图", "上海宏图建设有限公司"]
    assert hits[0].score == 1.0
    assert 0 < hits[1].score < 1
    assert sorted(names(store, "建设")) == ["上海宏图建设有限公司", "图宏建设"]


def test_hits_hold_the_text_itself(store: Store) -> None:
    store.apply(a_batch(company(A, "建设宏图")))  # has the bigrams, apart from each other
    assert names(store, "建设图") == []
    assert names(store, "设宏") == ["建设宏图"]


def test_width_and_case_are_folded(store: Store) -> None:
    store.apply(a_batch(company(A, "ＡＢＣ(中国)Holding")))
    assert names(store, "abc（中国）") == ["ＡＢＣ(中国)Holding"]
    assert names(store, "hOLD") == ["ＡＢＣ(中国)Holding"]


@pytest.mark.parametrize("text", ["", "  ", '"', "%", "_", "*", "''", "NEAR(", "\\", "甲 OR 乙"])
def test_marks_are_text_not_syntax(store: Store, text: str) -> None:
    store.apply(a_batch(company(A, "甲公司")))
    assert names(store, text) == []


def test_one_character(store: Store) -> None:
    store.apply(a_batch(company(A, "甲公司"), company(B, "乙公司")))
    assert names(store, "乙") == ["乙公司"]


def test_by_id(store: Store) -> None:
    code = "91310115MA1K3ABC0X"
    store.apply(a_batch(company(subject(code), "甲"), company(A, code[:9])))
    assert store.search(code)[0].key == subject(code)
    assert store.search(code)[0].score == 1.0
    assert {hit.key for hit in store.search("310115ma")} >= {subject(code)}


def test_families_and_limit(store: Store) -> None:
    site = Key("project", "TOY:p")
    store.apply(
        a_batch(
            company(A, "虹桥一"),
            company(B, "虹桥二"),
            NodeFact(site, "project", {"name": "虹桥站"}),
        )
    )
    assert len(store.search("虹桥", limit=1)) == 1
    assert {hit.key for hit in store.search("虹桥")} == {A, B}
    assert [hit.key for hit in store.search("虹桥", family="project")] == [site]
    assert {hit.key for hit in store.search("虹桥", family=None)} == {A, B, site}


def test_an_id_without_its_source(store: Store) -> None:
    store.apply(a_batch(company(subject("X:7:b"), "甲"), company(subject("Y:7:b"), "乙")))
    assert store.resolve("7:b") == [subject("X:7:b"), subject("Y:7:b")]
    assert store.resolve("X:7:b") == [subject("X:7:b")]
    assert store.resolve("b") == []
    assert store.resolve("7:b", "project") == []
    store.apply(a_batch(company(subject("7:b"), "丙")))
    assert store.resolve("7:b") == [subject("7:b")]


@pytest.mark.parametrize(
    "url", ["", "postgres://x", "store.db", "sqlite:", "sqlite://", "sqlite:///"]
)
def test_an_unknown_store_is_never_an_empty_one(url: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        open_store(url)
    assert refused.value.field == "store"


def found(store: Store, text: str, **options: Any) -> list[str]:
    return [hit.name for hit in store.search(text, **options)]


def test_traditional_and_simplified_find_each_other(store: Store) -> None:
    store.apply(a_batch(company(A, "濟南鑫脈建設有限公司"), company(B, "济南鑫脉建设工程有限公司")))
    for text in ("鑫脉建设", "鑫脈建設", "鑫脈建设"):
        assert set(found(store, text)) == {"濟南鑫脈建設有限公司", "济南鑫脉建设工程有限公司"}
    assert store.search("济南鑫脉建设有限公司")[0].key == A
    assert store.search("济南鑫脉建设有限公司")[0].score == 1.0


@pytest.mark.parametrize(
    "text",
    ["xinmai", "jinan xinmai", "Xin Mai", "xin'maijian", "jnxm", "XMJS", "jinanxinm", "xmjsyxgs",
     "jsy", "jsyx"],
)  # fmt: skip
def test_names_are_found_as_they_are_read(store: Store, text: str) -> None:
    store.apply(a_batch(company(A, "济南信脉建设有限公司"), company(B, "济南新天地公司"),
                        company(C, "长安行")))  # fmt: skip
    assert found(store, text)[0] == "济南信脉建设有限公司"
    assert "长安行" not in found(store, text)


@pytest.mark.parametrize(
    "text",
    ["jinan songxian jianshe gongcheng", "jinansongxianjianshegongchengyouxiangongsi",
     "JINAN SONGXIAN JIANSHE GONGCHENG YOUXIAN GONGSI", "songxian jianshe gongcheng youx"],
)  # fmt: skip
def test_a_long_name_is_found_however_many_ways_there_are_to_cut_it(
    store: Store, text: str
) -> None:
    """jin'an or ji'nan, xian or xi'an, jian or ji'an: sixteen ways and more."""
    store.apply(a_batch(company(A, "济南松贤建设工程有限公司"), company(B, "济南松贤商贸公司")))
    assert found(store, text) == ["济南松贤建设工程有限公司"]


def test_initials_of_traditional_and_renamed(store: Store) -> None:
    store.apply(a_batch(company(A, "濟南鑫脈建設有限公司"), company(B, "山东泰山石有限公司")))
    assert found(store, "jnxm") == found(store, "xmjs") == ["濟南鑫脈建設有限公司"]
    store.apply(a_batch(company(A, "北京长城公司"), file=a_file("two")))
    assert found(store, "jnxm") == []
    assert found(store, "bjcc") == found(store, "bjzc") == ["北京长城公司"]


def test_characters_read_in_two_ways_are_found_by_either(store: Store) -> None:
    store.apply(a_batch(company(A, "长安银行"), company(B, "重庆乐行")))
    assert found(store, "changan") == found(store, "zhangan") == ["长安银行"]
    assert found(store, "yinhang") == ["长安银行"]
    assert found(store, "xi'an") == []
    assert found(store, "chongqing") == found(store, "cqlx") == ["重庆乐行"]


def test_what_is_read_ranks_behind_what_is_written(store: Store) -> None:
    store.apply(a_batch(company(A, "信脉"), company(B, "XINMAI"), company(C, "XINMAI Holding")))
    assert found(store, "xinmai") == ["XINMAI", "XINMAI Holding", "信脉"]


def test_persons_are_found_by_the_whole_name_alone(store: Store) -> None:
    """By a part of it somebody who sees it masked would read the rest, a character at a time."""
    zhang = NodeFact(subject("p-1"), "person", {"name": "张信脉"})
    store.apply(a_batch(zhang, company(A, "信脉公司")))
    assert found(store, "xinmai") == ["信脉公司"]
    for part in ("信脉", "张信", "信", "脉"):
        assert "张信脉" not in found(store, part)
    assert found(store, "张信脉") == found(store, " 張信脈 ") == ["张信脉"]


def test_a_new_name_is_read_and_an_old_one_is_not(store: Store) -> None:
    store.apply(a_batch(company(A, "信脉公司")))
    store.apply(a_batch(company(A, "泰山石"), file=a_file("two")))
    assert found(store, "xinmai") == []
    assert found(store, "taishan") == ["泰山石"]


def test_names_of_other_kinds_take_nobodys_place(store: Store) -> None:
    """More of them than a search looks at, and shorter, so that they would come first."""
    others = [NodeFact(subject(f"p:{n}"), "person", {"name": "鲁班"}) for n in range(2_100)]
    store.apply(a_batch(*others, company(A, "济南鲁班建设工程有限公司")))
    found = store.search("鲁班", kinds=["organization"])
    assert [hit.key for hit in found] == [A]
    assert {hit.kind for hit in store.search("鲁班", kinds=["person"])} == {"person"}
    assert store.search("鲁班", kinds=[]) == []


@pytest.mark.parametrize(
    "text",
    ["shandongjinanjianshe", "jinanjian", "sdjnjs", "山东济南建设", "山东(济南)建设",
     "山东（濟南）建設"],
)  # fmt: skip
def test_brackets_in_the_middle_are_not_said(store: Store, text: str) -> None:
    store.apply(a_batch(company(A, "山东（济南）建设有限公司"), company(B, "山东建设公司")))
    assert found(store, text) == ["山东（济南）建设有限公司"]
    store.apply(a_batch(company(A, "山东济南建设有限公司"), file=a_file("two")))
    assert found(store, text) == ["山东济南建设有限公司"]


def test_of_very_many_names_the_first_places_are_looked_at(store: Store, tmp_path: Path) -> None:
    """More than a store looks at, of one length: who came first, and who else is there, choose
    none of them."""
    firms = [company(subject(f"x:{n:04}"), f"鲁班{n:04}公司") for n in range(2_300)]
    Random(1).shuffle(firms)
    kin = [NodeFact(subject(f"p:{n}"), "person", {"name": "鲁班"}) for n in range(50)]
    store.apply(a_batch(*kin, *firms))
    told = [hit.key for hit in store.search("鲁班", limit=9_000, kinds=["organization"])]
    first = sorted((fact.key for fact in firms), key=lambda key: place(0, key.id, "鲁班0000公司"))
    assert 2_000 <= len(told) < 2_100
    assert set(told) == set(first[: len(told)])


def test_departments_are_left_out_unless_asked_for(store: Store) -> None:
    store.apply(a_batch(company(subject("unit:济南市财政局"), "济南市财政局"),
                        company(A, "济南财政印刷厂")))  # fmt: skip
    assert found(store, "财政") == ["济南财政印刷厂"]
    assert set(found(store, "财政", departments=True)) == {"济南财政印刷厂", "济南市财政局"}
    assert found(store, "济南市财政局") == ["济南市财政局"]


@pytest.mark.parametrize(
    "name",
    [
        "济南信脉建筑工程有限公司",  # one character wrong
        "济南信脉建工程有限公司",  # one missing
        "济南脉信建设工程有限公司",  # two swapped
        "济南心脉建设工程有限公司",  # read alike
        "濟南信脈建設工程有限公司",
        "信脉建设工程",
    ],
)
def test_names_alike(store: Store, name: str) -> None:
    brands = [first + second for first in "泰岱鲁齐" for second in "丰盛隆昌"]
    others = [company(subject(f"x:{b}"), f"济南{b}建设工程有限公司") for b in brands]
    store.apply(a_batch(company(A, "济南信脉建设工程有限公司"), *others))
    assert A in [hit.key for hit in store.alike(name, limit=8)]
    scores = [hit.score for hit in store.alike(name, limit=8)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_names_that_may_not_be_told_weigh_nothing(store: Store) -> None:
    """However many persons are named as a firm is."""
    names = ("信脉建设", "信脉贸易", "建设信托", "脉动体育", "鑫麦建设", "泰山建设", "建设路商店")
    firms = [company(subject(f"x:{n}"), name) for n, name in enumerate(names)]
    kin = [NodeFact(subject(f"p:{n}"), "person", {"name": f"信脉{n}"}) for n in range(40)]

    def alike() -> list[tuple[Key, str, float]]:
        hits = store.alike("信脉建设", kinds=["organization"], among=len(firms))
        return [(hit.key, hit.name, hit.score) for hit in hits]

    store.apply(a_batch(*firms))
    bare = alike()
    assert bare[0][1:] == ("信脉建设", 1.0)
    assert {name for _, name, _ in bare} >= {"信脉贸易", "鑫麦建设", "泰山建设"}
    store.apply(a_batch(*kin, file=a_file("two")))
    assert alike() == bare


def test_both_stores_find_the_same_names_alike(store: Store, tmp_path: Path) -> None:
    names = [
        f"济南{a}{b}{c}" for a in "信鑫新泰" for b in "脉麦岱山" for c in ("建设", "贸易", "公司")
    ]
    facts = [company(subject(f"x:{n}"), name) for n, name in enumerate(names)]
    store.apply(a_batch(*facts))
    with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        other.prepare()
        other.apply(a_batch(*reversed(facts)))
        for asked in ("济南信脉建设", "信麦", "鑫脈貿易", "山岱新公司"):
            one, two = store.alike(asked, limit=20), other.alike(asked, limit=20)
            assert [(h.key, h.score) for h in one] == [(h.key, h.score) for h in two]


def test_nothing_is_alike(store: Store) -> None:
    assert store.alike("济南信脉") == []
    store.apply(a_batch(company(A, "泰山石")))
    assert store.alike("济南信脉") == []
    assert store.alike("") == []
    assert store.alike('"') == []
