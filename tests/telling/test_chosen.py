"""Data in the place of a story's own: the experiment runs, and what the text claims of digits is told as found."""

import json

import pytest

import comparisons
from comparisons import stories
from comparisons.errors import Mistake
from comparisons.telling.chosen import choose
from comparisons.telling.telling import Telling
from tests.command_line import run
from tests.declaring.test_fashion import made_set

TAKING = [name for name in stories.names() if stories.describe(name)["takes_data"]]


def test_two_stories_are_told_on_other_images_from_end_to_end(tmp_path):
    assert TAKING == ["regularization", "convolution"]
    made_set(tmp_path / "set")
    given = "--data", f"fashion_mnist={tmp_path / 'set'}", "--out", tmp_path / "out"
    done = run("story", *TAKING, "--quick", "--json", *given)
    assert done.returncode == 0, done.stderr
    for row in json.loads(done.stdout):
        assert row["data"] == "fashion_mnist" and row["holds"] and row["findings"]
        assert row["accuracy"] and {each["data"] for each in row["accuracy"]} == {"fashion_mnist"}
        assert all("roundings off" in claim["values"] for claim in row["claims"][:-1])
        assert "by the law" in row["claims"][-1]["text"]
        assert row["files"] and all(f"{row['story']}_on_fashion_mnist" in path for path in row["files"])
        shown = [*row["tables"], *row["pictures"].values(), *(each["text"] for each in row["findings"])]
        assert not any("digit" in text.lower() for text in shown), "they are none"


def test_what_is_claimed_of_its_own_data_is_no_fault_of_others():
    telling = Telling(stories.describe("convolution"), "fashion_mnist")
    telling.claim("It rains.", False, drops=0)
    telling.agree("Same.", dict(scratch=[1.0], keras=[1.0]))
    assert [finding.values for finding in telling.findings] == ["drops 0"] and telling.holds
    telling.agree("Off.", dict(scratch=[1.0], keras=[2.0]))
    assert [fault[:4] for fault in telling.faults] == ["Off."]


def test_its_own_data_may_be_named():
    assert choose(None, ["perceptron"]) is None and choose("digits", ["convolution"]) is None


@pytest.mark.parametrize(
    ("story", "data", "says"),
    [
        (
            "perceptron",
            "fashion_mnist",
            "the story perceptron is told on no other data; those that are: regularization",
        ),
        ("convolution", "fashion_mnits", "unknown data set 'fashion_mnits'; did you mean fashion_mnist?"),
        ("convolution", "", "unknown data set ''"),
        ("convolution", "digits=/tmp", "digits come with scikit-learn"),
        ("regularization", "fashion_mnist=/nowhere", r"in /nowhere; .*\(data sets: digits, fashion_mnist\)"),
    ],
)
def test_what_cannot_be_had_is_said_before_anything_begins(story, data, says):
    with pytest.raises(Mistake, match=says):
        comparisons.tell(story, data=data)


def test_it_is_one_line_and_exit_code_2():
    done = run("story", "xor", "--data", "fashion_mnist")
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
