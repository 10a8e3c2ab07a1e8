"""A journal that is damaged, foreign or cut: what can be read goes on; all else is refused, and left as it is."""

import json
from dataclasses import asdict

import pytest

from comparisons.clock.journal import Measured
from comparisons.clock.limits import Limits
from comparisons.clock.timing import LIMITS, Measurement, Schedule
from comparisons.errors import Mistake
from tests.command_line import run
from tests.fake_worker import FakeWorker

OPTIONS = dict(rounds=3, names=["linear.dense"])
HEAD = json.dumps(OPTIONS)
TAKEN = Measurement("linear.dense", 1.0, Schedule(rounds=2)).take(
    [FakeWorker("scratch", 3.0, trouble_at="turn")]
)
ENTRIES = {
    LIMITS: asdict(Limits(1e9, {2**20: 1e9})),
    (0, "linear.dense", 1.0): TAKEN,
    (0, "linear.dense", 0.25): TAKEN,
}


def line(entry):
    return json.dumps(entry)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "journal.jsonl"


def bent(**changes):
    return [[0, "linear.dense", 1.0], TAKEN | changes]


def test_what_the_clock_measures_is_what_a_journal_takes(file):
    journal = Measured.begin(file, OPTIONS)
    for key, measured in ENTRIES.items():
        journal.add(key, measured)
    journal.add(LIMITS, {})
    assert Measured.resume(file, OPTIONS).entries.keys() == ENTRIES.keys()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "its first line holds no options"),
        ("[1, 2]\n", "its first line holds no options"),
        ("{}\n", "its first line holds no options"),
        ('{"name": "another program"}\n{"level": "info"}\n', "its first line holds no options"),
        (HEAD + "\n{}\n", "line 2 holds no entry"),
        (HEAD + "\n[]\n" + line([LIMITS, {}]) + "\n", "line 2 holds no entry"),
        (HEAD + "\nnull\n", "line 2 holds no entry"),
        (
            HEAD + "\n" + line([LIMITS, {}])[:-4] + "\n" + line([LIMITS, {}]) + "\n",
            "line 2 holds no entry",
        ),
        (HEAD + "\n" + line([LIMITS, dict(rate="fast", bandwidth={})]) + "\n", "line 2 holds no entry"),
        (
            HEAD + "\n" + line([LIMITS, dict(rate=1.0, bandwidth=dict(a=1))]) + "\n",
            "line 2 holds no entry",
        ),
        (HEAD + "\n" + line([[0, "linear.dense"], TAKEN]) + "\n", "line 2 holds no entry"),
        (HEAD + "\n" + line([[LIMITS], TAKEN]) + "\n", "line 2 holds no entry"),
        *(
            (
                HEAD + "\n" + line([LIMITS, {}]) + "\n" + line(bent(**change)) + "\n",
                "line 3 holds no entry",
            )
            for change in (
                dict(times=None),
                dict(times=[["scratch", "numpy", "forward", "1 ms"]]),
                dict(times=[["scratch", "numpy", [1.0]]]),
                dict(facts=[["scratch", "numpy", "forward", dict(first_call_ms=None)]]),
                dict(trouble=[["scratch", "numpy", "forward", 3]]),
                dict(disturbed={}),
                dict(costs=dict(forward=dict(operations=3))),
                dict(device=None),
            )
        ),
    ],
)
def test_a_damaged_or_foreign_journal_is_refused_and_left_as_it_is(content, says, file):
    file.write_text(content)
    with pytest.raises(Mistake, match=says) as refused:
        Measured.resume(file, OPTIONS)
    assert "leave out --resume to begin anew in its place" in str(refused.value)
    assert file.read_text() == content


def test_what_is_not_text_is_refused(file):
    file.write_bytes(b"\xff\xfe\x00PAR1")
    with pytest.raises(Mistake, match="it is not text"):
        Measured.resume(file, OPTIONS)
    assert file.read_bytes() == b"\xff\xfe\x00PAR1"


@pytest.mark.parametrize("cut", [1, 30])
def test_a_last_line_that_was_cut_does_not_count(cut, file):
    whole = "".join(f"{line(entry)}\n" for entry in [OPTIONS, *ENTRIES.items()])
    file.write_text(whole[:-cut] if cut > 1 else whole + '[[1, "lin')
    journal = Measured.resume(file, OPTIONS)
    assert [*journal.entries] == [*ENTRIES][: 2 if cut > 1 else 3]
    journal.add((1, "linear.dense", 1.0), TAKEN)
    assert (1, "linear.dense", 1.0) in Measured.resume(file, OPTIONS).entries, (
        "and the next one has a line of its own"
    )


def test_what_was_there_survives_a_begin_that_fails(file, monkeypatch):
    Measured.begin(file, OPTIONS).add(LIMITS, {})
    before = file.read_text()

    def refuse(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    with pytest.raises(OSError, match="No space left"):
        Measured.resume(file, OPTIONS)
    assert file.read_text() == before


def test_the_command_line_says_it_in_a_line(tmp_path):
    (tmp_path / "journal.jsonl").mkdir()
    done = run("time", "relu", "--resume", "--out", tmp_path)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert "cannot read" in done.stderr and "Is a directory" in done.stderr
