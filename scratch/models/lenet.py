r"""LeNet: kernels look for strokes, pooling forgets where exactly they were, and a few dense layers read what is left.

    C₁ = tanh(x ∗ K₁ + b₁)      S₁ = mean of 2 × 2 places      8 × 8 pixels become 4 × 4
    C₂ = tanh(S₁ ∗ K₂ + b₂)     S₂ = mean of 2 × 2 places      4 × 4 become 2 × 2
    F = tanh(S₂ W₃ + b₃)        Z = F W₄ + b₄                  S₂ as one row a sample
    L = mean_n −log softmax(Z)_{n, y_n}

Both convolutions have 3 × 3 places and zeros around, so that an image keeps its size. The paper's have 5 × 5, for images
of 32 × 32; and it ends in radial basis functions, where everybody has taken a softmax since.

Axes: n images of 8 rows, 8 columns and c channels; i, j channels of the convolutions, h hidden units, k classes. y is
the number of the class, 0 to k − 1. Returns the final weights, and loss, the mean loss of each epoch as its minibatches
saw it (epochs).

Source: LeCun, Bottou, Bengio & Haffner, *Gradient-Based Learning Applied to Document Recognition*, Proceedings of the
IEEE 86(11), 1998, section II.B and figure 2.
"""

from scratch.activations.tanh import tanh
from scratch.chain import reshape
from scratch.checked import checked
from scratch.convolution.conv2d import conv2d
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.pooling.avg_pool2d import avg_pool2d
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, K1, b1, K2, b2, W3, b3, W4, b4):
    """Return the logits Z of each image (n k); the largest is that of the likeliest class."""
    h = chain(avg_pool2d, chain(tanh, chain(conv2d, x, K1, b1, padding="same")))
    h = chain(avg_pool2d, chain(tanh, chain(conv2d, h, K2, b2, padding="same")))
    h = chain(reshape, h, shape=(len(x), len(W3)))
    h = chain(tanh, chain(dense, h, W3, b3))
    return chain(dense, h, W4, b4)


def loss_of(chain, x, y, **weights):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, **weights), y)


@checked
def lenet(
    x: Fixed["n 8 8 c"],
    y: Int["n", "k"],
    K1: Float["3 3 c i"],
    b1: Float["i"],
    K2: Float["3 3 i j"],
    b2: Float["j"],
    W3: Float["4*j h"],
    b3: Float["h"],
    W4: Float["h k"],
    b4: Float["k"],
    *,
    learning_rate=0.1,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    weights = dict(K1=K1, b1=b1, K2=K2, b2=b2, W3=W3, b3=b3, W4=W4, b4=b4)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, y), weights, **how)


predict = predictor(lenet, logits)
