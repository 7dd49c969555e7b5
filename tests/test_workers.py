"""Work over several processes: every item once, answers in order, nothing left waiting when one dies."""

import gc
import os
import signal
import time
from itertools import pairwise

import pytest

from broadsheet import workers
from broadsheet.problems import ProblemError

forked = pytest.mark.skipif(not workers.CAN_FORK, reason="no fork here")


@pytest.mark.parametrize("both_ends", [False, True])
@pytest.mark.parametrize(("items", "jobs"), [(0, 2), (1, 2), (2, 8), (50, 1), (50, 2), (201, 3)])
def test_answers_come_in_order(items: int, jobs: int, both_ends: bool) -> None:
    def double(number: int) -> int:
        time.sleep(0.002 if number % 7 == 0 else 0)
        return 2 * number

    found = list(workers.map_all(double, range(items), jobs, both_ends=both_ends))
    assert found == [2 * number for number in range(items)]


@forked
def test_each_process_takes_the_next_item_when_it_has_done_one() -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.3 if number == 0 else 0)
        return os.getpid()

    first, *others = workers.map_all(slow_first, range(20), 2)
    assert others.count(first) < 5
    assert len({first, *others, os.getpid()}) == 2


@forked
def test_with_both_ends_the_first_process_has_the_first_items() -> None:
    def who(number: int) -> int:
        time.sleep(0.005)
        return os.getpid()

    found = list(workers.map_all(who, range(40), 2, both_ends=True))
    assert len(set(found)) == 2
    assert found[0] == os.getpid()
    changes = sum(one != other for one, other in pairwise(found))
    assert changes == 1


@forked
def test_answers_travel_as_they_are_packed() -> None:
    def who(number: int) -> int:
        time.sleep(0.002)
        return os.getpid()

    packing = workers.Packing(lambda answer: str(-answer).encode(), int)
    found = set(workers.map_all(who, range(20), 2, packing=packing))
    assert len(found) == 2
    assert os.getpid() in found
    assert min(found) < 0


@forked
def test_a_worker_that_is_far_ahead_does_not_wait_to_be_heard() -> None:
    def large(number: int) -> bytes:
        time.sleep(0.5 if number == 0 else 0)
        return bytes([os.getpid() % 256]) * 20_000

    answers = list(workers.map_all(large, range(30), 2))
    assert answers.count(answers[0]) < 5


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_an_item_raises_is_raised_at_its_turn(jobs: int) -> None:
    def fail(number: int) -> int:
        if number in (5, 30):
            raise ValueError(f"no {number}")
        return number

    found = []
    with pytest.raises(ValueError, match="no 5"):
        for answer in workers.map_all(fail, range(40), jobs, both_ends=True):
            found.append(answer)
    assert found == [0, 1, 2, 3, 4]


@forked
@pytest.mark.parametrize("last", [False, True])
def test_a_process_that_is_ended_is_told_at_once(last: bool) -> None:
    ours = os.getpid()

    def die(number: int) -> bytes:
        if os.getpid() != ours and number > (38 if last else 0):
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.001)
        return bytes(100_000)

    with pytest.raises(ProblemError) as caught:
        list(workers.map_all(die, range(40), 2, both_ends=last))
    assert "ended a process" in caught.value.problems[0].message
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@forked
def test_a_process_that_is_ended_with_the_turn_in_its_hand_is_told_too() -> None:
    ours = os.getpid()

    def die(number: int) -> int:
        if os.getpid() != ours:
            (queue,) = [one for one in gc.get_objects() if isinstance(one, workers._Queue)]
            while not queue.has_turn():
                pass
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01)
        return number

    def too_late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(20)
    try:
        with pytest.raises(ProblemError):
            list(workers.map_all(die, range(40), 2))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
