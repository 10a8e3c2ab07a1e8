"""What becomes of a worker that breaks, hangs, is killed or outlives its parent; and where a fault is said to lie."""

import io
import os
import signal
from contextlib import redirect_stderr
from inspect import unwrap

import psutil
import pytest

from comparisons import errors
from comparisons.clock.turns import turn
from comparisons.desk.plan import Plan
from comparisons.errors import one_line, place
from comparisons.guide.defaults import told
from comparisons.judging.checking import answer
from comparisons.processes import workers
from comparisons.processes.guardian import Guardian
from comparisons.processes.workers import GIVE_UP, Trouble, Worker
from tests.command_line import alive, begin, edit, hang_in, run, wait_for
from tests.loaded import loaded

CASE = ("linear.dense", 0, "float64", 0)


def caught(work):
    with pytest.raises(Exception) as error:
        work()
    return error.value


def test_a_fault_lies_where_people_write_and_not_in_the_library_that_it_ends_in(tmp_path):
    from comparisons.declaring.catalogue import load

    fault = caught(lambda: unwrap(load("linear.dense").function)(None, None, None))
    assert place(fault).startswith("scratch/linear/dense.py:")
    import numpy as np

    assert place(caught(lambda: np.linalg.inv(np.zeros((2, 2))))).startswith("numpy/linalg/")
    (tmp_path / "wrong.py").write_text("\ndef relu(:\n")
    wrong = caught(lambda: compile((tmp_path / "wrong.py").read_text(), str(tmp_path / "wrong.py"), "exec"))
    assert place(wrong) == f"{tmp_path / 'wrong.py'}:2"
    assert one_line(wrong).startswith("SyntaxError: ") and one_line(wrong).count("wrong.py") == 1
    assert one_line(errors.Mistake("write it so")) == "write it so"


def test_a_fault_in_scratch_is_told_once_with_its_line_and_nobody_else_is_blamed(house):
    edit(house, "scratch/activations/relu.py", "return y, backward", "raise RuntimeError('boom')")
    line = (house / "scratch/activations/relu.py").read_text().splitlines().index(
        "    raise RuntimeError('boom')"
    ) + 1
    frameworks = ["--framework", "scratch", "--framework", "pytorch"]
    done = run("check", "relu", "--quick", "--debug", *frameworks, house=house)
    assert done.returncode == 1
    (told,) = [each for each in done.stdout.splitlines() if "boom" in each]
    assert f"RuntimeError: boom (scratch/activations/relu.py:{line})" in told and told.count("relu.py") == 1
    assert told.index("crashed") < told.index("pytorch"), "it is named among all, and not as the one to blame"
    assert "Traceback" in done.stderr and "raise RuntimeError('boom')" in done.stderr
    assert "Traceback" not in run("check", "relu", "--quick", *frameworks, house=house).stderr


def test_the_same_traceback_is_shown_once(monkeypatch):
    monkeypatch.setenv(errors.DEBUG, "1")
    with redirect_stderr(io.StringIO()) as said:
        for _ in range(3):
            errors.show_traceback("Traceback of this test")
    assert said.getvalue() == "Traceback of this test\n"


def test_a_time_out_too_short_for_any_answer_ends_at_once_with_rows():
    with Worker("scratch", timeout=1e-9) as worker:
        for _ in range(3):
            with pytest.raises(
                Trouble, match=r"no answer within 1e-09 s, not even to an empty question"
            ) as trouble:
                worker.ask(answer, *CASE)
            assert trouble.value.verdict == "timed out"
        plan = Plan.make("dense", "scratch", timeout=1e-9)
        plan.start([worker])
        assert not plan.unavailable, "it is there: it was not given the time"


