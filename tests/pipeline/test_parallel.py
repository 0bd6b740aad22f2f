"""Work is spread over processes without losing order, memory or results."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from marsad.pipeline.parallel import CHUNK, ordered_map


def square(number: int) -> int:
    return number * number


def square_or_die(number: int) -> int:
    if number % 50 == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def lost(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_their_inputs(jobs: int) -> None:
    assert list(ordered_map(square, range(100), jobs=jobs, lost=lost)) == [
        number * number for number in range(100)
    ]


def test_an_endless_input_is_read_only_as_far_as_results_are_taken() -> None:
    read = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            read.append(number)
            yield number
            number += 1

    results = ordered_map(square, endless(), jobs=2, lost=lost)
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert len(read) <= 6 * CHUNK
    results.close()  # type: ignore[attr-defined]


def test_a_process_that_dies_costs_only_the_item_that_killed_it() -> None:
    results = list(ordered_map(square_or_die, range(120), jobs=2, lost=lost))
    assert results == [-n if n % 50 == 13 else n * n for n in range(120)]


def test_nothing_in_nothing_out() -> None:
    assert list(ordered_map(square, [], jobs=2, lost=lost)) == []
