"""A check that was stopped goes on where it stood: what was done is not asked again, what was not is."""

import json
from contextlib import nullcontext

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from comparisons.desk import afar, checked
from comparisons.desk.checked import Checked
from comparisons.desk.plan import Plan
from comparisons.desk.runs import check
from comparisons.errors import Mistake
from comparisons.judging.agreement import UNAVAILABLE
from comparisons.tables import Tables
from tests.command_line import run
from tests.made_tables import check as row

ASKED = ("check", "relu", "perceptron", "cosine_decay", "--framework", "scratch", "--quick")


class Silent:
    def bar(self, what, tracks, later=0.0):
        return lambda doing, advance=1, track=None: None


def lines(folder):
    return (folder / "checked.jsonl").read_text().splitlines(keepends=True)


def test_a_run_that_was_killed_goes_on_and_asks_nothing_twice(tmp_path):
    assert run(*ASKED, "--out", tmp_path).returncode == 0
    head, *entries = lines(tmp_path)
    whole = pd.read_parquet(tmp_path / "checks.parquet")
    key, rows = json.loads(entries[0])
    rows["checks"][0]["units"] = 7.25  # as nobody computes it
    cut = entries[1][: len(entries[1]) // 2]  # the power went off in the middle of a line
    (tmp_path / "checked.jsonl").write_text(head + json.dumps([key, rows]) + "\n" + cut)
    done = run(*ASKED, "--resume", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    again = pd.read_parquet(tmp_path / "checks.parquet")
    assert (again.units == 7.25).sum() == 1
    assert_frame_equal(again.drop(columns="units"), whole.drop(columns="units"))
    assert len(lines(tmp_path)) == 1 + len(entries) == 4


def test_with_other_choices_it_does_not_go_on(tmp_path):
    plan = Plan.make(["relu"], ["scratch"])
    checked.of(plan, tmp_path, resume=False, seeds=[0], quick=True)
    with pytest.raises(Mistake, match="was begun with quick = true, now it is false"):
        checked.of(plan, tmp_path, resume=True, seeds=[0], quick=False)
    done = run("check", "relu", "--resume")
    assert done.returncode == 2 and "name it with --out" in done.stderr


@pytest.mark.parametrize(
    "entry",
    [
        [["activations.relu"], dict(checks=[], accuracy=[])],
        [["activations.relu", "scratch"], dict(checks=[])],
        [["activations.relu", "scratch"], dict(checks=[dict(concept="activations.relu")], accuracy=[])],
        {},
    ],
)
def test_an_entry_that_is_none_is_refused(entry, tmp_path):
    checked.of(plan := Plan.make(["relu"], ["scratch"]), tmp_path, resume=False)
    file = tmp_path / "checked.jsonl"
    file.write_text(file.read_text() + json.dumps(entry) + "\n")
    with pytest.raises(Mistake, match="line 2 holds no entry of it"):
        checked.of(plan, tmp_path, resume=True)


def test_rows_are_kept_when_their_concept_is_done_and_not_of_who_is_not_there():
    journal, tables = Checked(), Tables()
    one, other = row(concept="linear.dense"), row(concept="linear.dense", framework="keras")
    tables.checks += [one, other | dict(verdict=UNAVAILABLE)]
    journal.note("linear.dense", "keras", tables)
    assert not journal.entries
    tables.checks += [late := one | dict(case="late")]
    journal.note("linear.dense", one["framework"], tables)
    kept = {("linear.dense", one["framework"]): dict(checks=[one, late], accuracy=[])}
    assert journal.entries == kept


def test_scores_are_kept_too(tmp_path):
    plan = Plan.make(["softmax_regression"], ["scratch"], ["float32"])
    journal = checked.of(plan, tmp_path, resume=False)
    tables = check(plan, [0], False, Silent(), journal=journal).tables
    assert tables.accuracy
    again = Plan.tables()
    assert checked.of(plan, tmp_path, resume=True).tell(again) == {("linear.softmax_regression", "scratch")}
    assert again.accuracy == tables.accuracy and len(again.checks) == len(tables.checks)


def test_on_a_cluster_a_concept_is_asked_again_of_which_a_framework_is_left(monkeypatch):
    plan, journal, asked = Plan.make(["relu", "tanh"], ["scratch", "pytorch"]), Checked(), []
    done, half = plan.names
    nothing = dict(checks=[], accuracy=[])
    journal.entries = {(done, "scratch"): nothing, (done, "pytorch"): nothing, (half, "scratch"): nothing}
    monkeypatch.setattr("comparisons.cluster.connection.connected", nullcontext)
    monkeypatch.setattr(
        "comparisons.cluster.checking.check_all", lambda client, names, *others: asked.extend(names)
    )
    afar.check(plan, [0], False, Silent(), "tcp://nowhere:1", journal)
    assert asked == [half]