def test_after_some_questions_without_an_answer_no_more_of_that_kind_is_asked(monkeypatch):
    asked = []

    def exchange(self, message, timeout):
        asked.append(message)
        if message[:1] == (answer,) and message[1][0] == "recurrent.lstm":
            raise Trouble("timed out", "no answer within 9 s")

    monkeypatch.setattr(Worker, "_exchange", exchange)
    monkeypatch.setattr(Worker, "start", lambda self: {})
    worker = Worker("scratch", timeout=9)
    for _ in range(GIVE_UP + 2):
        with pytest.raises(Trouble) as trouble:
            worker.ask(answer, "recurrent.lstm", 0, "float64", 0)
    assert len(asked) == GIVE_UP and "not asked, since 2 such questions" in trouble.value.reason
    worker.ask(answer, *CASE)
    assert len(asked) == GIVE_UP + 1, "another concept is asked"


def test_a_worker_that_is_killed_at_work_is_a_row_and_the_run_goes_on(house, tmp_path):
    how = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    at_work = hang_in(house, "reference/pytorch/activations/elu.py", tmp_path / "at_work", how)
    done = run("check", "elu", "tanh", "--framework", "pytorch", "--quick", "--dtype", "float64", house=house)
    assert done.returncode == 1 and at_work.exists()
    assert "activations.elu" in done.stdout and "crashed: the process was killed by SIGKILL" in done.stdout
    assert "2 agree" in done.stdout, "of the other concept"


#: A long call into C that holds Python's lock: none of the process's own threads can run meanwhile.
HOLDS_THE_LOCK = "import ctypes; ctypes.PyDLL(None).sleep(3600)"


@pytest.mark.parametrize("how", ["import subprocess; subprocess.run(['sleep', '3599'])", HOLDS_THE_LOCK])
def test_no_worker_and_nothing_it_started_outlives_its_parent(how, house, tmp_path, monkeypatch):
    (leavings := tmp_path / "leavings").mkdir()
    monkeypatch.setenv("TMPDIR", str(leavings))
    at_work = hang_in(house, "reference/pytorch/activations/elu.py", tmp_path / "at_work", how)
    process = begin(
        "check", "elu", "--framework", "pytorch", "--framework", "scratch", "--modes", "eager", house=house
    )
    assert wait_for(at_work.exists)
    if "subprocess" in how:
        assert wait_for(lambda: any("sleep" in child.name() for child in descendants(process)))
    left = descendants(process)
    assert len(left) >= 4, "two workers, each with its guardian"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert wait_for(lambda: not any(map(alive, left)), 10)
    assert wait_for(lambda: not [*leavings.iterdir()], 5), "nor what it wrote in the temporary folder"


def test_a_worker_that_ends_well_takes_its_guardian_along():
    before = set(psutil.Process().children(recursive=True))
    with Worker("scratch") as worker:
        worker.start()
        assert len(set(psutil.Process().children(recursive=True)) - before) == 2
    assert not set(psutil.Process().children(recursive=True)) - before


def test_a_worker_is_killed_before_its_guardian_goes(monkeypatch):
    done, kill, dismiss = [], workers._kill, Guardian.dismiss
    monkeypatch.setattr(workers, "_kill", lambda process: (done.append("killed"), kill(process)))
    monkeypatch.setattr(Guardian, "dismiss", lambda self: (done.append("dismissed"), dismiss(self)))
    with Worker("scratch") as worker:
        worker.start()
    assert done == ["killed", "dismissed"], "between the two its parent may be killed"


def descendants(process):
    return psutil.Process(process.pid).children(recursive=True)


def test_what_a_worker_prints_may_hold_any_letter(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    with Worker("scratch") as worker:
        worker.start()
        environment = psutil.Process(worker._process.pid).environ()
    assert environment["PYTHONIOENCODING"] == "utf-8"


def test_a_task_brings_no_other_framework_into_a_worker():
    with Worker("scratch") as worker:
        worker.ask(answer, *CASE, "numpy")
        worker.ask(told, "linear.dense")
        worker.ask(turn, "linear.dense", 1.0, "numpy", "forward", "float32")
        assert not worker.ask(loaded) & {"torch", "tensorflow", "keras", "matplotlib", "pandas", "sklearn"}
