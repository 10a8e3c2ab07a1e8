"""Portraits are drawn last: who does not want to wait for them has the report without them."""

from types import SimpleNamespace

import pytest

from comparisons.desk import runs
from comparisons.desk.progress import Progress
from comparisons.portraits import gallery

PLAN = SimpleNamespace(names=["activations.relu", "activations.tanh", "activations.elu"])


@pytest.fixture
def asked(monkeypatch):
    """The concepts whose portraits were asked for; somebody presses Ctrl-C at the second."""
    asked = []

    def portraits(names):
        asked.extend(names)
        if len(asked) > 1:
            raise KeyboardInterrupt
        return dict.fromkeys(names, "drawn")

    monkeypatch.setattr(gallery, "portraits", portraits)
    return asked


def test_an_interruption_ends_the_drawing_and_keeps_what_is_drawn(asked):
    run = runs.Run()
    assert runs._portraits(run, PLAN, SimpleNamespace(bar=lambda *_: lambda name: None)) == {
        "activations.relu": "drawn"
    }
    assert run.interrupted and asked == PLAN.names[:2]


def test_nothing_is_drawn_after_an_interruption(asked):
    assert runs._portraits(runs.Run(interrupted=True), PLAN, Progress) == {}
    assert asked == []
