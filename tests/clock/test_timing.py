"""Ratios and their intervals, on times whose truth is known; and the clock's rows when a worker is in trouble."""

import os
import shutil
import subprocess
import sys
import time

import numpy as np
import pytest

from comparisons.clock.journal import Measured
from comparisons.clock.ratios import interval
from comparisons.clock.timed import SIZES, choose_modes, choose_sizes
from comparisons.clock.timing import LIMITS, Measurement, Schedule, rows, time_all
from comparisons.clock.turns import prepare, turn
from comparisons.declaring.catalogue import load, names
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.processes.adapters import USUAL
from comparisons.processes.quiet import Bystanders, Patience
from comparisons.processes.workers import Trouble, Worker
from comparisons.tables import COLUMNS, Tables
from tests.fake_worker import FakeWorker


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


def test_one_generation_that_is_far_off_widens_the_interval_and_hardly_moves_the_ratio():
    base = [[1.0, 1.0]] * 9
    low, ratio, high = interval([[1.0, 1.0]] * 8 + [[1.3, 1.3]], base)
    assert ratio == pytest.approx(1.0) and high / low > 1.1


def test_modes_are_chosen_by_name_and_the_base_is_always_there():
    assert choose_modes("default")["keras"] == ("eager", "function")
    assert choose_modes("all")["pytorch"] == ("eager", "compile")
    chosen = choose_modes("xla, compile")
    assert {name: chosen[name] for name in USUAL} == dict(
        scratch=(), pytorch=("eager", "compile"), keras=("xla",)
    )


def test_one_pair_of_turns_has_a_ratio_and_no_interval():
    low, ratio, high = interval([[3.0]], [[2.0]])
    assert ratio == pytest.approx(1.5) and np.isnan([low, high]).all()
    assert np.isfinite(interval([[3.0], [3.1]], [[2.0], [2.0]])).all(), "two generations have one"
    assert np.isfinite(interval([[3.0, 3.1]], [[2.0, 2.0]])).all(), "and so have two rounds"


def test_without_a_base_there_is_no_ratio():
    assert np.isnan(interval([[1.0]], [])).all()
    assert np.isnan(interval([[np.nan]], [[1.0]])).all()


def test_workers_take_turns_and_every_row_has_its_ratio():
    workers = [FakeWorker("scratch", 3.0), FakeWorker("pytorch", 2.0)]
    tables = Tables()
    time_all(["linear.dense"], lambda: workers, tables, Schedule(rounds=2, generations=2))
    frame = tables.frames()["timings"]
    assert list(frame.columns) == COLUMNS["timings"]
    assert len(frame) == 4 and set(frame["pass"]) == {"forward", "forward and backward"}
    assert frame[frame.framework == "scratch"].ratio.tolist() == pytest.approx([1.5, 1.5])
    assert set(frame.rounds) == {4}
    assert workers[0].asked[-1] == ("stop",)


@pytest.mark.parametrize("task", ["prepare", "turn"])
def test_a_worker_in_trouble_is_a_row_with_its_reason_and_the_others_go_on(task):
    workers = [FakeWorker("scratch", 3.0, trouble_at=task), FakeWorker("pytorch", 2.0)]
    schedule = Schedule(rounds=2, quick=True)
    taken = Measurement("linear.dense", 1.0, schedule).take(workers)
    of = {row["framework"]: row for row in rows("linear.dense", 1.0, schedule, [taken], None)}
    assert of["scratch"]["reason"] == "crashed: out of memory" and np.isnan(of["scratch"]["median_ms"])
    assert of["pytorch"]["median_ms"] == 2.0 and of["pytorch"]["reason"] == ""


def test_each_preparation_begins_with_nothing_kept_and_has_its_own_rounds():
    worker = FakeWorker("scratch", 3.0)
    schedule = Schedule(rounds=2, preparations=3, quick=True)
    taken = Measurement("linear.dense", 1.0, schedule).take([worker])
    tasks = [task for task, *_ in worker.asked if task != "count_cost"]
    assert tasks == ["forget", "prepare", "turn", "turn"] * 3
    (row,) = rows("linear.dense", 1.0, schedule, [taken], None)
    assert row["rounds"] == 6


def test_a_turn_that_something_else_disturbed_is_taken_again_as_long_as_patience_lasts():
    schedule = Schedule(rounds=2, quick=True)
    for patience, turns, disturbed in ((1e-9, 3, 1), (60, 4, 0)):
        worker = FakeWorker("scratch", 3.0)
        worker.shares = (1.0, 1.0)
        taken = Measurement("linear.dense", 1.0, schedule, Patience(patience)).take([worker])
        assert sum(task == "turn" for task, *_ in worker.asked) == turns
        (row,) = rows("linear.dense", 1.0, schedule, [taken], None)
        assert row["rounds"] == 2 and row["disturbed"] == disturbed


def test_a_busy_neighbour_is_seen():
    neighbour = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        others = Bystanders(os.getpid())
        time.sleep(0.5)
        assert others.share() > 0.5
    finally:
        neighbour.kill()
        neighbour.wait()


