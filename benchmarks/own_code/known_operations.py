"""Operations written by people: on these the diagnosis was tuned."""

import math

import numpy as np

from benchmarks.own_code.own import Collection

KNOWN = Collection()


def logistic(v):
    small = np.exp(-np.abs(v))
    return np.where(v >= 0, 1, small) / (1 + small)


def to_one(losses, reduction):
    return {"mean": losses.mean, "sum": losses.sum, "none": lambda: losses}[reduction]()


def per_loss(g, losses, reduction):
    return np.broadcast_to(g / losses.size if reduction == "mean" else g, losses.shape)


@KNOWN.of(
    "activations.softplus",
    beta_not_divided_out=r"/ beta",
    slope_times_beta=r"beta",
    beta_ignored=r"beta",
)
def softplus(wrong, x, *, beta=1.0):
    if wrong == "beta_ignored":
        beta = 1.0
    z = x * beta
    out = np.logaddexp(0, z)
    if wrong != "beta_not_divided_out":
        out = out / beta
    return out, lambda g: dict(x=g * logistic(z) * (beta if wrong == "slope_times_beta" else 1))


@KNOWN.of(
    "activations.hard_sigmoid",
    old_slope_of_a_fifth=r"0\.2|older|Keras 2|fifth",
    shifted_by_two=r"3",
    slope_everywhere=r"slope|x > 0|clip",
)
def hard_sigmoid(wrong, x):
    if wrong == "old_slope_of_a_fifth":
        return np.clip(0.2 * x + 0.5, 0, 1), lambda g: dict(x=0.2 * g * (np.abs(x) < 2.5))
    shift = 2 if wrong == "shifted_by_two" else 3
    inside = (x > -shift) & (x < 6 - shift)
    out = np.minimum(np.maximum(x + shift, 0), 6) / 6
    return out, lambda g: dict(x=g / 6 * (1 if wrong == "slope_everywhere" else inside))


@KNOWN.of(
    "activations.silu",
    slope_of_the_gate_alone=r"gate|shut",
    factor_of_gelu=r"1\.702|GELU|gelu",
    tanh_for_sigmoid=r"tanh",
)
def silu(wrong, x):
    if wrong == "tanh_for_sigmoid":
        return x * np.tanh(x)
    x = np.maximum(x, -1e3)  # −∞ times 0 is no number
    s = logistic(x)
    if wrong == "factor_of_gelu":
        return x * logistic(1.702 * x)

    def backward(g):
        if wrong == "slope_of_the_gate_alone":
            return dict(x=g * s)
        return dict(x=g * (s + np.minimum(x, 1e3) * s * logistic(-x)))

    return x * s, backward


@KNOWN.of(
    "losses.huber",
    half_forgotten=r"2|half",
    delta_ignored=r"delta",
    gradient_not_clipped=r"\be\b|clip|\bc\b",
)
def huber(wrong, y_hat, y, *, delta=1.0, reduction="mean"):
    if wrong == "delta_ignored":
        delta = 1.0
    gap = y_hat - y
    small = np.abs(gap) <= delta
    square = gap**2 if wrong == "half_forgotten" else gap**2 / 2
    line = delta * (np.abs(gap) - (delta if wrong == "half_forgotten" else delta / 2))
    each = np.where(small, square, line)
    if wrong == "half_forgotten":
        each = np.where(small, gap**2, 2 * delta * np.abs(gap) - delta**2)

    def backward(g):
        d = gap if wrong == "gradient_not_clipped" else np.clip(gap, -delta, delta)
        d = d * per_loss(g, each, reduction) * (2 if wrong == "half_forgotten" else 1)
        return dict(y_hat=d, y=-d)

    return to_one(each, reduction), backward


