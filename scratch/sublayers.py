r"""What blocks of a transformer are made of: a feed-forward network at every position, and a way past each sublayer.

y = φ(x W₁ + b₁) W₂ + b₂                        feed-forward: the same network wherever a position lies

y = norm(x + f(x))                              post-norm, as Vaswani et al. have it: the norm is on the way past f
y = x + f(norm(x))                              pre-norm: the way past f is free, from the last block to the first
"""

from scratch.activations.gelu import gelu
from scratch.activations.relu import relu
from scratch.linear.dense import dense
from scratch.normalization.layer_norm import layer_norm

ACTIVATIONS = dict(relu=relu, gelu=gelu)


def feed_forward(x, W_1, b_1, W_2, b_2, activation):
    """Return φ(x W₁ + b₁) W₂ + b₂, and backward, which returns gradients by name."""
    z, of_z = dense(x, W_1, b_1)
    a, of_a = ACTIVATIONS[activation](z)
    y, of_y = dense(a, W_2, b_2)

    def backward(dy):
        second = of_y(dy)
        first = of_z(of_a(second["x"])["x"])
        return dict(x=first["x"], W_1=first["W"], b_1=first["b"], W_2=second["W"], b_2=second["b"])

    return y, backward


def with_a_way_past(f, x, gamma, beta, *, number, norm_first, epsilon):
    """Return norm(x + f(x)), or x + f(norm(x)), and backward: gradients of x, of all that f has, and of the norm.

    f(x) returns an array, and the function of its gradient that returns those of x and of whatever else, by name; γ and
    β of a norm are called by its number.
    """
    if norm_first:
        normed, of_normed = layer_norm(x, gamma, beta, epsilon=epsilon)
        added, of_added = f(normed)
        y = x + added
    else:
        added, of_added = f(x)
        y, of_y = layer_norm(x + added, gamma, beta, epsilon=epsilon)

    def backward(dy):
        if norm_first:
            inner = of_added(dy)
            norm = of_normed(inner["x"])
            dx = dy + norm["x"]
        else:
            norm = of_y(dy)
            inner = of_added(norm["x"])
            dx = norm["x"] + inner["x"]
        return inner | {"x": dx, f"gamma_{number}": norm["gamma"], f"beta_{number}": norm["beta"]}

    return y, backward
