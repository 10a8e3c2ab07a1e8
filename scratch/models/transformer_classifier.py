r"""Transformer classifier: all steps of a sequence look at each other at once, and one of them names its class.

    h = x W + b + P                     P are waves, which tell the steps apart
    h = block(h)                        every step gathers from those that the sequence has; post-norm, with ReLU
    Z = h_l W_c + b_c                   l is the last step that the sequence has
    L = mean_n −log softmax(Z)_{n, y_n}

Sequences of unequal length lie in one table and begin together; what follows the last step of one is padding, which
nobody attends to. A recurrent network must carry what it saw first through all steps to the last; here that is one
look away.

Axes: n sequences, t steps, i inputs, d features, f hidden units of the block, m classes. ``last`` is the number of the
last step, 0 to t − 1: the length less 1. y is the number of the class, 0 to m − 1. Returns the final weights, and loss,
the mean loss of each epoch as its minibatches saw it (epochs).

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, sections 3.1 and 3.5; for classes of sequences
Radford, Narasimhan, Salimans & Sutskever, *Improving Language Understanding by Generative Pre-Training*, 2018, section
3.2, which reads them off the last token, too.
"""

from functools import partial

import numpy as np

from scratch.attention.encoder_block import encoder_block
from scratch.attention.sinusoidal_positions import sinusoidal_positions
from scratch.chain import at_step
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, last, W, b, W_c, b_c, heads, **block):
    """Return the logits Z of each sequence (n m); the largest is that of the likeliest class."""
    there = np.arange(x.shape[1]) <= last[:, None]
    h = chain(sinusoidal_positions, chain(dense, x, W, b))
    h = chain(encoder_block, h, **block, key_mask=there, heads=heads)
    return chain(dense, chain(at_step, h, step=last), W_c, b_c)


def loss_of(chain, x, last, y, **given):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, last, **given), y)


@checked
def transformer_classifier(
    x: Fixed["n t i"],
    last: Int["n", "t"],
    y: Int["n", "m"],
    W: Float["i d"], b: Float["d"],
    W_q: Float["d d"], W_k: Float["d d"], W_v: Float["d d"], W_o: Float["d d"],
    b_q: Float["d"], b_k: Float["d"], b_v: Float["d"], b_o: Float["d"],
    gamma_1: Float["d"], beta_1: Float["d"], W_1: Float["d f"], b_1: Float["f"],
    W_2: Float["f d"], b_2: Float["d"], gamma_2: Float["d"], beta_2: Float["d"],
    W_c: Float["d m"], b_c: Float["m"],
    *,
    heads=4,
    learning_rate=0.05,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:  # fmt: skip
    weights = dict(
        W=W, b=b,
        W_q=W_q, W_k=W_k, W_v=W_v, W_o=W_o, b_q=b_q, b_k=b_k, b_v=b_v, b_o=b_o,
        gamma_1=gamma_1, beta_1=beta_1, W_1=W_1, b_1=b_1, W_2=W_2, b_2=b_2, gamma_2=gamma_2, beta_2=beta_2,
        W_c=W_c, b_c=b_c,
    )  # fmt: skip
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(partial(loss_of, heads=heads), (x, last, y), weights, **how)


predict = predictor(transformer_classifier, logits)
