r"""GRU classifier: a sequence is read step by step, and the state after its last step names its class.

    h₁ … h_t = gru(x; W, U, b_x, b_h)           :mod:`scratch.recurrent.gru`
    Z = h_l W_y + b_y                           l is the last step that the sequence has
    L = mean_n −log softmax(Z)_{n, y_n}

Sequences of unequal length lie in one table and begin together; what follows the last step of one is padding. The unit
runs through it, but nobody asks what it becomes there: no gradient comes from it, whatever numbers it holds.

Axes: n sequences, t steps, i inputs, h hidden units, k classes. ``last`` is the number of the last step, 0 to t − 1:
the length less 1. y is the number of the class, 0 to k − 1. Returns the final weights, and loss, the mean loss of each
epoch as its minibatches saw it (epochs).

Source: Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation*,
EMNLP 2014, section 2.2: what its encoder knows of a whole sequence is the state after the last step.
"""

from scratch.chain import at_step
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.recurrent.gru import gru
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, last, U, W, b_x, b_h, W_y, b_y):
    """Return the logits Z of each sequence (n k); the largest is that of the likeliest class."""
    h = chain(at_step, chain(gru, x, U, W, b_x, b_h), step=last)
    return chain(dense, h, W_y, b_y)


def loss_of(chain, x, last, y, **weights):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, last, **weights), y)


@checked
def gru_classifier(
    x: Fixed["n t i"],
    last: Int["n", "t"],
    y: Int["n", "k"],
    U: Float["h 3*h"],
    W: Float["i 3*h"],
    b_x: Float["3*h"],
    b_h: Float["3*h"],
    W_y: Float["h k"],
    b_y: Float["k"],
    *,
    learning_rate=0.1,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    weights = dict(U=U, W=W, b_x=b_x, b_h=b_h, W_y=W_y, b_y=b_y)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, last, y), weights, **how)


predict = predictor(gru_classifier, logits)
