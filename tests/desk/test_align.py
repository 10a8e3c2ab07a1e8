"""``triptych align`` and ``triptych port`` as people meet them."""

import json

import pytest

from comparisons.aligning import safetensors
from tests.command_line import run

CODE = """
import torch
from torch import nn
import keras
from keras import layers as L

def original():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.LeakyReLU(0.01), nn.Flatten(), nn.Linear(144, 2))

def ported(slope=0.01):
    return keras.Sequential([
        keras.Input((8, 8, 3)), L.Conv2D(4, 3), L.LeakyReLU(slope, name="leaky"), L.Flatten(), L.Dense(2)
    ])

def wrong():
    return ported(0.3)
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "mine.py").write_text(CODE)
    return f"{tmp_path}/mine.py"


def test_a_difference_is_told_to_programs_and_nothing_is_written(file, tmp_path):
    out = tmp_path / "model.weights.h5"
    done = run("port", f"{file}:original", f"{file}:wrong", "--out", str(out), "--json")
    assert done.returncode == 1 and not out.exists()
    told = json.loads(done.stdout)
    assert told["layers"] == dict(pytorch=2, keras=2, paired=2)
    (finding,) = told["findings"]
    assert finding["proven"] and "negative_slope is 0.3 in Keras, 0.01 in PyTorch" in finding["why"]
    assert done.stderr == f"Nothing is written while they differ; --anyway writes {out}.\n"


def test_what_agrees_is_written(file, tmp_path):
    state = str(tmp_path / "state.safetensors")
    done = run("port", f"{file}:original", f"{file}:ported", "--out", state)
    assert done.returncode == 0, done.stderr
    assert "All agree" in done.stdout and "4 arrays are written" in done.stdout
    assert {name: each.shape for name, each in safetensors.read(state).items()} == {
        "0.weight": (4, 3, 3, 3),
        "0.bias": (4,),
        "3.weight": (2, 144),
        "3.bias": (2,),
    }


def test_both_models_side_by_side_are_a_page_that_holds_what_is_said(file, tmp_path):
    out = tmp_path / "page"
    done = run("align", f"{file}:original", f"{file}:wrong", "--out", str(out))
    assert done.returncode == 1, done.stderr
    assert done.stdout.endswith(f"Both models side by side: {out / 'align.html'}\n")
    page = (out / "align.html").read_text(encoding="utf-8")
    for text in (
        "mine.py:original",
        "negative_slope is 0.3 in Keras",
        "write negative_slope=0.01",
        "leaky",
        "Conv2d",
    ):
        assert text in page, text
    assert sorted(each.name for each in (out / "align").iterdir()) == ["findings.csv", "pairs.csv"]


def test_a_page_that_cannot_be_written_is_one_line_before_anything_is_run(file, tmp_path):
    done = run("align", f"{file}:original", f"{file}:wrong", "--out", f"{file}/page")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("triptych: cannot write to --out") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["align", "mine.py", "mine.py:ported"], "'mine.py' names no object; write FILE:NAME"),
        (["align", "their.py:original", "mine.py:ported"], "unknown file 'their.py'"),
        (
            ["port", "mine.py:original", "mine.py:ported", "--out", "weights.bin"],
            "does not say what to write; allowed: .keras",
        ),
        (["align", "a.py:b", "c.py:d", "--show", "pears"], "--show 'pears' is unknown; allowed: pairs"),
    ],
)
def test_a_mistake_is_one_line(arguments, says):
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr and len(done.stderr.strip().splitlines()) == 1
