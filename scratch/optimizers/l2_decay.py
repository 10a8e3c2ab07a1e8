r"""L2 decay: the pull to zero is a part of the gradient, and goes through the velocity as all of it does.

    v_t = μ v_{t−1} + g_t + λ w_{t−1}        the gradient of the loss and λ/2 ‖w‖² together
    w_t = w_{t−1} − α v_t

Without momentum a weight shrinks by the factor 1 − αλ a step: what counts is the product. With it the velocity gathers
earlier pulls, too, and in the long run a weight shrinks as by αλ / (1 − μ), where that is small. In optimizers that
divide by the size of the gradient the pull is divided, too, and large gradients free a weight of it: see
decoupled_decay.

Axes: t steps, d weights. Returns the weights after each step (t d).

Source: Krogh & Hertz, *A Simple Weight Decay Can Improve Generalization*, NeurIPS 1991, equation 2; with momentum
Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019, Algorithm 1, SGD with L2 regularization.
"""

from scratch.checked import checked
from scratch.optimizers.momentum import momentum as heavy_ball
from scratch.signature import Float, NotNegative, Path


@checked
def l2_decay(
    w: Float["d"],
    gradients: Float["t d"],
    *,
    learning_rate=0.01,
    momentum=0.9,
    nesterov=False,
    weight_decay: NotNegative = 0.01,
) -> Path:
    return heavy_ball(
        w,
        gradients,
        learning_rate=learning_rate,
        momentum=momentum,
        nesterov=nesterov,
        weight_decay=weight_decay,
    )
