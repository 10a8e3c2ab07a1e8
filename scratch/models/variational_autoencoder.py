r"""Variational autoencoder: the code of a sample is a cloud, and clouds fill the space of codes: any code means something.

    A = tanh(x W₁ + b₁)         μ = A W_μ + b_μ         s = log σ² = A W_s + b_s
    z = μ + σ ε                 ε of a normal distribution: z is drawn, and yet the gradient goes through it
    B = tanh(z W₃ + b₃)         logits = B W₄ + b₄      of pixels that are ink or not
    L = mean_n (Σ_d −log p(x_d | z) + D)

D is how far a cloud is from N(0, 1), its Kullback-Leibler divergence, which has a closed form:

    D = ½ Σ_z (μ² + σ² − 1 − s)         dμ = dD μ           ds = ½ dD (σ² − 1)
                                        dμ = dz             ds = ½ dz σ ε               of z

The sum of both terms is a bound: −L ≤ mean_n log p(x). That it holds hangs on its sums: a mean over pixels in the place
of Σ_d makes D weigh d times as much, and clouds become N(0, 1) whatever x is.

ε is given, the same in every epoch; whoever trains for long draws it anew. Axes: n samples, d features from 0 to 1, h
hidden units, z numbers of the code. Returns the final weights, and loss, the mean loss of each epoch as its minibatches
saw it (epochs).

Source: Kingma & Welling, *Auto-Encoding Variational Bayes*, ICLR 2014, equation 10, appendix B for D and
appendix C for the layers.
"""

import numpy as np

from scratch.activations.tanh import tanh
from scratch.chain import add, scale
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.binary_cross_entropy import binary_cross_entropy
from scratch.signature import Fixed, Float, Run, Share
from scratch.training import predictor, train


def cloud(mean, log_var, epsilon):
    """Return z = μ + σ ε, and backward."""
    spread = np.exp(log_var / 2) * epsilon
    return mean + spread, lambda dz: dict(mean=dz, log_var=dz * spread / 2)


def divergence(mean, log_var):
    """Return D, the sum of all samples', and backward."""
    beyond = np.expm1(log_var)  # σ² − 1
    D = (mean**2 + (beyond - log_var)).sum() / 2
    return D, lambda dD: dict(mean=dD * mean, log_var=dD * beyond / 2)


def encoded(chain, x, W1, b1, W_mean, b_mean, W_var, b_var):
    """Return μ and s of each sample (n z)."""
    h = chain(tanh, chain(dense, x, W1, b1))
    return chain(dense, h, W_mean, b_mean), chain(dense, h, W_var, b_var)


def decoded(chain, z, W3, b3, W4, b4):
    """Return the logits of what each code (n z) means (n d)."""
    return chain(dense, chain(tanh, chain(dense, z, W3, b3)), W4, b4)


def reconstruction(chain, x, W1, b1, W_mean, b_mean, W_var, b_var, W3, b3, W4, b4):
    """Return the logits of what the middle of each sample's cloud means (n d)."""
    mean, _ = encoded(chain, x, W1, b1, W_mean, b_mean, W_var, b_var)
    return decoded(chain, mean, W3, b3, W4, b4)


def loss_of(chain, x, epsilon, W3, b3, W4, b4, **of_encoder):
    mean, log_var = encoded(chain, x, **of_encoder)
    logits = decoded(chain, chain(cloud, mean, log_var, epsilon), W3, b3, W4, b4)
    surprise = chain(binary_cross_entropy, logits, x, reduction="sum")
    return chain(scale, chain(add, surprise, chain(divergence, mean, log_var)), by=1 / len(x))


@checked
def variational_autoencoder(
    x: Fixed["n d", 0, 1],
    epsilon: Fixed["n z"],
    W1: Float["d h"],
    b1: Float["h"],
    W_mean: Float["h z"],
    b_mean: Float["z"],
    W_var: Float["h z"],
    b_var: Float["z"],
    W3: Float["z h"],
    b3: Float["h"],
    W4: Float["h d"],
    b4: Float["d"],
    *,
    learning_rate=0.01,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    of_encoder = dict(W1=W1, b1=b1, W_mean=W_mean, b_mean=b_mean, W_var=W_var, b_var=b_var)
    weights = of_encoder | dict(W3=W3, b3=b3, W4=W4, b4=b4)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, epsilon), weights, **how)


predict = predictor(variational_autoencoder, reconstruction)
