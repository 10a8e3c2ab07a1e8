"""What each optimizer is for holds: its steps have the length, the direction and the memory that its idea says."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load

pytestmark = pytest.mark.filterwarnings("error")
RNG = np.random.default_rng(0)


def function(name):
    return load(f"optimizers.{name}").function


@pytest.mark.parametrize(("dtype", "steps"), [("float64", 300), ("float32", 150)])
def test_a_variance_that_vanishes_is_not_lost_in_its_mean_square(dtype, steps):
    rho, g, t = 0.9, 3.0, np.arange(1, steps + 1)
    path = function("rmsprop")(
        np.zeros(1, dtype),
        np.full((steps, 1), g, dtype),
        learning_rate=1e-9,
        centered=True,
        epsilon=0.0,
        rho=rho,
    )
    deviation = np.sqrt(rho**t * (1 - rho**t)) * g
    np.testing.assert_allclose(path[:, 0], -np.cumsum(1e-9 * g / deviation), rtol=1e-4)


@pytest.mark.parametrize(("dtype", "size"), [("float64", 5e-324), ("float32", 1e-45), ("float32", 3e38)])
def test_every_step_of_lion_is_as_long_as_the_rate(dtype, size):
    signs = np.array([1, -1, 0, 1])
    path = function("lion")(np.zeros(4, dtype), np.array([signs * size], dtype), learning_rate=0.5, beta1=0.0)
    assert np.array_equal(path[0], -0.5 * signs)


def test_adamax_steps_as_far_for_gradients_of_any_size():
    for size in (1e-30, 1.0, 1e38):
        path = function("adamax")(np.zeros(1, "float32"), np.full((3, 1), size, "float32"), epsilon=0.0)
        np.testing.assert_allclose(path[:, 0], [-0.002, -0.004, -0.006], rtol=1e-6)


def test_a_weight_whose_square_overflows_stands_still_and_warns_nobody():
    for name in ("rmsprop", "adagrad", "adadelta"):
        gradients = np.array([[1e20, 1.0], [1.0, 1.0]], "float32")
        path = function(name)(np.zeros(2, "float32"), gradients)
        assert np.array_equal(path[:, 0], [0, 0]) and path[1, 1] < path[0, 1] < 0


def test_every_step_of_lamb_is_a_share_of_the_layer():
    w, gradients = RNG.standard_normal(6), RNG.standard_normal((5, 6))
    path = np.vstack([w, function("lamb")(w, gradients, learning_rate=0.1, weight_decay=0.3)])
    lengths = np.linalg.norm(path, axis=1)
    np.testing.assert_allclose(np.linalg.norm(np.diff(path, axis=0), axis=1), 0.1 * lengths[:-1], rtol=1e-12)
    still = function("lamb")(w, np.zeros((2, 6)))
    assert np.array_equal(still, [w, w])


def test_adafactor_knows_squares_of_rank_one():
    w, r, c = RNG.standard_normal((3, 4)), RNG.uniform(1, 2, 3), RNG.uniform(1, 2, 4)
    signs = RNG.choice([-1, 1], (3, 4))
    gradient = signs * np.sqrt(np.outer(r, c))
    (step,) = function("adafactor")(w, gradient[None], epsilon1=0.0) - w
    np.testing.assert_allclose(step, -0.01 * np.sqrt(np.mean(w**2)) * signs, rtol=1e-12)


@pytest.mark.parametrize("shape", [(4, 7), (7, 4), (5, 5)])
def test_a_step_of_muon_turns_all_directions_alike(shape):
    u, sizes, v = np.linalg.svd(RNG.standard_normal(shape), full_matrices=False)
    gradient = u * np.geomspace(1, 0.05, len(sizes)) @ v
    step = -function("muon")(np.zeros(shape), gradient[None], learning_rate=1.0)[0]
    step /= max(1, shape[0] / shape[1]) ** 0.5
    turned = u.T @ step @ v.T
    np.testing.assert_allclose(turned, np.diag(np.diag(turned)), atol=1e-12)
    assert (np.diag(turned) > 0.65).all() and (np.diag(turned) < 1.2).all()


def test_l_bfgs_finds_the_bottom_of_a_long_valley():
    curvature = np.array([1.0, 10.0, 100.0])
    w, gradients = np.ones(3), []
    for _ in range(30):
        gradients.append(curvature * w)
        w = function("lbfgs")(np.ones(3), gradients, history_size=3)[-1]
    assert np.abs(w).max() < 1e-6  # nearer by, all pairs are too short to count


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("rmsprop", dict(m=[0.0]), "m of the state is given; allowed are v together, or none of them"),
        ("rmsprop", dict(centered=True, v=[1.0]), "v of the state is given; allowed are v, m together"),
        ("nadam", dict(step=3), "step is 3, and nothing of the state is given; allowed are m, v together"),
        ("adagrad", dict(step=3), "step is 3, and nothing of the state is given; allowed are s together"),
        ("lbfgs", dict(g=[1.0]), "g of the state is given; allowed are s, y, g, p together"),
    ],
)  # fmt: skip
def test_a_part_of_a_state_is_refused(name, wrong, told):
    with pytest.raises(ValueError, match=f"^{name}: {told}"):
        function(name)([0.0], [[1.0]], **wrong)
