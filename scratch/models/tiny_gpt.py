r"""A tiny GPT: every letter looks at those before it, and the last of them says what comes next.

    h = E_x + P                                 each letter x looks up its row of E; P is learned, one row a place
    h = block(h)                                causal: no letter sees a later one; pre-norm, with ReLU
    Z = norm(h) W_c + b_c                       the logits of the next letter, after every letter
    L = mean_{n,t} −log softmax(Z)_{n, t, y_{n,t}}

In one pass a text of t letters is t questions, since the mask keeps each from seeing its answer. To write, a letter is
drawn from the softmax of the last logits, put behind the others, and all are read again. GPT-2 has dozens of such
blocks, a GELU in them, and E once more in the place of W_c.

Axes: n pieces of text of t letters; v letters of the alphabet, l places of P, d features, f hidden units of the block.
y is x one letter later. Returns the final weights, and loss, the mean loss of each epoch as its minibatches saw it
(epochs).

Source: Radford, Wu, Child, Luan, Amodei & Sutskever, *Language Models are Unsupervised Multitask Learners*, 2019,
section 2.3; Radford, Narasimhan, Salimans & Sutskever, *Improving Language Understanding by Generative Pre-Training*,
2018, section 3.1, equation 2.
"""

from functools import partial

from scratch.attention.encoder_block import encoder_block
from scratch.attention.learned_positions import learned_positions
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.normalization.layer_norm import layer_norm
from scratch.recurrent.embedding import embedding
from scratch.signature import Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, E, P, gamma, beta, W_c, b_c, heads, **block):
    """Return the logits Z of what comes after each letter (n t v); the largest is that of the likeliest one."""
    h = chain(learned_positions, chain(embedding, x, E), P)
    h = chain(encoder_block, h, **block, heads=heads, causal=True, norm_first=True)
    return chain(dense, chain(layer_norm, h, gamma, beta), W_c, b_c)


def loss_of(chain, x, y, **given):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, **given), y)


@checked
def tiny_gpt(
    x: Int["n t", "v"],
    y: Int["n t", "v"],
    E: Float["v d"], P: Float["l d"],
    W_q: Float["d d"], W_k: Float["d d"], W_v: Float["d d"], W_o: Float["d d"],
    b_q: Float["d"], b_k: Float["d"], b_v: Float["d"], b_o: Float["d"],
    gamma_1: Float["d"], beta_1: Float["d"], W_1: Float["d f"], b_1: Float["f"],
    W_2: Float["f d"], b_2: Float["d"], gamma_2: Float["d"], beta_2: Float["d"],
    gamma: Float["d"], beta: Float["d"], W_c: Float["d v"], b_c: Float["v"],
    *,
    heads=4,
    learning_rate=0.1,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:  # fmt: skip
    weights = dict(
        E=E, P=P,
        W_q=W_q, W_k=W_k, W_v=W_v, W_o=W_o, b_q=b_q, b_k=b_k, b_v=b_v, b_o=b_o,
        gamma_1=gamma_1, beta_1=beta_1, W_1=W_1, b_1=b_1, W_2=W_2, b_2=b_2, gamma_2=gamma_2, beta_2=beta_2,
        gamma=gamma, beta=beta, W_c=W_c, b_c=b_c,
    )  # fmt: skip
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(partial(loss_of, heads=heads), (x, y), weights, **how)


predict = predictor(tiny_gpt, logits)
