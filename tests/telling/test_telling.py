"""What several stories ask for: tables and scores by panel, and one array of what each panel answers."""

import numpy as np
import pytest

from comparisons.telling.panels import Panel, Panels
from comparisons.telling.telling import Telling


def story():
    return Telling(dict(story="made"))


class Doubler:
    """A worker that doubles its own framework's number."""

    def __init__(self, framework):
        self.framework = framework

    def ask(self, task, name, given, *others):
        return {"y": 2 * given["x"], "asked": given}, []


def test_a_table_by_panel_has_a_row_a_panel_and_columns_that_tell_rows_apart():
    telling = story()
    telling.by_panel("one", "One", "epoch", {1: dict(scratch=0.5, keras=0.25)})
    telling.by_panel("two", "Two", ("data", "what"), {("iris", "loss"): dict(scratch=1.0)})
    assert telling.tables["one"].frame.to_dict("records") == [
        dict(epoch=1, framework="scratch", value=0.5),
        dict(epoch=1, framework="keras", value=0.25),
    ]
    assert [*telling.tables["two"].frame] == ["data", "what", "framework", "value"]
    assert telling.place == "two", "what is claimed next stands beside it"
    with pytest.raises(ValueError, match="argument"):
        telling.by_panel("bad", "Bad", ("data", "what"), {("iris",): dict(scratch=1.0)})


def test_scores_are_a_row_a_panel():
    telling = story()
    telling.scores(
        dict(scratch=0.5, keras=np.float32(1)), data="iris", model="m", split="test", metric="accuracy"
    )
    assert [(row["framework"], row["value"]) for row in telling.accuracy] == [
        ("scratch", 0.5),
        ("keras", 1.0),
    ]
    assert {row["data"] for row in telling.accuracy} == {"iris"}


def test_a_panel_is_given_its_own_of_what_came_by_panel_and_all_the_same_else():
    panels = Panels({name: Panel(Doubler(name)) for name in ("scratch", "keras")})
    assert panels.ask("made.up", "y", x=3) == dict(scratch=6, keras=6)
    once_more = panels.ask("made.up", "y", x=dict(scratch=1, keras=2))
    assert once_more == dict(scratch=2, keras=4)
    assert panels.ask("made.up", "y", x=once_more) == dict(scratch=4, keras=8)
    settings = dict(heads=2)
    assert panels.ask("made.up", "asked", x=1, settings=settings)["keras"]["settings"] == settings


def test_what_panels_say_is_told_by_name_and_once_where_it_is_the_same():
    telling = story()
    telling.claim("It holds.", True, gaps={"100": 0.1, "1340": 0.02}, loss=dict(scratch=1.0, keras=1.0))
    assert telling.claims[0].values == "gaps 100: 0.1, 1340: 0.02; loss 1"
