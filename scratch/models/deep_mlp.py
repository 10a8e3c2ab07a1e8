r"""Deep multilayer perceptron: three hidden layers, each made of what the one before it sees.

    A₁ = ReLU(x W₁ + b₁)        A₂ = ReLU(A₁ W₂ + b₂)        A₃ = ReLU(A₂ W₃ + b₃)
    Z = A₃ W₄ + b₄              L = mean_n −log softmax(Z)_{n, y_n}

The chain rule goes back through all of them (:mod:`scratch.chain`); each weight then takes a step against its gradient,
with momentum, after every minibatch (:mod:`scratch.training`).

Axes: n samples, d features, h hidden units in each layer, k classes. y is the number of the class, 0 to k − 1. Returns
the final weights, and loss, the mean loss of each epoch as its minibatches saw it (epochs).

Source: Glorot, Bordes & Bengio, *Deep Sparse Rectifier Neural Networks*, AISTATS 2011, which trains networks of three
such layers without pretraining.
"""

from scratch.activations.relu import relu
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, W1, b1, W2, b2, W3, b3, W4, b4):
    """Return the logits Z of each sample (n k); the largest is that of the likeliest class."""
    h = chain(relu, chain(dense, x, W1, b1))
    h = chain(relu, chain(dense, h, W2, b2))
    h = chain(relu, chain(dense, h, W3, b3))
    return chain(dense, h, W4, b4)


def loss_of(chain, x, y, **weights):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, **weights), y)


@checked
def deep_mlp(
    x: Fixed["n d"],
    y: Int["n", "k"],
    W1: Float["d h"],
    b1: Float["h"],
    W2: Float["h h"],
    b2: Float["h"],
    W3: Float["h h"],
    b3: Float["h"],
    W4: Float["h k"],
    b4: Float["k"],
    *,
    learning_rate=0.1,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    weights = dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3, W4=W4, b4=b4)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, y), weights, **how)


predict = predictor(deep_mlp, logits)
