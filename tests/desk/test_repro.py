"""``triptych repro`` and ``triptych fuzz`` as people meet them."""

import json

import pytest

from comparisons.declaring.catalogue import load
from comparisons.errors import Mistake
from comparisons.reproducing.rows import Named, command, read
from tests.command_line import run

LINE = "losses.ctc (n=4 t=8 s=3 k=5) pytorch float32: output loss is 1.2e+06 roundings off (32 allowed)"


def test_a_line_that_check_prints_is_a_script(tmp_path):
    done = run("repro", LINE, "--seconds", "0", "--out", tmp_path / "ctc.py", "--plain")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (tmp_path / "ctc.py").read_text() and done.stdout.startswith(
        "# ctc: output loss, which"
    )
    assert done.stderr.splitlines()[-1].startswith(
        "losses.ctc (n=4 t=8 s=3 k=5) pytorch eager float32: loss differs"
    )


def test_a_program_reads_the_row_and_the_script():
    done = run(
        "repro", "ctc", "--framework", "pytorch", "--case", "1", "--array", "dz", "--seconds", "0", "--json"
    )
    row = json.loads(done.stdout)
    assert (
        done.returncode == 0
        and row["verdict"] == "agrees"
        and not row["shows"]
        and "import torch" in row["script"]
    )


def test_fuzz_says_what_came_of_its_draws(tmp_path):
    arguments = ["--framework", "pytorch", "--seconds", "2", "--out", tmp_path]
    done = run("fuzz", "relu", *arguments, "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 0 and said["failures"] == [] and said["drawn"] > 0
    assert set(said["outcomes"]["pytorch"]) <= {"agrees", "differs as declared", "not offered"}


@pytest.mark.parametrize(
    ("words", "given", "says"),
    [
        (["ctk"], {}, "unknown concept or family 'ctk'; did you mean losses.ctc?"),
        (
            ["ctc (n=4 t=8 s=3 k=6)"],
            {},
            "unknown case of losses.ctc: 'n=4 t=8 s=3 k=6'; did you mean n=4 t=8 s=3 k=5",
        ),
        (["ctc"], dict(framework="keres"), "unknown framework 'keres'; did you mean keras"),
        (["ctc"], dict(framework="scratch"), "scratch is the formula"),
        (["ctc"], dict(dtype="float23"), "unknown dtype 'float23'; did you mean float32"),
        (["ctc"], dict(framework="pytorch", mode="xla"), "unknown mode of pytorch 'xla'"),
        (["ctc"], dict(number=99), "losses.ctc has the cases 0 to 6, no case 99"),
        (["ctc (n=4 t=8 s=3 k=5) is wrong"], {}, "says no framework and dtype"),
        (["(n=4)"], {}, "names no row"),
    ],
)
def test_what_there_is_not_is_told_in_a_line_with_what_is_near(words, given, says):
    with pytest.raises(Mistake, match=says) as caught:
        read(words, **given)
    assert "\n" not in str(caught.value)


def test_an_array_that_there_is_not_is_told_with_what_is_near():
    rows = [dict(kind="output", array="loss", verdict="agrees", units=0.0)]
    with pytest.raises(Mistake, match=r"unknown array of losses\.ctc: 'los'; did you mean loss"):
        Named("losses.ctc", label="los").best(rows)


def test_lines_of_every_kind_are_read():
    found = read([LINE])
    assert (found.concept, found.case, found.framework) == ("losses.ctc", "n=4 t=8 s=3 k=5", "pytorch")
    assert (found.dtype, found.label, found.mode, found.seed) == ("float32", "loss", "", 0)
    found = read(["linear.dense (n=5 i=4 k=3 seed=7) keras xla float64: gradient dW is off"])
    assert (found.mode, found.label, found.seed, found.dtype) == ("xla", "dW", 7, "float64")
    found = read(["linear.dense (n=5 i=4 k=3) keras float64 crashed: ValueError: what it says (a.py:3)"])
    assert (found.framework, found.label) == ("keras", "")
    line = "initializers.random_normal (shape=(64,32)) pytorch float32: variance of w is 1 where the law has 2: 9"
    found = read([line])
    assert (found.case, found.label) == ("shape=(64,32)", "variance of w")


def test_a_row_has_a_command_that_names_it():
    row = dict(concept="losses.ctc", case="n=4 t=8 s=3 k=5", framework="keras", dtype="float32", mode="xla",
               kind="gradient", array="z", seed=3)  # fmt: skip
    said = command(row, load("losses.ctc"))
    assert (
        said
        == "triptych repro losses.ctc --framework keras --dtype float32 --case 0 --mode xla --array dz --seed 3"
    )


def test_what_fails_is_told_before_what_differs():
    rows = [
        dict(kind="output", array="a", verdict="agrees", units=1.0),
        dict(kind="output", array="b", verdict="differs as declared", units=1e9),
        dict(kind="output", array="c", verdict="FAILS", units=40.0),
    ]
    assert Named("losses.ctc").best(rows)["array"] == "c"
    assert Named("losses.ctc").best(rows[:2])["array"] == "b" and Named("losses.ctc").best(rows[:1]) is None
    assert Named("losses.ctc", label="a").best(rows)["array"] == "a"
