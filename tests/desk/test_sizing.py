"""The clock takes sizes and settings of one's own, for concepts that have them and where scratch does not refuse."""

import pandas as pd
import pytest

import triptych
from comparisons.clock.timed import MODES
from comparisons.clock.timing import Measurement, Schedule, rows
from comparisons.declaring.catalogue import load
from comparisons.desk.command import app
from comparisons.errors import Mistake
from comparisons.processes.workers import Worker
from tests.command_line import ONE_TURN, run
from tests.fake_worker import FakeWorker


def test_own_sizes_are_in_the_place_of_those_of_the_timing_and_grow_as_these_do():
    concept = load("convolution.conv2d")
    case = concept.sized(4.0, (("n", 2), ("h", 64), ("stride", 2)))
    assert case == concept.timing | dict(n=8, h=64, stride=2)
    assert load("normalization.batch_norm").sized(1.0, (("batch", (4, 5)),))["batch"] == (4, 5)


def test_a_job_is_asked_at_these_sizes_and_its_row_says_so():
    own = (("n", 3), ("i", 7))
    schedule, worker = Schedule(rounds=1, generations=1, quick=True, own=own), FakeWorker("pytorch", 1.0)
    taken = Measurement("linear.dense", 1.0, schedule).take([worker])
    assert all(
        own in arguments for task, *arguments in worker.asked if task in ("prepare", "turn", "count_cost")
    )
    assert {row["size"] for row in rows("linear.dense", 1.0, schedule, [taken], None)} == {"n=3 i=7 k=512 +b"}


def test_what_is_timed_has_these_sizes():
    schedule = Schedule(
        rounds=1, generations=1, modes={"scratch": MODES["scratch"]}, own=(("n", 5), ("k", 3))
    )
    with Worker("scratch") as worker:
        taken = Measurement("linear.dense", 1.0, schedule).take([worker])
    forward = 2 * 5 * load("linear.dense").timing["i"] * 3
    assert forward <= taken["costs"]["forward"]["operations"] < 1.1 * forward
    assert all(ms > 0 for *_, times in taken["times"] for ms in times)


def test_on_the_command_line(tmp_path):
    done = run(
        "time", "dense", "--size", "n=7", "k=3", *ONE_TURN, "--framework", "scratch", "--out", tmp_path
    )
    assert done.returncode == 0, done.stderr
    timings = pd.read_csv(tmp_path / "timings.csv")
    assert set(timings["size"]) == {f"n=7 i={load('linear.dense').timing['i']} k=3 +b"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["conv2d", "hh=3"], "unknown size or setting of convolution.conv2d: 'hh'; did you mean h?"),
        (["conv2d", "dense", "h=3"], "unknown size or setting of linear.dense: 'h'"),
        (["n=3"], "sizes of your own (n=…) are of one concept; name it"),
        (["conv2d", "n=two"], "n=two is no size; write a whole number, or several, as in 8,28"),
        (["conv2d", "n=3", "--size", "n=4"], "n is given twice"),
        (["conv2d", "+b"], "+b: the clock takes sizes and settings"),
        (["conv2d", "--size", "h"], "'h' says nothing; write NAME=VALUE"),
        (["conv2d", "h=2"], "W reaches over 3 × 3 places; allowed are the 2 × 28 of x, padded"),
        (["encoder_block", "heads=7"], "do not part into heads = 7"),
        (["conv2d", "n=-4"], "n=-4 of timing, times 1, is no whole size"),
        (["dense", "n=3", "--sizes", "1/4"], "n=3 of timing, times 0.25, is no whole size"),
    ],
)
def test_sizes_that_a_concept_has_not_are_refused_in_one_line(words, says, tmp_path):
    with pytest.raises(Mistake) as raised:
        app(["time", *words, "--out", str(tmp_path)], standalone_mode=False)
    assert says in str(raised.value) and "\n" not in str(raised.value)
    assert not list(tmp_path.iterdir())


def test_from_python():
    with pytest.raises(Mistake, match=r"unknown size or setting of linear\.dense: 'm'"):
        triptych.measure("dense", own=dict(m=3))
