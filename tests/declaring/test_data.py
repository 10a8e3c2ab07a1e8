"""Data that are cut into sequences are cut where they should be, and no part sees the other."""

import numpy as np

from comparisons.declaring.data import digit_images, digit_strokes, letters, sunspots
from comparisons.declaring.scores import r2_over_naive


def test_a_digit_is_read_from_its_first_column_with_ink_to_its_last():
    images, strokes = digit_images().x_test, digit_strokes().test()
    for image, x, last in zip(images, strokes["x"], strokes["last"], strict=True):
        ink = np.flatnonzero(image[..., 0].any(axis=0))
        assert last == ink[-1] - ink[0]
        np.testing.assert_array_equal(x[: last + 1], image[:, ink[0] : ink[-1] + 1, 0].T)
        assert not x[last + 1 :].any()


def test_sunspots_are_windows_in_the_order_of_time():
    split = sunspots()
    assert len(split.y_train) + len(split.y_test) == 309 - 12
    x, y = np.concatenate([split.x_train, split.x_test]), np.concatenate([split.y_train, split.y_test])
    np.testing.assert_array_equal(x[1:, -1], y[:-1])
    known = np.concatenate([x[0], split.y_train])
    assert abs(known.mean()) < 1e-12 and abs(known.std() - 1) < 1e-12
    every = np.concatenate([x[0], y])[:, 0]
    assert (every.argmax(), len(every)) == (257, 309), "the most were in 1957"


def test_a_forecast_like_the_naive_one_explains_none_of_its_errors():
    y = np.array([3.0, 5.0, 2.0, 2.0, 7.0])[:, None]
    assert r2_over_naive(np.append(y[:1], y[:-1], axis=0), y) == 0
    assert r2_over_naive(y, y) == 1


def test_what_follows_a_letter_is_the_next_letter_of_the_address():
    split = letters()
    x = np.concatenate([split.x_train, split.x_test]).ravel()
    y = np.concatenate([split.y_train, split.y_test]).ravel()
    np.testing.assert_array_equal(x[1:], y[:-1])
    assert (
        "".join(" abcdefghijklmnopqrstuvwxyz"[letter] for letter in x[:31])
        == "four score and seven years ago "
    )
