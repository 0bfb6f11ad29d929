"""The breaker on a clock of its own, and calls that take too long."""

from __future__ import annotations

import threading
import time

import pytest

from graph.breaker import Breaker, within


class Asked:
    """A store that fails while told to, counting how often it is really asked."""

    def __init__(self) -> None:
        self.fails: type[Exception] | None = None
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        if self.fails:
            raise self.fails
        return "answer"


@pytest.fixture
def clock() -> list[float]:
    return [100.0]


@pytest.fixture
def breaker(clock: list[float]) -> Breaker[ConnectionError]:
    return Breaker(
        ConnectionError, lambda left: ConnectionError(f"in {left:.0f} s"),
        failures=3, seconds=5.0, clock=lambda: clock[0],
    )  # fmt: skip


def failed(breaker: Breaker[ConnectionError], asked: Asked, times: int) -> None:
    for _ in range(times):
        with pytest.raises(ConnectionError):
            breaker.call(asked)


def test_it_opens_after_so_many_failures_and_tries_once_after_its_time(
    breaker: Breaker[ConnectionError], clock: list[float]
) -> None:
    asked = Asked()
    asked.fails = ConnectionError
    failed(breaker, asked, 10)
    assert asked.times == 3
    clock[0] += 4
    with pytest.raises(ConnectionError, match="in 1 s"):
        breaker.call(asked)
    clock[0] += 1
    failed(breaker, asked, 10)  # one try, and refusals again
    assert asked.times == 4
    asked.fails = None
    clock[0] += 5
    assert breaker.call(asked) == "answer"
    assert [breaker.call(asked) for _ in range(5)] == ["answer"] * 5


def test_a_success_between_and_other_errors_do_not_count(
    breaker: Breaker[ConnectionError],
) -> None:
    asked = Asked()
    for fails in (ConnectionError, ConnectionError, None, ConnectionError, KeyError) * 4:
        asked.fails = fails
        if fails is None:
            breaker.call(asked)
        else:
            with pytest.raises(fails):
                breaker.call(asked)
    assert asked.times == 20


def test_one_call_tries_while_others_are_refused(
    breaker: Breaker[ConnectionError], clock: list[float]
) -> None:
    asked = Asked()
    asked.fails = ConnectionError
    failed(breaker, asked, 3)
    clock[0] += 6
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        go_on.wait(10)
        return "answer"

    trial = threading.Thread(target=lambda: breaker.call(slow))
    trial.start()
    begun.wait(10)
    with pytest.raises(ConnectionError, match="in 0 s"):
        breaker.call(asked)
    go_on.set()
    trial.join()
    asked.fails = None
    assert breaker.call(asked) == "answer"


def test_a_call_within_its_time_and_one_beyond() -> None:
    assert within(5, lambda: 7, TimeoutError) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0, TimeoutError)
    with pytest.raises(TimeoutError):
        within(0.05, lambda: time.sleep(1), TimeoutError)
