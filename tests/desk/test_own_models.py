"""A model of one's own before the clock, in both frameworks: what is timed, and what is refused in one line."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

import triptych
from comparisons.aligning.paces import BACKWARD, FORWARD, STEP, InKeras, InPyTorch, Models, made
from comparisons.desk.own_models import demanded, said
from comparisons.errors import Mistake
from comparisons.processes.workshop import Workshop
from tests.command_line import ONE_TURN, run

CODE = """
import numpy as np

def in_torch():
    from torch import nn
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(144, 2))

def in_keras():
    import keras
    from keras import layers as L
    return keras.Sequential([
        keras.Input((8, 8, 3)), L.Conv2D(4, 3), L.BatchNormalization(), L.ReLU(), L.Flatten(), L.Dense(2)
    ])

def words():
    import keras
    return keras.Sequential([keras.Input((None,), dtype="int32"), keras.layers.Embedding(5, 2)])

def words_in_torch():
    from torch import nn
    return nn.Embedding(5, 2)

def batch():
    return np.ones((2, 3, 8, 8), "float32")

def odd():
    return np.ones((2, 5), "float32")

def broken():
    raise RuntimeError("no such thing")

number = 3
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "net.py").write_text(CODE)
    return f"{tmp_path}/net.py"


@pytest.fixture
def models(file):
    return Models(f"{file}:in_torch", f"{file}:in_keras", takes=(((None, 8, 8, 3), False),), samples=2)


def test_both_are_timed_in_turns_and_every_way_has_its_row(file, tmp_path):
    done = run(
        "time",
        "--models",
        f"{file}:in_torch",
        f"{file}:in_keras",
        "n=4",
        *ONE_TURN,
        "--out",
        tmp_path / "out",
    )
    assert done.returncode == 0, done.stderr
    timings = pd.read_csv(tmp_path / "out" / "timings.csv")
    ways = [("pytorch", "eager"), ("keras", "eager"), ("keras", "function")]
    rows = timings.set_index(["framework", "mode", "pass"])
    assert set(rows.index) == {(*way, which) for way in ways for which in (FORWARD, BACKWARD, STEP)}
    assert (rows.median_ms > 0).all() and (rows.ratio > 0).all() and rows.reason.isna().all()
    assert set(rows.concept) == {"in_torch and in_keras"} and set(rows["size"]) == {"4 × 3 × 8 × 8"}
    assert "1 model timed" in done.stdout and "training step: Keras eager" in done.stdout
    page = (tmp_path / "out" / "benchmarks.md").read_text(encoding="utf-8").replace("\\", "")
    assert "| in_torch and in_keras | 4 × 3 × 8 × 8 | training step |" in page


def test_from_python_and_in_modes_that_are_asked_for(file):
    where = f"{file}:in_torch", f"{file}:in_keras", f"{file}:batch"
    rows = triptych.measure_models(*where, rounds=1, generations=1, modes="function", patience=0)
    assert set(zip(rows.framework, rows["mode"], strict=True)) == {
        ("pytorch", "eager"),
        ("keras", "function"),
    }
    assert set(rows["size"]) == {"2 × 3 × 8 × 8"} and (rows.median_ms > 0).all()


def test_a_pass_does_what_it_is_called(models):
    import numpy as np
    import torch

    mine, theirs = InPyTorch(models, "cpu"), InKeras(models, "cpu")
    for side, weights in (
        (mine, lambda: [each.detach().numpy().copy() for each in mine.trained]),
        (theirs, lambda: [np.array(each.numpy()) for each in theirs.trained]),
    ):
        before = weights()
        assert tuple(side.work("eager", FORWARD)().shape) == (2, 2)
        gradients = side.work("eager", BACKWARD)()
        assert len(gradients) == len(before) == 6
        assert all(np.array_equal(a, b) for a, b in zip(before, weights(), strict=True))
        side.work("eager", STEP)()
        assert any(not np.array_equal(a, b) for a, b in zip(before, weights(), strict=True))
    assert not mine.work("eager", FORWARD)().requires_grad
    assert torch.is_tensor(mine.inputs[0]) and not mine.model.training


