"""Models learn: digits that were held out, and a text that one knows."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.data import digit_images, letters
from comparisons.declaring.scores import categorical_accuracy
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter

ALPHABET = " abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("framework", ["scratch", "pytorch", "keras"])
def test_a_residual_network_reads_98_of_100_digits_that_it_has_not_seen(framework):
    case = dict(data=digit_images, e=1, c=16, k=10, epochs=10)
    question = Question.draw(load("models.residual_net"), case, "float32")
    read = adapter(framework)(question).answer().outputs["test_prediction"]
    assert categorical_accuracy(read, question.held_out["y"]) >= 0.98


def test_a_tiny_gpt_goes_on_with_a_text_that_it_knows():
    concept = load("models.tiny_gpt")
    case = dict(data=letters, v=27, l=32, d=32, f=128, batch_size=8, epochs=60)
    question = Question.draw(concept, case, "float32")
    trained = concept.function(**question.arrays, **question.settings)
    weights = {name: array for name, array in trained.items() if name != "loss"}
    whole = np.concatenate([question.arrays["x"], question.arrays["y"][:, -1:]], axis=1)
    written = whole[:, :14].copy()
    while written.shape[1] < whole.shape[1]:
        likeliest = concept.scratch.predict(x=written, **weights)[:, -1].argmax(axis=-1)
        written = np.column_stack([written, likeliest])
    assert "".join(ALPHABET[letter] for letter in written[0]) == "four score and seven years ago ou"
    assert np.mean(written[:, 14:] == whole[:, 14:]) > 0.9
