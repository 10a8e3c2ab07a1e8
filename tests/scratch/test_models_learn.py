"""Models learn: digits that were held out, and a text that one knows."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.scores import categorical_accuracy
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter

ALPHABET = " abcdefghijklmnopqrstuvwxyz"


def on_real_data(name, **changed):
    concept = load(name)
    case = next(case for case in concept.cases if "data" in case)
    return Question.draw(concept, case | changed, "float32")


@pytest.mark.parametrize("framework", ["scratch", "pytorch", "keras"])
def test_a_residual_network_reads_98_of_100_digits_that_it_has_not_seen(framework):
    question = on_real_data("models.residual_net", epochs=6)
    read = adapter(framework)(question).answer().outputs["test_prediction"]
    assert categorical_accuracy(read, question.held_out["y"]) >= 0.98


def test_a_tiny_gpt_goes_on_with_a_text_that_it_knows():
    question = on_real_data("models.tiny_gpt", epochs=60, d=32, f=128)
    concept = question.concept
    trained = concept.function(**question.arrays, **question.settings)
    weights = {name: array for name, array in trained.items() if name != "loss"}
    whole = np.concatenate([question.arrays["x"], question.arrays["y"][:, -1:]], axis=1)
    written = whole[:, :14].copy()
    while written.shape[1] < whole.shape[1]:
        likeliest = concept.scratch.predict(x=written, **weights)[:, -1].argmax(axis=-1)
        written = np.column_stack([written, likeliest])
    assert "".join(ALPHABET[letter] for letter in written[0]) == "four score and seven years ago ou"
    assert np.mean(written[:, 14:] == whole[:, 14:]) > 0.9
