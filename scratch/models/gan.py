r"""Generative adversarial network: one makes samples out of noise, another tells them from real ones, and both learn.

    G(z) = σ(tanh(z A₁ + a₁) A₂ + a₂)           a sample that is made: pixels from 0 to 1
    D(x) = tanh(x W₁ + b₁) W₂ + b₂              the logit of x being real
    L_D = mean_n −log σ(D(x)) + mean_n −log(1 − σ(D(G(z))))     moves D: real is 1, made is 0
    L_G = mean_n −log σ(D(G(z)))                                moves G, which is told by D how to be taken for real

After every minibatch first D takes a step, which takes what is made as it is, then G, against D as it has become. The
game's own loss of G is −L_D; L_G has the same fixed points, and a gradient that does not vanish while D is sure. The
paper's networks have rectifiers and maxima in the place of tanh.

z is given, the same in every epoch and for both steps; whoever trains for long draws it anew. Axes: n samples, d
features, m numbers of noise, h hidden units in either network. Returns the final weights, and discriminator_loss and
generator_loss, the means of each epoch as its minibatches saw them (epochs).

Source: Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, algorithm 1 with one step of D, and section 3
for the loss of G.
"""

import numpy as np

from scratch.activations.sigmoid import sigmoid
from scratch.activations.tanh import tanh
from scratch.chain import Chain, add
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.binary_cross_entropy import binary_cross_entropy
from scratch.signature import Fixed, Float, Run, Share
from scratch.training import compete, predictor


def made(chain, z, A1, a1, A2, a2):
    """Return the samples that are made out of noise (n d)."""
    return chain(sigmoid, chain(dense, chain(tanh, chain(dense, z, A1, a1)), A2, a2))


def judged(chain, x, W1, b1, W2, b2):
    """Return the logit of each sample being real (n 1)."""
    return chain(dense, chain(tanh, chain(dense, x, W1, b1)), W2, b2)


def discriminator_loss(chain, x, z, A1, a1, A2, a2, **of_discriminator):
    fake = made(Chain(), z, A1, a1, A2, a2)  # outside of the chain: no gradient goes there
    real, false = (judged(chain, each, **of_discriminator) for each in (x, fake))
    of_real = chain(binary_cross_entropy, real, np.ones_like(real))
    return chain(add, of_real, chain(binary_cross_entropy, false, np.zeros_like(false)))


def generator_loss(chain, x, z, A1, a1, A2, a2, **of_discriminator):
    false = judged(chain, made(chain, z, A1, a1, A2, a2), **of_discriminator)
    return chain(binary_cross_entropy, false, np.ones_like(false))


@checked
def gan(
    x: Fixed["n d"],
    z: Fixed["n m"],
    A1: Float["m h"],
    a1: Float["h"],
    A2: Float["h d"],
    a2: Float["d"],
    W1: Float["d h"],
    b1: Float["h"],
    W2: Float["h 1"],
    b2: Float["1"],
    *,
    learning_rate=0.1,
    momentum: Share = 0.5,
    batch_size=32,
    epochs=10,
) -> Run:
    generator, discriminator = dict(A1=A1, a1=a1, A2=A2, a2=a2), dict(W1=W1, b1=b1, W2=W2, b2=b2)
    players = dict(
        discriminator_loss=(discriminator_loss, discriminator), generator_loss=(generator_loss, generator)
    )
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return compete(players, (x, z), generator | discriminator, **how)


predict = predictor(gan, judged)
make = predictor(gan, made)
