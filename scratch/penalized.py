"""The gradient that an optimizer follows: turned round to climb, and with the pull of the weights to zero.

    g ← −g            to maximize
    g ← g + λ w       the gradient of λ/2 Σ w², which pulls every weight to zero (coupled weight decay)

Source: Krogh & Hertz, *A Simple Weight Decay Can Improve Generalization*, NeurIPS 1991, equation 2.
"""


def penalized(g, w, weight_decay, maximize):
    """Return the gradient to follow at weights w (d)."""
    g = -g if maximize else g
    return g + weight_decay * w if weight_decay else g
