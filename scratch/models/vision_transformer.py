r"""Vision transformer: an image is cut into patches, and read as a sentence of them.

    h = patches(x) W + b + P            one vector a patch, and where it lies: P is learned
    h = block(h)                        every patch gathers from all others; pre-norm, with ReLU
    Z = mean_t norm(h) W_c + b_c        L = mean_n −log softmax(Z)_{n, y_n}

Nothing tells it that neighbours belong together, as kernels tell a convolutional network: it must learn that from the
positions. The paper reads the class off a token of its own, and finds the mean of all tokens as good (appendix D.3);
its blocks have a GELU.

Axes: n images of h rows, w columns and c channels; patches of p rows and q columns, each a vector of d features; l
places of P, one a patch; f hidden units of the block, m classes. y is the number of the class, 0 to m − 1. Returns the
final weights, and loss, the mean loss of each epoch as its minibatches saw it (epochs).

Source: Dosovitskiy et al., *An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale*, ICLR 2021,
section 3.1, equations 1 to 4.
"""

from functools import partial

from scratch.attention.encoder_block import encoder_block
from scratch.attention.learned_positions import learned_positions
from scratch.attention.patch_embedding import patch_embedding
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.normalization.layer_norm import layer_norm
from scratch.pooling.global_avg_pool import global_avg_pool
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, W, b, P, gamma, beta, W_c, b_c, heads, **block):
    """Return the logits Z of each image (n m); the largest is that of the likeliest class."""
    h = chain(learned_positions, chain(patch_embedding, x, W, b), P)
    h = chain(encoder_block, h, **block, heads=heads, norm_first=True)
    h = chain(global_avg_pool, chain(layer_norm, h, gamma, beta))
    return chain(dense, h, W_c, b_c)


def loss_of(chain, x, y, **given):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, **given), y)


@checked
def vision_transformer(
    x: Fixed["n h w c"],
    y: Int["n", "m"],
    W: Float["p q c d"], b: Float["d"], P: Float["l d"],
    W_q: Float["d d"], W_k: Float["d d"], W_v: Float["d d"], W_o: Float["d d"],
    b_q: Float["d"], b_k: Float["d"], b_v: Float["d"], b_o: Float["d"],
    gamma_1: Float["d"], beta_1: Float["d"], W_1: Float["d f"], b_1: Float["f"],
    W_2: Float["f d"], b_2: Float["d"], gamma_2: Float["d"], beta_2: Float["d"],
    gamma: Float["d"], beta: Float["d"], W_c: Float["d m"], b_c: Float["m"],
    *,
    heads=4,
    learning_rate=0.05,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:  # fmt: skip
    weights = dict(
        W=W, b=b, P=P,
        W_q=W_q, W_k=W_k, W_v=W_v, W_o=W_o, b_q=b_q, b_k=b_k, b_v=b_v, b_o=b_o,
        gamma_1=gamma_1, beta_1=beta_1, W_1=W_1, b_1=b_1, W_2=W_2, b_2=b_2, gamma_2=gamma_2, beta_2=beta_2,
        gamma=gamma, beta=beta, W_c=W_c, b_c=b_c,
    )  # fmt: skip
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(partial(loss_of, heads=heads), (x, y), weights, **how)


predict = predictor(vision_transformer, logits)
