"""The command line as people meet it: its exit codes, its one-line errors, what a program reads."""

import json
import re

import numpy as np
import pandas as pd
import psutil
import pytest

from comparisons.declaring.catalogue import select
from comparisons.desk.terminal import print_checks
from tests.command_line import begin, edit, interrupt, run


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["list", "lstn"], "unknown concept or family 'lstn'; did you mean recurrent.lstm?"),
        (["check", "activation"], "did you mean activations"),
        (
            ["check", "dense", "--dtype", "float46"],
            "unknown dtype 'float46'; did you mean float64 or float16 or bfloat16? (allowed:",
        ),
        (
            ["check", "dense", "--device", "cude"],
            "unknown device 'cude'; did you mean cuda? (allowed: cpu, cuda)",
        ),
        (
            ["check", "dense", "--framework", "torch"],
            "unknown framework 'torch'; did you mean pytorch or keras-torch?",
        ),
        (["time", "dense", "--dtype", "half"], "unknown dtype 'half'"),
        (
            ["time", "dense", "--self", "--framework", "keras", "--framework", "pytorch"],
            "name one of pytorch, keras",
        ),
        (["time", "dense", "--modes", "egaer"], "unknown mode 'egaer'; did you mean eager?"),
        (["time", "dense", "--sizes", "1/8"], "unknown size '1/8'; did you mean 1/4"),
        (["time", "dense", "--threads", "0"], "threads must be 1 to "),
        (
            ["check", "dense", "--timeout", "0"],
            "the time-out must be more than 0 s and at most 1000000 s, not 0",
        ),
        (
            ["show", "activations"],
            f"'activations' names {len(select(['activations']))} concepts; show one of activations.",
        ),
        (["report", "dense", "--out", "/proc/nowhere"], "cannot write to --out '/proc/nowhere'"),
        (["report", "dense", "--out", "README.md"], "cannot write to --out 'README.md'"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(arguments, says):
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_a_gpu_cuda_is_refused_in_one_line():
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("a GPU is present")
    done = run("check", "dense", "--device", "cuda")
    assert done.returncode == 2
    assert "no cuda device is present" in done.stderr
    assert "Traceback" not in done.stderr


def test_list_tells_kind_and_idea_to_a_program():
    rows = json.loads(run("list", "lstm", "--json").stdout)
    assert [row["concept"] for row in rows] == ["recurrent.lstm"]
    assert rows[0]["kind"] == "operation"
    assert "gated addition" in rows[0]["title"]


def test_show_prints_the_three_sources():
    shown = run("show", "dense").stdout
    assert "def dense(" in shown and "nn.Linear(i, k" in shown and "keras.layers.Dense(k" in shown


def test_check_ends_with_one_sentence_within_80_columns():
    done = run("check", "dense", "adam", "--quick")
    assert done.returncode == 0
    assert re.fullmatch(
        r"\d+ checks over 2 concepts: \d+ agree, .*0 fail\.", done.stdout.strip().splitlines()[-1]
    )
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_check_ends_with_exit_code_1_when_something_fails(house):
    edit(house, "scratch/linear/dense.py", "every_dy.sum(axis=0)", "every_dy.mean(axis=0)")
    done = run("check", "dense", "--framework", "pytorch", "--modes", "eager", "--json", house=house)
    assert done.returncode == 1
    rows = pd.DataFrame(json.loads(done.stdout))
    assert set(rows[rows.verdict == "FAILS"].array) == {"b"}
    assert rows[rows.verdict == "FAILS"].reason.str.contains("gradient db").all()


def test_an_array_that_fails_everywhere_is_told_once_with_how_often(capsys):
    fails = dict(
        concept="linear.dense", case="n=3", seed=0, mode="eager", kind="gradient", verdict="FAILS", units=1e15,
        allowed=4096.0,
    )  # fmt: skip
    crashed = dict(
        fails, framework="keras", dtype="float64", kind="", array="", verdict="crashed", units=np.nan
    )
    rows = [
        dict(
            fails,
            framework=framework,
            dtype=dtype,
            array=array,
            reason=f"gradient d{array} in {framework} {dtype}",
        )
        for array in ("x", "b")
        for framework in ("pytorch", "keras")
        for dtype in ("float64", "float32")
    ]
    rows += [dict(crashed, reason=reason) for reason in ("out of memory", "out of memory", "no such kernel")]
    print_checks(pd.DataFrame(rows), {}, plain=True)
    told = capsys.readouterr().out.splitlines()[-6:-1]
    also = "(and 3 more such: pytorch, keras; float64, float32)"
    assert told == [
        f"gradient dx in pytorch float64 {also}",
        f"gradient db in pytorch float64 {also}",
        "linear.dense (n=3) keras float64 crashed: out of memory (and 1 more such: keras; float64)",
        "linear.dense (n=3) keras float64 crashed: no such kernel",
        "The first as a script: "
        "triptych repro linear.dense --framework pytorch --dtype float64 --mode eager --array dx",
    ]


def test_a_crash_a_hang_and_a_broken_file_are_rows_and_the_rest_goes_on(house, tmp_path, monkeypatch):
    leavings = tmp_path / "leavings"
    leavings.mkdir()
    monkeypatch.setenv("TMPDIR", str(leavings))
    hang = 'import subprocess, tempfile; tempfile.mkstemp(); subprocess.run(["sleep", "98765"])'
    edit(house, "reference/pytorch/linear/dense.py", "return nn", "import os; os.abort()\n    return nn")
    edit(house, "reference/pytorch/activations/relu.py", "return", f"{hang}\n    return")
    edit(house, "reference/pytorch/activations/tanh.py", "def build", "def built")
    edit(house, "scratch/activations/sigmoid.py", "def sigmoid", "def sigmoid(")
    edit(house, "comparisons/concepts/activations/elu.py", "timing=", "timming=")
    done = run("check", "dense", "linear.perceptron_loss", "activations", "--framework", "pytorch", "--modes", "eager",
               "--dtype", "float32", "--timeout", "20", "--quick", "--json", house=house)  # fmt: skip
    assert done.returncode == 1
    rows = pd.DataFrame(json.loads(done.stdout)).set_index("concept")
    assert rows.verdict["linear.dense"] == "crashed" and "SIGABRT" in rows.reason["linear.dense"]
    assert rows.verdict["activations.relu"] == "timed out" and "20 s" in rows.reason["activations.relu"]
    assert "has no function 'build'" in rows.reason["activations.tanh"]
    assert "SyntaxError" in rows.reason["activations.sigmoid"]
    assert "'timming'" in rows.reason["activations.elu"]
    assert set(rows.verdict["linear.perceptron_loss"]) == {"agrees"}
    assert set(rows.verdict["activations.leaky_relu"]) == {"agrees"}
    running = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    assert ["sleep", "98765"] not in running, "what a worker started ends with it"
    assert not list(leavings.iterdir()), "and so does what it wrote in the temporary folder"


def test_a_concept_that_cannot_be_read_costs_nobody_else_their_report(house, tmp_path):
    edit(house, "scratch/activations/sigmoid.py", "def sigmoid", "def sigmoid(")
    (house / "reference/pytorch/activations/elu.py").unlink()
    assert "cannot be read" in run("list", "sigmoid", house=house).stdout
    assert "reference/pytorch/activations/elu.py is missing" in run("show", "elu", house=house).stderr
    done = run("report", "sigmoid", "elu", "tanh", "--quick", "--patience", "0", "--framework", "pytorch",
               "--out", tmp_path / "out", house=house)  # fmt: skip
    assert done.returncode == 1 and "Traceback" not in done.stderr
    verdicts = pd.read_csv(tmp_path / "out" / "checks.csv").groupby("concept").verdict.first()
    assert dict(verdicts) == {
        "activations.elu": "crashed",
        "activations.sigmoid": "crashed",
        "activations.tanh": "agrees",
    }
    assert (tmp_path / "out" / "index.html").exists()


def test_a_framework_that_cannot_be_imported_is_a_column_that_says_why(house):
    (house / "torch.py").write_text("raise ImportError('libcudart.so.13 is missing')")
    done = run(
        "check",
        "dense",
        "--framework",
        "pytorch",
        "--framework",
        "scratch",
        "--modes",
        "eager",
        "--json",
        house=house,
    )
    rows = pd.DataFrame(json.loads(done.stdout))
    assert done.returncode == 3
    assert set(rows[rows.framework == "pytorch"].verdict) == {"unavailable"}
    assert rows[rows.framework == "pytorch"].reason.str.contains("libcudart.so.13 is missing").all()
    assert set(rows[rows.framework == "scratch"].verdict) == {"agrees"}


def test_a_report_that_is_interrupted_leaves_valid_files(tmp_path):
    process = begin("report", "losses", "--out", tmp_path, "--framework", "pytorch", "--plain")
    output, errors = interrupt(process, r"Checking: [1-9]")
    assert process.returncode == 130, errors
    assert "Interrupted" in output and "Traceback" not in errors
    assert json.loads((tmp_path / "environment.json").read_text())["interrupted"] is True
    checks = pd.read_csv(tmp_path / "checks.csv")
    assert len(checks) == len(pd.read_parquet(tmp_path / "checks.parquet")) > 0


def test_a_report_of_one_concept_holds_every_file(tmp_path):
    done = run("report", "linear.softmax_regression", "--quick", "--patience", "0", "--framework", "scratch",
               "--framework", "pytorch", "--json", "--out", tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in ("checks", "timings", "accuracy"):
        assert (tmp_path / f"{name}.csv").exists() and (tmp_path / f"{name}.parquet").exists()
    assert (tmp_path / "summary.md").exists() and (tmp_path / "index.html").exists()
    timings = pd.read_csv(tmp_path / "timings.csv")
    assert set(timings.framework) == {"scratch", "pytorch"} and (timings.median_ms > 0).all()


def test_a_timing_run_leaves_a_record_and_can_be_resumed(tmp_path):
    command = ["time", "relu", "--framework", "scratch", "--framework", "pytorch", "--rounds", "1",
               "--generations", "1", "--patience", "0", "--sizes", "1/16,1/4", "--out", tmp_path]  # fmt: skip
    done = run(*command)
    assert done.returncode == 0, done.stderr
    assert "shape[0]=32" in done.stdout and "benchmarks.md" in done.stdout
    timings = pd.read_csv(tmp_path / "timings.csv")
    assert set(timings.scale) == {1 / 16, 1 / 4} and (timings.bound_ms > 0).all()
    record = (tmp_path / "benchmarks.md").read_text()
    assert "# Benchmarks" in record and "Limits of the machine" in record

    again = run(*command, "--resume")
    assert again.returncode == 0 and pd.read_csv(tmp_path / "timings.csv").equals(timings), (
        "nothing was left to do"
    )
    other = run(*command, "--resume", "--rounds", "2")
    assert other.returncode == 2 and "was begun with rounds = 1, now it is 2" in other.stderr
