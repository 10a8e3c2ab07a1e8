"""A row's script is run by itself, where nothing of this project is at hand: it shows what the row says."""

import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

import pytest

from comparisons.declaring import catalogue
from comparisons.declaring.catalogue import load
from comparisons.declaring.kinds import KINDS as KINDS_OF_CONCEPT
from comparisons.errors import Mistake
from comparisons.processes.workers import Here
from comparisons.reproducing import script
from comparisons.reproducing.asked import Bench
from comparisons.reproducing.reproduced import find_row, reproduce
from comparisons.reproducing.rows import Named
from tests.faults import FAULTS
from tests.planting import planted

#: Words of this house that nobody's issue tracker knows.
OURS = r"triptych|scratch|comparisons|\breference\b|harness|roundings|declared"

#: A fault for every kind of row: where it is planted, and the array that is asked for.
KINDS = [
    ("losses.huber", "SmoothL1Loss", "pytorch", "loss"),
    ("losses.contrastive", "y * distance**2 + (1 - y)", "pytorch", "da"),
    ("linear.linear_regression", "", "pytorch", "w"),
    ("linear.logistic_regression", "batch_size", "pytorch", "loss"),
    ("optimizers.adam", "(beta2, beta1)", "pytorch", "path"),
    ("optimizers.clip_by_global_norm", "clip_grad_norm_(each", "pytorch", "b"),
    ("schedules.exponential_decay", "gamma=factor", "pytorch", "rates"),
    ("schedules.reduce_on_plateau", '"rel"', "pytorch", "rates"),
    ("metrics.top_k_accuracy", ">=", "pytorch", "value"),
    ("initializers.random_normal", "", "pytorch", "variance of w"),
    ("initializers.glorot_uniform", "xavier_normal_", "pytorch", "bounds of w"),
    ("losses.margin_ranking", "y * (b - a)", "keras", "da"),
    ("optimizers.adam", "beta_1=beta1", "keras", "path"),
    ("linear.softmax_regression", "shuffle=True", "keras", "W"),
]


#: What agrees, in every place where an array is found: an input's gradient, a weight's, a part's, a state, an output.
RIGHT = [
    ("recurrent.lstm", "pytorch", "eager", "dU"),
    ("normalization.batch_norm", "pytorch", "eager", "var"),
    ("recurrent.stacked_lstm", "pytorch", "eager", "dW_above"),
    ("attention.multi_head", "pytorch", "eager", "dW_q"),
    ("normalization.batch_norm", "keras", "function", "dgamma"),
    ("recurrent.gru", "keras", "eager", "h"),
]

#: Runs scripts one after the other, where nothing of this project is at hand, and prints how each ends.
RUNNER = """
import pathlib, runpy, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    try:
        runpy.run_path(str(path), run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code
    if "keras" in sys.modules:
        sys.modules["keras"].utils.clear_session()  # or layers are numbered on from the last script's
    print("ENDED", path.stem, code)
"""


def bench(framework):
    return Bench(Here(framework), Here("scratch"))


def made(name, framework, label="", seconds=0.0, mode="eager", number=None, dtype=""):
    here = bench(framework)
    question, row = find_row(here, Named(name, number=number, label=label, dtype=dtype), mode, ("float32",))
    return reproduce(here, question, row, seconds, 120)


@contextmanager
def faulty(fault):
    """Plant a fault, in the source that a script is made of as well."""

    def source(concept, panel):
        return catalogue.source(concept, panel).replace(fault.old, fault.new)

    with planted(fault), mock.patch.object(script, "source", source):
        yield


def ended(scripts, folder):
    """Run scripts by name, all of a framework in one process; return the exit code of each."""
    for name, text in scripts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    (folder / "runner").write_text(RUNNER, encoding="utf-8")
    command = [sys.executable, "-I", folder / "runner", folder]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240)
    return dict(re.findall(r"ENDED (\S+) (\d+)", done.stdout)), done.stderr[-2000:]


