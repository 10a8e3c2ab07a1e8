r"""Autoencoder: what has to pass through a few hidden units, and come out as it was, has to be told in few words.

    H = σ(x W₁ + b₁)        the code: fewer units than features
    x̂ = σ(H W₂ + b₂)        what is made of it
    L = mean_{n,d} (x̂ − x)²

Each sample is its own target: nobody has to say what it is. Of linear units alone, the best code would be the first
principal components.

Axes: n samples, d features from 0 to 1, h hidden units. Returns the final weights, and loss, the mean loss of each
epoch as its minibatches saw it (epochs).

Source: Hinton & Salakhutdinov, *Reducing the Dimensionality of Data with Neural Networks*, Science 313, 2006, figure 1,
where the halves have several layers; Rumelhart, Hinton & Williams, *Learning Internal Representations by Error
Propagation*, 1986, with one, as here.
"""

from scratch.activations.sigmoid import sigmoid
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.mean_squared_error import mean_squared_error
from scratch.signature import Fixed, Float, Run, Share
from scratch.training import predictor, train


def reconstruction(chain, x, W1, b1, W2, b2):
    """Return x̂, what is made of the code of each sample (n d)."""
    h = chain(sigmoid, chain(dense, x, W1, b1))
    return chain(sigmoid, chain(dense, h, W2, b2))


def loss_of(chain, x, **weights):
    return chain(mean_squared_error, reconstruction(chain, x, **weights), x)


@checked
def autoencoder(
    x: Fixed["n d"],
    W1: Float["d h"],
    b1: Float["h"],
    W2: Float["h d"],
    b2: Float["d"],
    *,
    learning_rate=1.0,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    weights = dict(W1=W1, b1=b1, W2=W2, b2=b2)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x,), weights, **how)


predict = predictor(autoencoder, reconstruction)
