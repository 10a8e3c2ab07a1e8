"""``triptych ask`` as people meet it, and ``triptych.ask``."""

import json

import numpy as np
import pytest

import triptych
from comparisons.desk.command import app
from comparisons.errors import Mistake
from tests.command_line import begin, edit, hang_in, interrupt, run

BENT = "nn.Sequential(nn.Linear(i, k, bias=with_b), nn.ReLU())"
RNG = np.random.default_rng(0)


@pytest.fixture
def mine(tmp_path):
    """A file of arrays for a convolution, as PyTorch has them."""
    path = tmp_path / "mine.npz"
    np.savez(
        path,
        x=RNG.standard_normal((2, 3, 6, 5)),
        weight=RNG.standard_normal((4, 3, 2, 2)),
        dy=np.ones((2, 4, 3, 2)),
    )
    return path


def test_it_says_what_was_asked_how_far_each_is_off_and_who_agrees(mine, tmp_path):
    out = tmp_path / "out.npz"
    done = run("ask", "conv2d", "--like", "pytorch", "--arrays", mine, "--set", "stride=2", "--write", out)
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and max(map(len, lines[:-1])) <= 80, "all but the path of the file"
    assert lines[0] == "convolution.conv2d (n=2 h=6 w=5 c=3 p=2 q=2 k=4 stride=2)"
    assert lines[2].split() == ["PyTorch"]
    assert lines[3].split() == ["array", "dtype", "Scratch", "PyTorch", "Keras", "to", "Keras"]
    assert [line.split()[:3] for line in lines[4:6]] == [
        ["y", "float64", "truth"],
        ["dx", "float64", "truth"],
    ]
    assert lines[-5] == "The truth is scratch in float64 on these very numbers."
    assert lines[-2].startswith("Keras agrees in 3 of 3 arrays, to ")
    assert lines[-1] == f"Arrays: {out}"
    with np.load(out) as written:
        assert (
            written["float64/keras/y"].shape == (2, 4, 3, 2)
            and written["float32/pytorch/y"].dtype == "float32"
        )
        assert written["float64/keras/dweight"].shape == (4, 3, 2, 2)
        assert np.allclose(written["float64/keras/y"], written["float64/pytorch/y"], atol=1e-13)


def test_a_program_reads_rows_and_the_shares_of_declared_reasons():
    done = run(
        "ask",
        "batch_norm",
        "--size",
        "batch=6",
        "c=2",
        "--framework",
        "keras",
        "--dtype",
        "float64",
        "--json",
    )
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["question"] == "normalization.batch_norm (batch=(6,) c=2)"
    assert told["arrays"] == dict(x=[6, 2], mean=[2], var=[2]) and told["drawn"] == ["x", "mean", "var"]
    rows = {row["array"]: row for row in told["rows"] if row["kind"] == "output"}
    assert rows["var"]["verdict"] == "differs as declared" and rows["y"]["verdict"] == "agrees"
    (reason,) = told["reasons"]
    assert reason["array"] == "var" and reason["share"] == 1 and reason["units"] == rows["var"]["units"]


def test_a_panel_that_is_wrong_is_exit_code_1(house):
    edit(house, "reference/pytorch/linear/dense.py", "nn.Linear(i, k, bias=with_b)", BENT)
    done = run("ask", "dense", "n=3", "--framework", "pytorch", "--dtype", "float64", house=house)
    assert done.returncode == 1
    assert "output y is" in done.stdout and "; y FAILS; dx FAILS" in done.stdout.splitlines()[-1]


def test_no_answer_in_time_is_a_row_and_exit_code_1(house):
    edit(
        house,
        "scratch/linear/dense.py",
        "    def backward(dy):",
        "    import time; time.sleep(99)\n\n    def backward(dy):",
    )
    done = run("ask", "dense", "n=3", "--timeout", "3", "--dtype", "float64", "--json", house=house)
    assert done.returncode == 1
    (row,) = json.loads(done.stdout)["rows"]
    assert (row["framework"], row["verdict"]) == ("scratch", "timed out")


