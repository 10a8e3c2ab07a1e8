"""Where results go: a folder belongs to one run, a full disk loses nothing, and every terminal shows every name."""

import errno
import os
import subprocess
import sys
from io import TextIOWrapper
from pathlib import Path

import pandas as pd
import pytest

from comparisons.declaring.catalogue import names
from comparisons.desk import command, executing, folders, streams, terminal
from comparisons.desk.folders import LOCK, save, writing
from comparisons.desk.terminal import print_checks, print_timings
from comparisons.errors import Mistake
from reports import files
from reports.files import put
from tests.command_line import ONE_TURN, begin, hang_in, run, wait_for

COMMANDS = {
    "report": ["relu", "--quick", "--framework", "scratch", "--patience", "0", "--threads", "1"],
    "time": [
        "relu",
        "--framework",
        "scratch",
        *ONE_TURN,
        "--threads",
        "1",
    ],
    "story": ["forward_propagation", "--quick"],
    "notebook": ["relu", "--quick"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_empty_out_is_refused(name):
    done = run(name, *COMMANDS[name], "--out", "")
    assert done.returncode == 2 and done.stderr == (
        "triptych: --out is empty; name the folder to write to, . for this one\n"
    )


@pytest.fixture
def full(monkeypatch):
    """A function that lets no file be written below a folder but the first ones."""

    def fill(folder, room=0):
        written = []
        write_bytes = files.Path.write_bytes

        def refuse(path, content):
            if folder in path.parents and len(written) >= room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            written.append(path)
            return write_bytes(path, content)

        monkeypatch.setattr(files.Path, "write_bytes", refuse)

    return fill


@pytest.fixture
def call(monkeypatch, capsys):
    """Call the command line in this process; return exit code, output and errors."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["triptych", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command.main()
        return end.value.code, *capsys.readouterr()

    return call


def test_on_a_full_disk_all_of_a_story_is_elsewhere_and_a_line_says_where(full, call, tmp_path, monkeypatch):
    (elsewhere := tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(folders.tempfile, "tempdir", str(elsewhere))
    full(tmp_path / "out", room=1)
    code, said, errors = call("story", *COMMANDS["story"], "--out", tmp_path / "out")
    assert code == 2 and "1 told in" in said
    (line,) = [each for each in errors.splitlines() if each.startswith("triptych: ")]
    assert (
        f"cannot write {tmp_path / 'out'}/stories" in line
        and "No space left on device; all of it is in" in line
    )
    (folder,) = elsewhere.iterdir()
    assert str(folder) in line and list(folder.rglob("*.svg")) and str(folder) in said


def test_on_a_full_disk_a_report_that_fits_nowhere_is_shown(full, call, tmp_path, monkeypatch):
    (elsewhere := tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(folders.tempfile, "tempdir", str(elsewhere))
    full(tmp_path)
    code, said, errors = call("report", *COMMANDS["report"], "--out", tmp_path / "out")
    assert code == 2 and errors.splitlines()[-1].count("No space left on device") == 2
    assert "activations.relu" in said and "timed: in ms" in said and "Traceback" not in errors
    assert not list(elsewhere.iterdir()), "what is not whole is not left behind"


def test_on_a_full_disk_the_clock_keeps_its_journal(call, tmp_path, monkeypatch):
    written = []

    def open_full(path, *arguments, **settings):
        if path.name == "journal.jsonl" and len(written) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(path)
        return opened(path, *arguments, **settings)

    opened = files.Path.open
    monkeypatch.setattr(files.Path, "open", open_full)
    code, _, errors = call("time", *COMMANDS["time"], "--generations", "2", "--out", tmp_path / "out")
    assert code == 2 and "journal.jsonl: No space left on device" in errors and "--resume goes on" in errors
    monkeypatch.undo()
    code, said, _ = call(
        "time", *COMMANDS["time"], "--generations", "2", "--resume", "--out", tmp_path / "out"
    )
    assert code == 0 and "1 concept timed" in said


def test_on_a_full_disk_a_notebook_is_elsewhere(full, call, tmp_path, monkeypatch):
    (elsewhere := tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(folders.tempfile, "tempdir", str(elsewhere))
    monkeypatch.setattr(executing, "execute", lambda notebook: ("", []))
    full(tmp_path / "out")
    code, said, errors = call("notebook", "relu", "--out", tmp_path / "out")
    (notebook,) = elsewhere.rglob("*.ipynb")
    assert code == 2 and str(notebook) in said and "No space left on device; all of it is in" in errors


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "arguments",
    [["list"], ["list", "--json"], ["show", "relu"], ["check", "relu", "--quick", "--framework", "scratch"]],
)
def test_an_output_that_takes_nothing_is_a_line(arguments):
    with Path("/dev/full").open("w") as full:
        done = run(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "triptych: cannot write the output: No space left on device"
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_names_itself(full, tmp_path):
    put(tmp_path / "checks.csv", b"old")
    full(tmp_path)
    with pytest.raises(OSError, match="No space left on device") as error:
        put(tmp_path / "checks.csv", b"new")
    assert error.value.filename == str(tmp_path / "checks.csv")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_disk_that_is_full_from_the_start_is_told_before_the_run(tmp_path, monkeypatch):
    def refuse(file, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(folders.os, "write", refuse)
    with (
        pytest.raises(Mistake, match=r"cannot write to --out .*: No space left on device"),
        writing(str(tmp_path)),
    ):
        pass
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())


def test_where_there_is_no_temporary_folder_either_both_refusals_are_told(tmp_path, monkeypatch):
    def refuse(folder):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder / "checks.csv"))

    monkeypatch.setattr(folders.tempfile, "tempdir", str(tmp_path / "nowhere"))
    written, said = save(refuse, tmp_path)
    assert written is None and f"cannot write {tmp_path / 'checks.csv'}: No space left on device; nor" in said
    assert "nowhere" in said and said.endswith("No such file or directory")


def test_what_fits_is_where_it_was_asked_for(tmp_path):
    assert save(lambda folder: folder, tmp_path) == (tmp_path, "")


def test_a_second_run_in_a_folder_is_refused_until_the_first_has_ended(tmp_path):
    with writing(str(tmp_path / "out")) as folder:
        with (
            pytest.raises(Mistake, match=rf"another run writes to .* \(process {os.getpid()}\)"),
            writing(str(folder)),
        ):
            pass
        done = run("story", "xor", "--out", folder)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert not list(folder.iterdir()), "it leaves nothing behind"
    with writing(str(folder)):
        assert (folder / LOCK).read_text() == str(os.getpid())


def test_a_run_that_was_killed_holds_no_folder(house, tmp_path):
    at_work = hang_in(house, "reference/pytorch/activations/relu.py", tmp_path / "at_work")
    first = begin(
        "report", "relu", "--quick", "--framework", "pytorch", "--out", tmp_path / "out", house=house
    )
    assert wait_for(at_work.exists)
    for name in COMMANDS:
        second = run(name, *COMMANDS[name], "--out", tmp_path / "out")
        assert second.returncode == 2 and f"(process {first.pid})" in second.stderr, name
    first.kill()
    first.communicate()
    with writing(str(tmp_path / "out")) as folder:
        assert (folder / LOCK).exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--stories"],
        ["show", "lstm"],
        ["check", "relu", "--quick", "--framework", "scratch"],
    ],
)
def test_where_there_is_ascii_alone_everything_is_told_in_ascii(arguments):
    done = run(*arguments, env=dict(PYTHONIOENCODING="ascii"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii() and "\\u" not in done.stdout


def test_a_story_in_ascii_says_what_holds(tmp_path):
    done = run("story", "perceptron", "--quick", "--out", tmp_path, env=dict(PYTHONIOENCODING="ascii"))
    assert done.returncode == 0 and "\n+ On two clouds" in done.stdout


def test_letters_without_a_code_become_their_names(tmp_path):
    streams.write_what_can_be_written()
    with TextIOWrapper((tmp_path / "out").open("wb"), encoding="ascii", errors="plain") as stream:
        stream.write("β₁ ≈ Σ é ✓ 漢 Δx \udcff")
    assert (tmp_path / "out").read_text() == "beta1 ~ sum e + ? Deltax ?"


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_name_is_cut_however_narrow_the_terminal(width, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    rows = [
        dict(concept=name, case="n=3", framework=framework, mode="", kind="output", array="y", dtype="float64",
             verdict="agrees", units=1.5, allowed=32.0, reason="")
        for name in names()
        for framework in ("scratch", "pytorch", "keras")
    ]  # fmt: skip
    print_checks(pd.DataFrame(rows), {}, plain=True)
    told = capsys.readouterr().out
    assert all(name in told for name in names()) and "…" not in told
    times = [
        {"concept": name, "framework": framework, "mode": mode, "pass": "forward", "scale": 1.0, "median_ms": 1.0,
         "ratio": 1.0, "disturbed": 0, "rounds": 3, "reason": "", "axis": "n", "extent": 3}
        for name in names()
        for framework, mode in (("scratch", "numpy"), ("pytorch", "eager"), ("keras", "function"))
    ]  # fmt: skip
    print_timings(pd.DataFrame(times), {}, "out", plain=True)
    told = capsys.readouterr().out
    assert all(name.partition(".")[2] in told for name in names()) and "…" not in told


def test_one_number_has_no_interval_and_none_is_shown(capsys):
    row = dict(concept="linear.dense", framework="pytorch again", ratio=1.02, disturbed=0, rounds=1)
    terminal.print_twins(
        pd.DataFrame([row | dict(ratio_low=float("nan"), ratio_high=float("nan"))]), plain=True
    )
    told = capsys.readouterr().out
    assert "1.020" in told and "nan" not in told and "0 of 0 intervals hold 1" in told


def test_whoever_reads_no_further_gets_no_traceback():
    process = begin("list")
    process.stdout.close()
    assert process.wait(30) in (0, 1) and "Traceback" not in process.stderr.read()
