"""Ratios and their intervals, on times whose truth is known; and the clock's rows when a worker is in trouble."""

import numpy as np
import pytest

from comparisons.tables import COLUMNS, Tables
from comparisons.timing import MODES, Clock, choose_modes, interval, time_all
from comparisons.workers import Trouble


def times(rng, generations, rounds, median, spread_of_generations=0.0, spread_of_rounds=0.02):
    return [
        list(
            median
            * np.exp(
                spread_of_generations * rng.standard_normal() + spread_of_rounds * rng.standard_normal(rounds)
            )
        )
        for _ in range(generations)
    ]


def test_a_ratio_is_how_many_times_longer():
    low, ratio, high = interval([[6.0, 6.0, 6.0]] * 3, [[2.0, 2.0, 2.0]] * 3)
    assert (low, ratio, high) == pytest.approx((3.0, 3.0, 3.0))


def test_drift_that_hits_both_alike_leaves_no_trace():
    drift = np.array([1.0, 1.5, 2.0, 2.5])
    assert interval([list(3 * drift)] * 2, [list(2 * drift)] * 2)[1] == pytest.approx(1.5)


def test_an_interval_holds_the_truth_about_as_often_as_it_promises():
    rng = np.random.default_rng(0)
    held = 0
    for _ in range(200):
        low, _, high = interval(times(rng, 4, 9, 2.0, 0.05), times(rng, 4, 9, 1.0, 0.05))
        held += low <= 2.0 <= high
    assert held >= 0.9 * 200


def test_generations_that_stray_widen_the_interval():
    rng = np.random.default_rng(0)
    calm = interval(times(rng, 3, 9, 1.0), times(rng, 3, 9, 1.0))
    straying = interval(times(rng, 3, 9, 1.0, 0.25), times(rng, 3, 9, 1.0))
    assert np.log(straying[2] / straying[0]) > 3 * np.log(calm[2] / calm[0])


def test_modes_are_chosen_by_name_and_the_base_is_always_there():
    assert choose_modes("default")["keras"] == ("eager", "function")
    assert choose_modes("all")["pytorch"] == ("eager", "compile")
    assert choose_modes("xla, compile") == dict(scratch=(), pytorch=("eager", "compile"), keras=("xla",))


def test_without_a_base_there_is_no_ratio():
    assert np.isnan(interval([[1.0]], [])).all()
    assert np.isnan(interval([[np.nan]], [[1.0]])).all()


class FakeWorker:
    """A worker that answers at once; its every turn takes ``ms``, and it is in trouble at one task."""

    device = "cpu"

    def __init__(self, framework, ms, trouble_at=None):
        self.framework, self.label, self.ms, self.trouble_at, self.asked = (
            framework,
            framework,
            ms,
            trouble_at,
            [],
        )

    def ask(self, task, *arguments):
        self.asked.append((task, *arguments))
        if task == self.trouble_at:
            raise Trouble("crashed", "out of memory")
        return dict(first_call_ms=9.0, peak_mib=99.0) if task == "prepare" else self.ms

    def stop(self):
        self.asked.append(("stop",))


def test_workers_take_turns_and_every_row_has_its_ratio():
    workers = [FakeWorker("scratch", 3.0), FakeWorker("pytorch", 2.0)]
    tables = Tables()
    time_all(["linear.dense"], lambda: workers, tables, rounds=2, generations=2)
    rows = tables.frames()["timings"]
    assert list(rows.columns) == COLUMNS["timings"]
    assert len(rows) == 4 and set(rows["pass"]) == {"forward", "forward and backward"}
    assert rows[rows.framework == "scratch"].ratio.tolist() == pytest.approx([1.5, 1.5])
    assert set(rows.rounds) == {4}
    assert workers[0].asked[-1] == ("stop",)


@pytest.mark.parametrize("task", ["prepare", "turn"])
def test_a_worker_in_trouble_is_a_row_with_its_reason_and_the_others_go_on(task):
    workers = [FakeWorker("scratch", 3.0, trouble_at=task), FakeWorker("pytorch", 2.0)]
    clock = Clock("linear.dense", "float32", 2, MODES, quick=True)
    clock.generation(workers)
    rows = {row["framework"]: row for row in clock.rows()}
    assert rows["scratch"]["reason"] == "crashed: out of memory" and np.isnan(rows["scratch"]["median_ms"])
    assert rows["pytorch"]["median_ms"] == 2.0 and rows["pytorch"]["reason"] == ""