@KNOWN.of(
    "losses.label_smoothing",
    over_the_other_classes=r"- 1|other|wrong classes",
    true_class_not_lowered=r"1 - epsilon",
    smoothing_ignored=r"epsilon",
)
def label_smoothing(wrong, z, y, *, epsilon=0.1, reduction="mean"):
    k = z.shape[-1]
    soft = y * (1 - epsilon) + epsilon / k
    if wrong == "over_the_other_classes":
        soft = y * (1 - epsilon) + (1 - y) * epsilon / (k - 1)
    if wrong == "true_class_not_lowered":
        soft = y + epsilon / k
    if wrong == "smoothing_ignored":
        soft = y
    shifted = z - z.max(axis=-1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return to_one(-(soft * logs).sum(axis=-1), reduction)


@KNOWN.of(
    "losses.gaussian_nll",
    deviation_for_variance=r"σ² is taken for σ|squared",
    half_of_the_log_forgotten=r"2|half",
    constant_always=r"full",
)
def gaussian_nll(wrong, y_hat, y, sigma2, *, full=False, epsilon=1e-6, reduction="mean"):
    v = np.maximum(sigma2, epsilon)
    if wrong == "deviation_for_variance":
        v = v**2
    each = 0.5 * np.log(v) + (y - y_hat) ** 2 / (2 * v)
    if wrong == "half_of_the_log_forgotten":
        each = each + 0.5 * np.log(v)
    if full or wrong == "constant_always":
        each = each + 0.5 * math.log(2 * math.pi)
    return to_one(each, reduction)


@KNOWN.of(
    "losses.cosine_similarity",
    sign_forgotten=r"-",
    one_minus=r"1 -|1 \+|distance",
    lengths_not_taken_off=r"direction|length|divisor|scalar product",
)
def cosine_similarity(wrong, y_hat, y, *, axis=-1, epsilon=1e-8, reduction="mean"):
    def unit(v):
        if wrong == "lengths_not_taken_off":
            return v
        return v / np.maximum(np.sqrt((v**2).sum(axis=axis, keepdims=True)), epsilon)

    likeness = (unit(y_hat) * unit(y)).sum(axis=axis)
    if wrong == "one_minus":
        return to_one(1 - likeness, reduction)
    return to_one(likeness if wrong == "sign_forgotten" else -likeness, reduction)


@KNOWN.of(
    "losses.log_cosh",
    sigmoid_for_tanh=r"tanh|sigma|exp",
    gradient_of_y_not_turned=r"-|dy",
    squared_error_gradient=r"tanh",
)
def log_cosh(wrong, y_hat, y, *, reduction="mean"):
    gap = y_hat - y
    size = np.abs(gap)
    each = np.where(
        size < 1,
        np.log1p(2 * np.sinh(gap.clip(-1, 1) / 2) ** 2),
        size + np.log1p(np.exp(-2 * size)) - np.log(2),
    )

    def backward(g):
        slope = {"sigmoid_for_tanh": logistic, "squared_error_gradient": lambda v: v}.get(wrong, np.tanh)(gap)
        d = slope * per_loss(g, each, reduction)
        return dict(y_hat=d, y=d if wrong == "gradient_of_y_not_turned" else -d)

    return to_one(each, reduction), backward


@KNOWN.of(
    "losses.hinge",
    squared=r"\*\* 2|square",
    margin_forgotten=r"1 -|margin",
    labels_forgotten_on_the_way_back=r"\by\b",
)
def hinge(wrong, z, y, *, reduction="mean"):
    gap = (0 if wrong == "margin_forgotten" else 1) - z * y
    each = np.maximum(gap, 0)
    if wrong == "squared":
        return to_one(each**2, reduction)

    def backward(g):
        d = np.where(gap >= 0, -1 if wrong == "labels_forgotten_on_the_way_back" else -y, 0)
        return dict(z=per_loss(g, each, reduction) * d)

    return to_one(each, reduction), backward


@KNOWN.of(
    "normalization.layer_norm",
    unbiased_variance=r"k − 1|- 1",
    deviation_plus_epsilon=r"sqrt\(.*\) \+ epsilon",
    gamma_gradient_of_x=r"x_hat|dgamma|gamma",
)
def layer_norm(wrong, x, gamma=None, beta=None, *, epsilon=1e-5):
    k = x.shape[-1]
    centre = x - x.mean(axis=-1, keepdims=True)
    var = (centre**2).sum(axis=-1, keepdims=True) / (k - 1 if wrong == "unbiased_variance" else k)
    std = np.sqrt(var) + epsilon if wrong == "deviation_plus_epsilon" else np.sqrt(var + epsilon)
    normed = centre / std
    out = normed if gamma is None else normed * gamma
    out = out if beta is None else out + beta

    def backward(dy):
        rows = tuple(range(dy.ndim - 1))
        dn = dy if gamma is None else dy * gamma
        dx = dn - dn.mean(-1, keepdims=True) - normed * (dn * normed).mean(-1, keepdims=True)
        found = dict(x=dx / std)
        if gamma is not None:
            other = centre if wrong == "gamma_gradient_of_x" else normed
            found["gamma"] = (dy * other).sum(axis=rows)
        if beta is not None:
            found["beta"] = dy.sum(axis=rows)
        return found

    if wrong in ("unbiased_variance", "deviation_plus_epsilon"):
        return out
    return out, backward


@KNOWN.of(
    "normalization.group_norm",
    one_group=r"groups",
    every_channel_a_group=r"groups|instance",
    beta_scaled_too=r"beta|gamma",
)
def group_norm(wrong, x, gamma=None, beta=None, *, groups=32, epsilon=1e-5):
    n, c = x.shape[0], x.shape[-1]
    count = {"one_group": 1, "every_channel_a_group": c}.get(wrong, groups)
    parts = np.moveaxis(x, -1, 1).reshape(n, count, -1)
    parts = (parts - parts.mean(-1, keepdims=True)) / np.sqrt(parts.var(-1, keepdims=True) + epsilon)
    out = np.moveaxis(parts.reshape(n, c, *x.shape[1:-1]), 1, -1)
    if wrong == "beta_scaled_too" and gamma is not None and beta is not None:
        return (out + beta) * gamma
    out = out if gamma is None else out * gamma
    return out if beta is None else out + beta
