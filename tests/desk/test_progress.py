"""Whoever waits is told for what and for how long; and an estimate learns from what was seen."""

import re
from io import StringIO
from math import nan

import pytest
from rich.console import Console

from comparisons.clock.timing import Schedule, time_all
from comparisons.declaring.catalogue import names
from comparisons.desk import expected, progress
from comparisons.desk.estimate import Estimate
from comparisons.desk.plan import Plan
from comparisons.desk.progress import Progress, duration
from comparisons.processes.quiet import Patience
from comparisons.tables import Tables
from tests.command_line import wait_for
from tests.fake_worker import FakeWorker


def test_before_anything_was_done_what_is_expected_is_left():
    estimate = Estimate(dict(a=[3.0, 1.0], b=[2.0]))
    assert estimate.left(0.0) == 4.0 and estimate.left(1.0) == 3.0
    assert Estimate(dict(a=[])).left(0.0) == 0.0
    assert Estimate(dict(a=[1.0, nan])).left(0.0) is None


@pytest.mark.parametrize("slower", [0.2, 1.0, 5.0])
def test_an_estimate_learns_how_much_slower_or_faster_a_machine_is(slower):
    steps = [8.0, 1.0, 1.0, 8.0, 1.0, 1.0, 8.0, 4.0]
    estimate, elapsed = Estimate(dict(keras=steps)), 0.0
    for number, seconds in enumerate(steps[:4], start=1):
        elapsed += seconds * slower
        estimate.step("keras", elapsed)
        truth = slower * sum(steps[number:])
        assert truth / 3 < estimate.left(elapsed) < truth * 3
    assert truth / 2 < estimate.left(elapsed) < truth * 2, "and comes closer"


def test_the_slowest_track_says_how_long_it_takes():
    estimate = Estimate(dict(scratch=[1.0] * 9, keras=[9.0] * 9))
    for number in range(9):
        estimate.step("scratch", number + 1.0)
    estimate.step("keras", 9.0)
    assert estimate.left(9.0) == pytest.approx(72.0)


def test_of_a_step_that_takes_far_too_long_nobody_knows_how_long():
    estimate = Estimate(dict(clock=[2.0, 2.0]))
    assert estimate.left(25.0) > 2.0 and estimate.left(60.0) is None


def test_every_step_of_a_run_is_expected_to_take_some_time():
    plan = Plan.make()
    tracks = expected.checking(plan, quick=False)
    assert [*tracks] == ["scratch", "pytorch", "keras"]
    assert all(len(steps) == len(names()) and min(steps) > 0 for steps in tracks.values())
    quick = expected.checking(plan, quick=True)
    assert expected.all_of(quick) < expected.all_of(tracks)
    schedule = Schedule(sizes=(1.0, 4.0))
    (clock,) = expected.timing(schedule.units(plan.names), schedule, plan.frameworks).values()
    assert len(clock) == len(schedule.units(plan.names)) and min(clock) > 0


def test_a_concept_that_cannot_be_read_is_expected_to_take_none(monkeypatch):
    def load(name):
        raise SyntaxError("planted")

    monkeypatch.setattr(expected, "load", load)
    monkeypatch.setattr("comparisons.clock.timing.load", load)
    plan = Plan.make(["linear.dense"], ["keras"], ["float64"])
    assert expected.checking(plan, quick=False) == dict(keras=[7.0])
    schedule = Schedule()
    assert expected.timing([(0, "linear.dense", 1.0)], schedule, ["keras"]) == dict(clock=[9.0])


def test_without_bars_there_is_a_line_also_where_no_step_is_done(capsys, monkeypatch):
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    said = ""
    with Progress(quiet=False, plain=True) as told:
        step = told.bar("Checking", dict(scratch=[60.0], keras=[60.0]), later=60.0)
        step("starting keras", 0)

        def heard():
            nonlocal said
            said += capsys.readouterr().err
            return said

        assert wait_for(heard, 5)
        assert re.match(r"Checking: 0 of 2 \(starting keras\), about 2 min left\n", said)
        step("relu", track="scratch")
        step("relu", track="keras")
    assert capsys.readouterr().err.endswith("Checking: 2 of 2 (relu)\n")


def test_nothing_is_said_where_a_program_reads(capsys):
    with Progress(quiet=True, plain=True) as told:
        told.bar("Checking", dict(scratch=[1.0]))("relu")
    assert capsys.readouterr().err == ""


def test_bars_say_the_same(monkeypatch):
    screen = StringIO()
    monkeypatch.setattr(
        progress, "Console", lambda stderr: Console(file=screen, force_terminal=True, width=120)
    )
    with Progress(quiet=False, plain=False) as told:
        step = told.bar("Timing", dict(clock=[nan, 1.0]))
        step("relu: waiting for a quiet machine, 40 s so far, 180 s at most", 0)
        assert wait_for(lambda: "waiting for a quiet machine, 40 s so far" in screen.getvalue(), 5)
        assert "0 s so far" in screen.getvalue()
        step("relu")
    assert "Timing" in screen.getvalue()


def test_the_clock_says_that_it_waits_and_for_how_long():
    said = []
    worker = FakeWorker("pytorch", 3.0)
    worker.shares = (1.0, 1.0)
    schedule = Schedule(rounds=1, generations=1, quick=True)
    time_all(
        ["linear.dense"], lambda: [worker], Tables(), schedule, step=lambda what, advance=1: said.append(what)
    )
    assert "linear.dense: waiting for a quiet machine, 0 s so far, 180 s at most" in said
    assert said[-2:] == ["linear.dense", "linear.dense"], "it stops saying so when the wait is over"
    assert "the machine's limits" in said


def test_patience_tells_how_much_of_it_is_spent():
    said = []
    patience = Patience(10.0, said.append)
    assert patience.wait(4.0) and patience.wait(5.0)
    assert said[0] == "waiting for a quiet machine, 4 s so far, 10 s at most" and "9 s so far" in said[1]
    assert not Patience(0.0, said.append).wait(1.0)
    patience.over()
    patience.over()
    assert said[2:] == [""]


def test_a_plan_says_which_workers_it_waits_for():
    said = []
    plan = Plan.make("dense", ["scratch", "keras"])
    workers = plan.workers()
    try:
        plan.start(workers, said.append)
    finally:
        for worker in workers:
            worker.stop()
    assert said[0] == "starting scratch, keras" and "starting keras" in said


def test_seconds_are_written_as_people_say_them():
    assert (duration(89), duration(91), duration(600)) == ("89 s", "2 min", "10 min")
