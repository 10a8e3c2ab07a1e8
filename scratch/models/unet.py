r"""U-Net: down where it is seen what an image shows, up again where that is, and across to where the edges still are.

    A = ReLU(x ∗ K₀ + b₀)                       8 × 8 places
    H = ReLU(max of 2 × 2 places of A ∗ K₁ + b₁)    4 × 4: each sees four times as far
    U = H sent through K₂ to 8 × 8 places, + b₂     a transposed convolution of stride 2
    O = ReLU([A, U] ∗ K₃ + b₃)                  side by side: what there is, where it is
    Z = O ∗ K₄ + b₄                             1 × 1: of every pixel the logits of its class
    L = mean over all pixels of −log softmax(Z)_y

The other kernels have 3 × 3 places and zeros around, so that an image keeps its size. The paper's lose their border,
each place has two in a row, and the U is four deep; for 8 × 8 pixels one is enough.

Axes: n images of 8 rows, 8 columns and c channels; i channels above, j below, k classes. y is the class of every pixel,
0 to k − 1. Returns the final weights, and loss, the mean loss of each epoch as its minibatches saw it (epochs).

Source: Ronneberger, Fischer & Brox, *U-Net: Convolutional Networks for Biomedical Image Segmentation*, MICCAI 2015,
figure 1 and section 3.
"""

from scratch.activations.relu import relu
from scratch.chain import join
from scratch.checked import checked
from scratch.convolution.conv2d import conv2d
from scratch.convolution.conv2d_transpose import conv2d_transpose
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.pooling.max_pool2d import max_pool2d
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, K0, b0, K1, b1, K2, b2, K3, b3, K4, b4):
    """Return the logits Z of each pixel (n 8 8 k); the largest is that of its likeliest class."""
    above = chain(relu, chain(conv2d, x, K0, b0, padding="same"))
    below = chain(relu, chain(conv2d, chain(max_pool2d, above), K1, b1, padding="same"))
    up = chain(conv2d_transpose, below, K2, b2, stride=2)
    o = chain(relu, chain(conv2d, chain(join, above, up), K3, b3, padding="same"))
    return chain(conv2d, o, K4, b4)


def loss_of(chain, x, y, **weights):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, **weights), y)


@checked
def unet(
    x: Fixed["n 8 8 c"],
    y: Int["n 8 8", "k"],
    K0: Float["3 3 c i"],
    b0: Float["i"],
    K1: Float["3 3 i j"],
    b1: Float["j"],
    K2: Float["2 2 i j"],
    b2: Float["i"],
    K3: Float["3 3 2*i i"],
    b3: Float["i"],
    K4: Float["1 1 i k"],
    b4: Float["k"],
    *,
    learning_rate=0.1,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    weights = dict(K0=K0, b0=b0, K1=K1, b1=b1, K2=K2, b2=b2, K3=K3, b3=b3, K4=K4, b4=b4)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, y), weights, **how)


predict = predictor(unet, logits)
