"""Data that are cut into sequences are cut where they should be, and no part sees the other."""

import numpy as np

from comparisons.declaring.data import digit_images, digit_strokes, letters, neighbours, sunspots
from comparisons.declaring.scores import r2_over_naive, share_found


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


def test_company_is_what_stands_beside_a_word_and_the_rest_is_drawn():
    split = neighbours()
    x, (words, _), y = split.x_train, split.beside["words"], split.y_train
    pairs = set(zip(x[:, 0].tolist(), words[:, 0].tolist(), strict=True))
    assert len(x) + len(split.x_test) == 4 * 272 - 6, "four beside each, fewer at both ends"
    assert all((beside, word) in pairs or (beside, word) in held_out(split) for word, beside in pairs)
    np.testing.assert_array_equal(y, np.arange(6) == np.zeros((len(y), 1)))
    assert share_found(y, y) == 1 and share_found(-y, y) == 0


def held_out(split):
    return set(zip(split.x_test[:, 0].tolist(), split.beside["words"][1][:, 0].tolist(), strict=True))
