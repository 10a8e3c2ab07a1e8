r"""Squeeze and excitation: what an image shows as a whole says how much each of its channels counts.

    z = mean_{h,w} x                                squeeze: one number for each channel
    s = σ(ReLU(z W₁ + b₁) W₂ + b₂)                  excitation: a gate for each channel
    y = s ⊙ x

    ds = Σ_{h,w} dy ⊙ x        dx = s ⊙ dy + dz / (h w)        where dz is what comes back from ds to the mean

With weights of zero every channel is halved. The paper has no biases; without one nothing is added.

Axes: n images of h rows, w columns, c channels; r hidden units, of which there are fewer: c / r is the reduction ratio,
16 in the paper.

Source: Hu, Shen & Sun, *Squeeze-and-Excitation Networks*, CVPR 2018, section 3, equations 2 to 4.
"""

import numpy as np

from scratch.activations.relu import relu
from scratch.activations.sigmoid import sigmoid
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.pooling.global_avg_pool import global_avg_pool
from scratch.signature import Differentiable, Float


@checked
def squeeze_excite(
    x: Float["n h w c"],
    W1: Float["c r"],
    W2: Float["r c"],
    b1: Float["r"] | None = None,
    b2: Float["c"] | None = None,
) -> Differentiable:
    squeezed, of_squeezed = global_avg_pool(x)
    hidden, of_hidden = dense(squeezed, W1, b1)
    active, of_active = relu(hidden)
    logits, of_logits = dense(active, W2, b2)
    gates, of_gates = sigmoid(logits)
    s = gates[:, None, None]

    def backward(dy):
        second = of_logits(of_gates(np.einsum("nhwc,nhwc->nc", dy, x))["x"])
        first = of_hidden(of_active(second["x"])["x"])
        dx = s * dy + of_squeezed(first["x"])["x"]
        gradients = dict(x=dx, W1=first["W"], W2=second["W"])
        biases = dict(b1=first.get("b"), b2=second.get("b"))
        return gradients | {name: bias for name, bias in biases.items() if bias is not None}

    return s * x, backward
