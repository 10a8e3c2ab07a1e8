r"""Distillation: a small network learns from a large one what is nearly right, too, and not from the labels alone.

    t = ReLU(x V₁ + c₁) V₂ + c₂             the teacher's logits; it is trained already, and stays as it is
    z = ReLU(x W₁ + b₁) W₂ + b₂             the student's
    q = softmax(t / T)                      at a temperature T above 1 all classes are heard
    L = (1 − λ) H(y, softmax(z)) + λ T² H(q, softmax(z / T))        means over the minibatch

H is the cross-entropy. That a 7 looks more like a 1 than like an 8 stands in no label, but in q. The gradient of the
second term shrinks with 1 / T², which T² makes up for: so λ means the same at every temperature.

Axes: n samples, d features, g hidden units of the teacher, h of the student, k classes. y is the number of the class, 0
to k − 1. T is called ``temperature``, λ ``share``. Returns the student's final weights, and loss, the mean loss of each
epoch as its minibatches saw it (epochs).

Source: Hinton, Vinyals & Dean, *Distilling the Knowledge in a Neural Network*, arXiv 1503.02531, 2015, section 2,
equation 1.
"""

from functools import partial

from scratch.activations.relu import relu
from scratch.activations.softmax import softmax
from scratch.chain import Chain, add, scale
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.categorical_cross_entropy import categorical_cross_entropy
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.signature import Fixed, Float, Int, Positive, Run, Share
from scratch.training import predictor, train


def logits(chain, x, W1, b1, W2, b2):
    """Return the student's logits z of each sample (n k); the largest is that of the likeliest class."""
    return chain(dense, chain(relu, chain(dense, x, W1, b1)), W2, b2)


def loss_of(chain, x, y, t, *, temperature, share, **weights):
    z, (q, _) = logits(chain, x, **weights), softmax(t / temperature)
    hard = chain(sparse_categorical_cross_entropy, z, y)
    soft = chain(categorical_cross_entropy, chain(scale, z, by=1 / temperature), q)
    return chain(add, chain(scale, hard, by=1 - share), chain(scale, soft, by=share * temperature**2))


@checked
def distillation(
    x: Fixed["n d"],
    y: Int["n", "k"],
    V1: Fixed["d g"],
    c1: Fixed["g"],
    V2: Fixed["g k"],
    c2: Fixed["k"],
    W1: Float["d h"],
    b1: Float["h"],
    W2: Float["h k"],
    b2: Float["k"],
    *,
    temperature: Positive = 4.0,
    share: Share = 0.9,
    learning_rate=0.02,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    t = logits(Chain(), x, V1, c1, V2, c2)
    loss = partial(loss_of, temperature=temperature, share=share)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss, (x, y, t), dict(W1=W1, b1=b1, W2=W2, b2=b2), **how)


predict = predictor(distillation, logits)
