"""Backpropagation: a gradient that is a little wrong in one entry is caught by the measured one."""

import numpy as np
import pytest

from comparisons import stories
from comparisons.judging.answering import Answer
from comparisons.processes.workers import Here
from comparisons.stories import backpropagation
from comparisons.telling.panels import Panel, Panels
from comparisons.telling.telling import Telling


class Spoiled(Panel):
    """A panel in which one entry of one gradient is off by a millionth of itself."""

    def answer(self, name, **given):
        """Answer, and spoil the gradient of W of a dense layer."""
        answer = super().answer(name, **given)
        if name != "linear.dense":
            return answer
        W = answer.gradients["W"].copy()
        W[0, 0] *= 1 + 1e-6
        return Answer(answer.outputs, answer.gradients | dict(W=W))


@pytest.mark.parametrize(("panel", "holds"), [(Panel, True), (Spoiled, False)])
def test_the_measured_gradients_tell_a_right_panel_from_a_wrong_one(panel, holds):
    telling = Telling(stories.describe("backpropagation"))
    backpropagation.tell(Panels(scratch=panel(Here("scratch"))), telling, quick=True)
    measured = next(claim for claim in telling.claims if "measured" in claim.text)
    assert measured.holds is holds


def test_the_loss_has_no_third_derivative_above_1():
    """The bound of the story rests on it; measured along every number of the network."""
    h = 1e-3
    values = backpropagation._forward(backpropagation.GIVEN)
    for name in (*backpropagation.RULES, "x", "W1", "b1", "W2", "b2"):
        for entry in np.ndindex(np.shape(values[name])):
            move = np.zeros_like(values[name])
            move[entry] = h
            losses = [
                backpropagation._forward(backpropagation.GIVEN | {name: values[name] + step * move})["L"]
                for step in (-2, -1, 1, 2)
            ]
            third = np.dot(losses, [-1, 2, -2, 1]) / (2 * h**3)
            assert abs(third) < 1
