r"""Log-softmax: the logarithms of softmax's probabilities, taken in one: finite where those round to 0.

    y_k = log p_k = x_k − log Σ_j e^{x_j}
    dx = dy − p Σ_k dy_k

Axes: one, k, is normalized, the last if no other is named; any beside it.

Source: Bridle, *Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships to
Statistical Pattern Recognition*, Neurocomputing, 1990; Blanchard, Higham & Higham, *Accurately computing the
log-sum-exp and softmax functions*, IMA Journal of Numerical Analysis 41(4), 2021.
"""

from scratch.axes import demand_axis
from scratch.checked import checked
from scratch.cross_entropy import log_softmax as log_and_plain
from scratch.cross_entropy import through_log_softmax
from scratch.signature import Differentiable, Float


@checked
def log_softmax(x: Float["*shape k"], *, axis=-1) -> Differentiable:
    demand_axis("log_softmax", axis, "x", x)
    y, p = log_and_plain(x, axis)

    def backward(dy):
        return dict(x=through_log_softmax(dy, p, axis))

    return y, backward
