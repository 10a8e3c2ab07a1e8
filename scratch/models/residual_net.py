r"""Residual network: a block learns only what is to be added to its input, so that layers which add nothing do no harm.

    h = mean of 2 × 2 places of ReLU(BN(x ∗ K₀))
    r = BN(ReLU(BN(h ∗ K₁)) ∗ K₂)           the residual
    o = ReLU(h + r)                         the block
    Z = o W + b                             L = mean_n −log softmax(Z)_{n, y_n}        o as one row a sample

BN is batch normalization: in training by mean and variance of the minibatch, each channel for itself; what answers
afterwards are the means that ran along. On its way back the gradient goes through the block and past it: however many
blocks there are, one way to the first is shrunk by none of them.

All kernels have 3 × 3 places, zeros around, and no bias, which the normalization would take away. The paper's networks
begin so, but for the largest of the places in the place of their mean: where an image is blank all of them are equal,
and then rounding alone says which is the largest. They go on with many such blocks, and end
in the mean of all places; for 8 × 8 pixels one block is enough, and its places are read one by one.

Axes: n images of 8 rows, 8 columns and e channels; c channels of the kernels, k classes. y is the number of the class,
0 to k − 1. Returns the final weights, the means and variances that ran along, and loss, the mean loss of each epoch as
its minibatches saw it (epochs).

Source: He, Zhang, Ren & Sun, *Deep Residual Learning for Image Recognition*, CVPR 2016, equation 1, figures 2
and 3.
"""

from scratch.activations.relu import relu
from scratch.chain import add, reshape
from scratch.checked import checked
from scratch.convolution.conv2d import conv2d
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.normalization.batch_norm import batch_norm
from scratch.pooling.avg_pool2d import avg_pool2d
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def normed(chain, h, K, mean, var, gamma, beta, training):
    """Return BN(h ∗ K), and let its means run along."""
    h = chain(conv2d, h, K, padding="same")
    out = chain(batch_norm, h, mean, var, gamma, beta, training=training)
    chain.keep(mean, out["mean"])
    chain.keep(var, out["var"])
    return out["y"]


def logits(
    chain, x,
    K0, mean0, var0, gamma0, beta0,
    K1, mean1, var1, gamma1, beta1,
    K2, mean2, var2, gamma2, beta2,
    W, b, training=False,
):  # fmt: skip
    """Return the logits Z of each image (n k); the largest is that of the likeliest class."""
    h = chain(avg_pool2d, chain(relu, normed(chain, x, K0, mean0, var0, gamma0, beta0, training)))
    r = chain(relu, normed(chain, h, K1, mean1, var1, gamma1, beta1, training))
    r = normed(chain, r, K2, mean2, var2, gamma2, beta2, training)
    o = chain(relu, chain(add, h, r))
    return chain(dense, chain(reshape, o, shape=(len(x), len(W))), W, b)


def loss_of(chain, x, y, **weights):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, **weights, training=True), y)


@checked
def residual_net(
    x: Fixed["n 8 8 e"],
    y: Int["n", "k"],
    K0: Float["3 3 e c"], mean0: Fixed["c"], var0: Fixed["c"], gamma0: Float["c"], beta0: Float["c"],
    K1: Float["3 3 c c"], mean1: Fixed["c"], var1: Fixed["c"], gamma1: Float["c"], beta1: Float["c"],
    K2: Float["3 3 c c"], mean2: Fixed["c"], var2: Fixed["c"], gamma2: Float["c"], beta2: Float["c"],
    W: Float["16*c k"], b: Float["k"],
    *,
    learning_rate=0.02,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:  # fmt: skip
    weights = dict(
        K0=K0, mean0=mean0, var0=var0, gamma0=gamma0, beta0=beta0,
        K1=K1, mean1=mean1, var1=var1, gamma1=gamma1, beta1=beta1,
        K2=K2, mean2=mean2, var2=var2, gamma2=gamma2, beta2=beta2,
        W=W, b=b,
    )  # fmt: skip
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, y), weights, **how)


predict = predictor(residual_net, logits)
