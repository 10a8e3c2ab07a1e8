"""How good a trained model is said to be: by y, or by x where samples are their own target."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.data import digit_images, digit_pixels
from comparisons.judging.checking import accuracy
from comparisons.judging.question import Question


def test_samples_without_a_target_are_their_own():
    concept = load("models.autoencoder")
    question = Question.draw(concept, dict(data=digit_pixels, h=2, epochs=1))
    train, test = accuracy(question, question.answer, "scratch")
    far = question.answer["test_prediction"] - digit_pixels().x_test
    assert (train["split"], test["split"]) == ("train", "test")
    assert test["value"] == pytest.approx(np.sqrt(np.mean(far**2))) != train["value"]


def test_digits_without_classes_are_the_same_in_the_same_order():
    assert digit_pixels().training().keys() == digit_pixels().test().keys() == {"x"}
    assert np.array_equal(digit_pixels().x_train, digit_images().x_train.reshape(-1, 64))