def test_the_bound_is_the_slower_of_computing_and_moving_on_the_best_machine_that_was_seen():
    workers = [FakeWorker("scratch", 3.0), FakeWorker("pytorch", 2.0)]
    tables = Tables()
    time_all(["linear.dense"], lambda: workers, tables, Schedule(rounds=1, generations=1, quick=True))
    bounds = [row["bound_ms"] for row in tables.timings]
    computing = 2_000_000 / 3e9 * 1e3  # it takes longer than to move half a megabyte
    assert bounds == pytest.approx([computing] * 2)


def test_every_concept_grows_from_a_sixteenth_to_four_times_its_timing_size():
    for name in names():
        concept = load(name)
        axis = next(iter(concept.timing))
        grown = [np.max(concept.sized(scale)[axis]) for scale in SIZES.values()]
        assert all(size >= 1 for size in grown), name
        assert {key: value for key, value in concept.sized(4.0).items() if key != axis} == {
            key: value for key, value in concept.timing.items() if key != axis
        }


def test_a_size_that_is_not_whole_is_refused():
    with pytest.raises(Mistake, match=r"timing, times 0\.0001, is no whole size"):
        load("linear.dense").sized(0.0001)


def test_other_sizes_are_timed_once_and_in_the_longest_pass_alone():
    schedule = Schedule(generations=2, sizes=(1 / 4, 1.0))
    assert schedule.units(["a", "b"]) == [
        (0, "a", 1 / 4), (0, "a", 1.0), (0, "b", 1 / 4), (0, "b", 1.0), (1, "a", 1.0), (1, "b", 1.0),
    ]  # fmt: skip
    assert schedule.passes("operation", 1.0) == ("forward", "forward and backward")
    assert schedule.passes("operation", 1 / 4) == ("forward and backward",)


def test_sizes_are_chosen_by_name():
    assert choose_sizes("default") == (1.0,) and len(choose_sizes("all")) == 4
    assert choose_sizes("4, 1/16") == (1 / 16, 4.0)
    with pytest.raises(Mistake, match="unknown size '2'"):
        choose_sizes("2")


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path):
    file, schedule, options = tmp_path / "journal.jsonl", Schedule(rounds=1, generations=2), dict(rounds=1)

    class Stopped(Exception):
        pass

    def stop(what, advance=1):
        if advance:
            raise Stopped

    first = [FakeWorker("scratch", 3.0), FakeWorker("pytorch", 2.0)]
    with pytest.raises(Stopped):
        time_all(["linear.dense"], lambda: first, Tables(), schedule, Measured.begin(file, options), stop)
    with file.open("a") as journal:
        journal.write('[[1, "linear.dense"')  # the power went off in the middle of a line

    seen, tables = [], Tables()

    def step(what, advance=1):
        seen.extend([what] * advance)

    second = [FakeWorker("scratch", 9.0), FakeWorker("pytorch", 2.0)]
    journal = Measured.resume(file, options)
    assert LIMITS in journal.entries and (0, "linear.dense", 1.0) in journal.entries
    time_all(["linear.dense"], lambda: second, tables, schedule, journal, step)
    assert seen == ["linear.dense"], "one generation was left"
    medians = {row["median_ms"] for row in tables.timings if row["framework"] == "scratch"}
    assert medians == {6.0}, "3 ms in the first generation, 9 in the second"
    assert list(Measured.resume(file, options).entries) == list(journal.entries), "all of it is in the file"


def test_a_run_is_not_resumed_with_other_options(tmp_path):
    file = tmp_path / "journal.jsonl"
    Measured.begin(file, dict(rounds=3, modes=("eager",)))
    Measured.resume(file, dict(rounds=3, modes=("eager",)))
    with pytest.raises(Mistake, match="was begun with rounds = 3, now it is 5"):
        Measured.resume(file, dict(rounds=5, modes=("eager",)))


def test_a_worker_that_dies_costs_one_turn_and_is_ready_again_for_the_next():
    key = ("activations.relu", 1 / 16, "numpy", "forward", "float32")
    with Worker("scratch") as worker:
        worker.ask(prepare, *key)
        worker.kill()
        with pytest.raises(Trouble, match="was killed by SIGKILL"):
            worker.ask(turn, *key)
        assert worker.ask(turn, *key) > 0


@pytest.mark.skipif(
    not (shutil.which("g++") or shutil.which("clang++")), reason="torch.compile wants a C++ compiler"
)
def test_torch_compile_compiles_every_size_anew_also_a_model_that_is_a_single_layer():
    import torch._dynamo.utils as dynamo

    from comparisons.processes.adapters import adapter

    for n in (4, 8, 16):
        question = Question.draw(load("linear.dense"), dict(n=n, i=3, k=2), "float32")
        work = adapter("pytorch")(question, mode="compile").work("forward")
        dynamo.counters.clear()
        work()
        assert dynamo.counters["frames"]["ok"] == 1, n