def test_an_interrupt_keeps_what_was_said(house, tmp_path):
    hang_in(house, "reference/pytorch/linear/dense.py", tmp_path / "at_work")
    panels, out = ["--framework", "scratch", "--framework", "pytorch"], tmp_path / "out.npz"
    process = begin(
        "ask", "dense", "n=3", *panels, "--dtype", "float32", "--plain", "--write", out, house=house
    )
    said, errors = interrupt(process, "Asking: 1 of 2")
    assert process.returncode == 130 and "Traceback" not in errors
    lines = said.splitlines()
    assert "Scratch agrees in 3 of 3 arrays, to " in lines[-3] and lines[-2] == f"Arrays: {out}"
    assert lines[-1] == "Interrupted: 1 of 2 answers were given (left: pytorch in float32)."
    with np.load(out) as written:
        assert "float32/scratch/y" in written


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["lstn"], "unknown concept or family 'lstn'; did you mean recurrent.lstm?"),
        (["linear", "n=3"], "concepts; ask one of linear.dense"),
        (["dense"], "linear.dense is asked with arrays or sizes; its sizes are such as n=5 i=4 k=3"),
        (["dense", "n=3", "m=3"], "unknown array, size or setting of linear.dense: 'm'"),
        (["dense", "n"], "'n' says nothing; write NAME=VALUE, as in n=8 or stride=2, or +ARRAY, as in +b"),
        (["dense", "n=3", "--size", "n=4"], "n is given twice: n=4 and n=3"),
        (["dense", "--arrays", "nowhere.npz"], "unknown file 'nowhere.npz'"),
        (["dense", "n=3", "--like", "keras"], "--like says how the arrays of --arrays are named; give them, too"),
        (["dense", "n=3", "--write", "out.txt"], "does not end so; name FILE.npz"),
        (["ctc", "n=3", "--dtype", "float64"], "losses.ctc is compared in float32 alone, not in float64"),
        (["embedding", "ids=0,9", "E=[[1.0,2.0]]"], "ids has the shape (2,), its axes are (n t)"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line(words, says):
    with pytest.raises(Mistake) as raised:
        app(["ask", *words], standalone_mode=False)
    assert says in str(raised.value) and "\n" not in str(raised.value)


def test_a_mistake_is_exit_code_2_and_nothing_else_is_said():
    done = run("ask", "embedding", "ids=[[0,9]]", "E=[[1.0,2.0]]")
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.strip().endswith("ids holds 9 at [0, 1]; allowed are 0 to 0 (v = 1)")
    assert len(done.stderr.strip().splitlines()) == 1


def test_from_python_frame_outputs_and_reasons():
    x, W = RNG.standard_normal((3, 4)), RNG.standard_normal((4, 2))
    said = triptych.ask("dense", x=x, W=W, frameworks=["pytorch"], processes=False)
    assert set(said.frame.verdict) == {"agrees"} and list(said.frame.dtype.unique()) == ["float64", "float32"]
    assert np.allclose(said.outputs["pytorch"]["y"], x @ W, atol=1e-14)
    assert "linear.dense (n=(3,) i=4 k=2)" in str(said) and "<table" in said._repr_html_()


def test_from_python_a_state_dict_is_taken():
    torch = pytest.importorskip("torch")
    layer, x = torch.nn.LSTM(4, 6, batch_first=True), torch.ones(2, 3, 4)
    given = dict(layer.state_dict(), x=x)
    said = triptych.ask(
        "lstm", given, like="pytorch", frameworks=["pytorch"], dtypes=["float32"], processes=False
    )
    assert np.allclose(said.outputs["pytorch"]["h"], layer(x)[0].detach().numpy(), atol=1e-6)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (dict(n=3, given=["c"]), "unknown array of linear.dense that may be absent: 'c' (allowed: b)"),
        (dict(arrays=dict(x=np.ones((2, 4))), x=np.ones((2, 4))), "x is given twice"),
        (dict(n=3, frameworks=["torch"]), "did you mean pytorch or keras-torch?"),
        (dict(n=3, seed=-1), "the seed must be a whole number"),
    ],
)
def test_from_python_a_mistake_is_one_line(given, says):
    with pytest.raises(Mistake) as raised:
        triptych.ask("dense", processes=False, **given)
    assert says in str(raised.value) and "\n" not in str(raised.value)
