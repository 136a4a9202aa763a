"""Workers end after a number of documents, whatever became of these."""

from __future__ import annotations

import os
from dataclasses import dataclass
from multiprocessing import get_context

import pytest

from command import is_alive, wait_for
from zhperf import supervise as module
from zhperf.errors import NoTableError
from zhperf.supervise import Limits, supervise


@dataclass(frozen=True)
class Order:
    name: str


def work(order: Order) -> int:
    if order.name == "no table":
        raise NoTableError(order.name, pages=1, grids=0)
    if order.name == "exit":
        os._exit(3)
    return os.getpid()


@pytest.fixture(autouse=True)
def spawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_safe_context", lambda: get_context("spawn"))


def pids(*names: str, documents: int | None) -> list[int | None]:
    ended = supervise(work, map(Order, names), limits=Limits(documents=documents))
    return [one.result for one in ended]


def test_a_worker_is_replaced_after_its_documents() -> None:
    first, failed, third, fourth = pids("a", "no table", "b", "c", documents=2)
    assert failed is None
    assert third == fourth != first
    for pid in (first, third):
        wait_for(lambda pid=pid: not is_alive(pid or 0))  # type: ignore[misc]


def test_a_crash_begins_the_count_anew() -> None:
    first, crashed, third, fourth, fifth = pids("a", "exit", "b", "c", "d", documents=3)
    assert crashed is None
    assert third == fourth == fifth != first


def test_workers_can_stay_for_ever() -> None:
    assert len(set(pids("a", "b", "c", documents=None))) == 1
    assert Limits().documents == 500