@pytest.mark.parametrize("framework", ["pytorch", "keras"])
def test_a_row_of_every_kind_is_shown_by_a_script_that_knows_nothing_of_this_house(framework, tmp_path):
    scripts, due = {}, {}
    with mock.patch.object(script, "run", lambda *_: (1, "")):  # all of them are run at once, below
        for number, (name, new, panel, label) in enumerate(KINDS):
            if panel == framework:
                fault = next(f for f in FAULTS if (f.concept, f.panel) == (name, panel) and new in f.new)
                with faulty(fault):
                    found = made(name, panel, label)
                assert found.row["verdict"] == "FAILS", (name, found.row)
                scripts[f"fault{number}"], due[f"fault{number}"] = found.script, "1"
        for number, (name, panel, mode, label) in enumerate(RIGHT):
            if panel == framework:
                found = made(name, panel, label, mode=mode, number=0)
                assert found.row["verdict"] == "agrees" and "agrees" in found.told()
                scripts[f"right{number}"], due[f"right{number}"] = found.script, "0"
    for text in scripts.values():
        assert not re.search(OURS, text, re.IGNORECASE), text
    codes, said = ended(scripts, tmp_path)
    assert codes == due, said
    assert {load(name).kind for name, *_ in KINDS} == KINDS_OF_CONCEPT.keys()


@pytest.mark.parametrize(
    ("name", "framework", "label"),
    [
        ("initializers.random_normal", "pytorch", "variance of w"),
        ("schedules.cosine_decay", "keras", "rates"),
    ],
)
def test_what_is_drawn_or_scheduled_in_bfloat16_is_read_off(name, framework, label):
    found = made(name, framework, label, number=0, dtype="bfloat16")
    assert found.row["verdict"] == "agrees" and found.holds
    assert "computed" in found.printed, "an exception ends with exit code 1, too"


def test_what_differs_as_declared_is_held_against_the_formula():
    found = made("losses.ctc", "pytorch", "loss", number=0)
    assert found.row["verdict"] == "differs as declared" and found.shows
    assert "PyTorch divides each loss by its number of labels" in found.script.replace("\n# ", " ")
    assert "held" not in found.script and "against the formula" in found.told()


def test_a_crash_is_shown_by_the_exception_itself():
    fault = next(f for f in FAULTS if f.concept == "losses.huber" and f.panel == "pytorch")
    with faulty(replace(fault, new="nn.HuberLoss(reduction='never', delta=delta)")):
        found = made("losses.huber", "pytorch")
    assert found.row["verdict"] == "crashed" and found.shows and "never" in found.printed


def test_what_cannot_even_be_built_is_built_in_its_script():
    fault = next(f for f in FAULTS if f.concept == "optimizers.adam" and "lr=learning_rate" in f.old)
    with faulty(replace(fault, new="lr=-1.0,")):
        found = made("optimizers.adam", "pytorch")
    assert found.row["verdict"] == "crashed" and found.shows and "Invalid learning rate" in found.printed


def test_a_compiled_mode_is_what_people_write():
    with mock.patch.object(script, "run", lambda *_: (0, "")):
        text = made("linear.dense", "pytorch", "dW", number=0).script
        said = made("normalization.batch_norm", "keras", "dgamma", mode="function", number=0).script
    assert "torch.compile" not in text and "@tf.function\ndef run():" in said


def test_of_many_draws_there_is_no_script():
    with pytest.raises(Mistake, match="many draws"):
        made("regularization.dropout", "pytorch", "mean of kept", number=0)


def test_the_same_row_makes_the_same_script():
    assert made("losses.huber", "pytorch", "dy").script == made("losses.huber", "pytorch", "dy").script


def test_all_that_agrees_is_no_row_unless_an_array_is_named():
    with pytest.raises(Mistake, match=r"all .* agree; name one with --array"):
        made("linear.dense", "pytorch")