def test_ids_are_drawn_from_the_smallest_table_in_as_many_steps_as_are_asked_for(file):
    models = demanded((f"{file}:words_in_torch", f"{file}:words"), own=dict(n=3, t=9))
    assert models.size == "3 × 9" and models.entries == 5
    (ids,) = models.drawn()
    assert ids.shape == (3, 9) and ids.min() >= 0 and ids.max() < 5


def test_a_ratio_is_said_with_its_interval_if_it_has_one():
    row = dict(framework="keras", ratio=2.0, ratio_low=1.5, ratio_high=3.0) | {
        "mode": "eager",
        "pass": FORWARD,
    }
    rows = [
        row,
        row | dict(mode="function", ratio_low=float("nan")),
        row | dict(framework="pytorch", ratio=1.0),
    ]
    assert list(said(pd.DataFrame(rows))) == [
        "forward: Keras eager 2 (1.5 to 3), Keras function 2 times as long as PyTorch eager."
    ]


@pytest.mark.parametrize(
    ("framework", "changed", "says"),
    [
        ("pytorch", dict(pytorch="broken"), "net.py:broken cannot be built: RuntimeError: no such thing"),
        ("pytorch", dict(pytorch="number"), "net.py:number gives an int; name a PyTorch model"),
        ("keras", dict(keras="number"), "net.py:number gives an int; name a Keras model"),
        ("keras", dict(keras="in_kera"), "did you mean in_keras"),
        (
            "pytorch",
            dict(pytorch="words_in_torch"),
            "the PyTorch model cannot be run on inputs of shape (2, 3, 8, 8)",
        ),
        ("pytorch", dict(batch="odd"), "the PyTorch model cannot be run on inputs of shape (2, 5)"),
        (
            "keras",
            dict(batch="odd"),
            "input 0 has the shape (2, 5) in PyTorch's order; the Keras model takes",
        ),
    ],
)
def test_what_cannot_be_run_is_one_line(file, models, framework, changed, says):
    changed = replace(models, **{name: f"{file}:{value}" for name, value in changed.items()})
    workshop = Workshop(SimpleNamespace(name=framework), "cpu")
    with pytest.raises(Mistake) as refused:
        made(workshop, changed)
    assert says in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("where", "more", "says"),
    [
        (["a.py:b"], {}, "--models takes two, as in net.py:in_torch net.py:in_keras, PyTorch's first, not 1"),
        (["a.py:b", "a.py:c"], dict(own=dict(m=3)), "unknown size of drawn inputs: 'm'"),
        (["a.py:b", "a.py:c"], dict(own=dict(n=0)), "n=0 is no size; write a whole number from 1"),
        (["a.py:b", "a.py:c"], dict(own=dict(n=3), batch="a.py:d"), "n=3 is a size of inputs that are drawn"),
        (["a.py:b", "a.py:c"], dict(keras_batch="a.py:d"), "give --input too"),
        (["a.py:b", "a.py:c"], {}, "unknown file 'a.py'"),
    ],
)
def test_what_cannot_be_timed_is_one_line(where, more, says):
    with pytest.raises(Mistake) as refused:
        demanded(where, **more)
    assert says in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--dtype", "float64"], "--dtype is of concepts: a model is timed in the dtype that it has"),
        (["--framework", "scratch"], "--framework is of concepts: a model is timed in PyTorch and in Keras"),
        (["--self"], "--self is of concepts"),
        (["--sizes", "all"], "--sizes is of concepts: a model has its own size"),
        (["--modes", "fast"], "unknown mode 'fast'"),
        (["+b"], "+b: a model takes the inputs that it takes"),
    ],
)
def test_what_is_asked_of_concepts_alone_is_one_line(options, says):
    done = run("time", "--models", "a.py:b", "c.py:d", *options)
    assert done.returncode == 2
    assert says in done.stderr and done.stderr.count("\n") == 1


def test_inputs_are_of_models():
    done = run("time", "dense", "--input", "net.py:batch")
    assert done.returncode == 2 and "--input is of a model of your own; say --models" in done.stderr
