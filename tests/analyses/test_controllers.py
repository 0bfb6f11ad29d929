"""The actual controller, drawn: registered, by chains, state capital, loops, ties, doubts."""

from __future__ import annotations

from datetime import date

from analyses.controllers import Ultimate, ultimate_controller
from analyses.rulebook import load_rules
from tests.drawing import Drawing

RULES = load_rules()
DAY = date(2026, 1, 31)


def asked(drawing: Drawing, company: int) -> Ultimate:
    return ultimate_controller(drawing.network, drawing, RULES, company, DAY)


def who(found: Ultimate) -> list[int]:
    return [one.controller for one in found.found]


def chain_of_firms(drawing: Drawing, top: int, length: int) -> int:
    for _ in range(length):
        below = drawing.firm()
        drawing.owns(top, below, 51)
        top = below
    return top


def test_what_is_registered_wins() -> None:
    d = Drawing()
    p, q = d.person(), d.person()
    t = chain_of_firms(d, p, 1)
    assert (who(asked(d, t)), asked(d, t).registered) == ([p], False)
    d.link("controls", q, t)
    found = asked(d, t)
    assert (who(found), found.registered, found.answer) == ([q], True, "yes")


def test_the_top_of_a_chain_with_method_and_steps() -> None:
    d = Drawing()
    p = d.person()
    t = chain_of_firms(d, p, 40)
    (one,) = asked(d, t).found
    assert (one.controller, one.means, len(one.steps)) == (p, "votes", 40)
    assert one.steps[0].source == p
    assert one.steps[-1].target == t


def test_halves_control_nobody() -> None:
    d = Drawing()
    p, q, t = d.person(), d.person(), d.firm()
    d.owns(p, t, 50)
    d.owns(q, t, 50)
    assert (asked(d, t).answer, who(asked(d, t))) == ("no", [])


def test_nobody_is_looked_for_above_an_organ_of_the_state() -> None:
    d = Drawing()
    government = d.firm(name="济南市人民政府", state_capital=True)
    organ = d.firm(name="济南市国资委", state_capital=True)
    group, t = d.firm(state_capital=True), d.firm()
    for owner, firm in ((government, organ), (organ, group), (group, t)):
        d.owns(owner, firm, 100)
    found = asked(d, t)
    assert (who(found), found.state, found.answer) == ([organ], (organ,), "yes")


def test_a_loop_of_control_has_one_name() -> None:
    d = Drawing()
    a, b, t = d.firm(), d.firm(), d.firm()
    d.owns(a, b, 60)
    d.owns(b, a, 60)
    d.owns(b, t, 60)
    found = asked(d, t)
    assert (who(found), found.loop) == ([a], (a, b))


def test_registered_control_above_a_chain() -> None:
    d = Drawing()
    p, a = d.person(), d.firm()
    d.office(p, a, "actual_controller")
    t = chain_of_firms(d, a, 2)
    found = asked(d, t)
    assert (who(found), found.registered) == ([p], False)
    assert [step.kind for step in found.found[0].steps] == ["holds_office", "owns", "owns"]


def test_concert_only_where_nobody_controls_alone() -> None:
    d = Drawing()
    p, q, t = d.person(), d.person(), d.firm()
    d.owns(p, t, 30)
    d.owns(q, t, 30)
    d.link("acts_with", p, q)
    found = asked(d, t)
    assert [(one.controller, one.means) for one in found.found] == [(p, "concert"), (q, "concert")]
    d.owns(p, t, 25)
    assert [(one.controller, one.means) for one in asked(d, t).found] == [(p, "votes")]


def test_what_cannot_be_told() -> None:
    d = Drawing()
    p, t = d.person(), d.firm()
    d.link("owns", p, t, share_min=0, share_max=1_000_000)
    found = asked(d, t)
    assert (found.answer, who(found)) == ("unknown", [])
    assert [(doubt.code, doubt.about) for doubt in found.doubts] == [("unknown_share", p)]
    d = Drawing()
    abroad = d.firm(country="VG")
    t = chain_of_firms(d, abroad, 2)
    found = asked(d, t)
    assert (found.answer, who(found)) == ("unknown", [abroad])
    assert [doubt.code for doubt in found.doubts] == ["foreign"]
