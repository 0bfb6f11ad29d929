"""Whoever works over the whole city in compiled code lets others answer meanwhile."""

from __future__ import annotations

import pkgutil
import types
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from numba.core.dispatcher import Dispatcher

import analyses
import graph

ATOMIC = {
    "analyses.alerts.kernels.repair",  # in place, in what others read
    "analyses.alerts.kernels.scores",
}


def kernels(package: types.ModuleType) -> Iterator[tuple[str, Any]]:
    """Those that are called from outside; their helpers run within them."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if "kernels" in found.name:
            module = import_module(found.name)
            for name, kernel in vars(module).items():
                if isinstance(kernel, Dispatcher) and not name.startswith("_"):
                    yield f"{kernel.__module__}.{name}", kernel


def test_kernels_let_go_of_the_interpreter() -> None:
    every = {
        name: kernel for package in (graph, analyses) for name, kernel in kernels(package)
        if kernel.targetoptions.get("inline", "never") == "never"
    }  # fmt: skip
    assert len(every) > 12 and every.keys() >= ATOMIC
    holding = {name for name, kernel in every.items() if not kernel.targetoptions.get("nogil")}
    assert holding == ATOMIC
