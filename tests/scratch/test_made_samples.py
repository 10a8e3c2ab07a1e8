"""Models that make samples: how far clouds are apart an integral says too, and what is made becomes like digits."""

import numpy as np
import pytest
from scipy import integrate, stats

from comparisons.declaring.data import digit_pixels
from scratch.models.gan import gan, make, predict
from scratch.models.variational_autoencoder import divergence


@pytest.mark.parametrize(("mean", "deviation"), [(0.0, 1.0), (1.5, 0.3), (-0.2, 2.0)])
def test_a_divergence_of_normal_distributions_is_the_integral_of_its_definition(mean, deviation):
    p, q = stats.norm(mean, deviation), stats.norm()
    right, _ = integrate.quad(lambda z: p.pdf(z) * (p.logpdf(z) - q.logpdf(z)), -20, 20, points=[mean])
    assert divergence(np.array(mean), np.array(2 * np.log(deviation)))[0] == pytest.approx(right, abs=1e-9)


def test_a_divergence_keeps_its_digits_where_it_is_small():
    tiny = np.array(1e-6)
    assert divergence(tiny, np.array(0.0))[0] == pytest.approx(5e-13, rel=1e-12)
    assert divergence(np.array(0.0), tiny)[0] == pytest.approx(2.5e-13, rel=1e-3)


def test_what_is_made_of_noise_gets_ink_where_digits_have_it_and_deceives():
    rng, x = np.random.default_rng(0), digit_pixels().x_train
    noise, drawn = rng.standard_normal((len(x), 16)), dict(A1=(16, 64), A2=(64, 64), W1=(64, 64), W2=(64, 1))
    weights = {name: rng.standard_normal(shape) / shape[0] ** 0.5 for name, shape in drawn.items()}
    weights |= dict(a1=np.zeros(64), a2=np.zeros(64), b1=np.zeros(64), b2=np.zeros(1))
    trained = gan(x, noise, **weights, epochs=5)

    def likeness(weights):
        made = make(noise, *(weights[name] for name in ("A1", "a1", "A2", "a2")))
        return np.corrcoef(made.mean(axis=0), x.mean(axis=0))[0, 1]

    def taken_for_real(samples):
        return np.mean(predict(samples, *(trained[name] for name in ("W1", "b1", "W2", "b2"))) > 0)

    assert likeness(weights) < 0.3 < 0.8 < likeness(trained)
    first = make(noise, *(weights[name] for name in ("A1", "a1", "A2", "a2")))
    last = make(noise, *(trained[name] for name in ("A1", "a1", "A2", "a2")))
    assert taken_for_real(first) < taken_for_real(last)
