"""Operations written by people. They were written down before the diagnosis was, and never looked at in between."""

import numpy as np

from benchmarks.own_code.own import Collection

HELD_BACK = Collection()


@HELD_BACK.of(
    "activations.elu",
    slope_without_alpha=r"alpha",
    alpha_forgotten=r"alpha",
    minus_one_forgotten=r"expm1|exp",
)
def elu(wrong, x, *, alpha=1.0):
    bent = np.zeros_like(x)
    neg = x <= 0
    if wrong == "alpha_forgotten":
        bent[neg] = np.expm1(x[neg])
    elif wrong == "minus_one_forgotten":
        bent[neg] = alpha * np.exp(x[neg])
    else:
        bent[neg] = alpha * np.expm1(x[neg])
    out = np.where(neg, bent, x)

    def backward(grad):
        deriv = np.ones_like(x)
        deriv[neg] = np.exp(x[neg]) * (1 if wrong == "slope_without_alpha" else alpha)
        return dict(x=grad * deriv)

    return out, backward


@HELD_BACK.of(
    "activations.softmax",
    over_the_first_axis=r"axis",
    jacobian_diagonal_only=r"vecdot|expand_dims|dy",
    sum_of_gradient_without_y=r"vecdot|sum",
)
def softmax(wrong, x, *, axis=-1):
    ax = 0 if wrong == "over_the_first_axis" else axis
    ex = np.exp(x - np.max(x, axis=ax, keepdims=True))
    s = ex / np.sum(ex, axis=ax, keepdims=True)

    def backward(g):
        if wrong == "jacobian_diagonal_only":
            return dict(x=g * s)
        if wrong == "sum_of_gradient_without_y":
            return dict(x=s * (g - g.sum(axis=ax, keepdims=True)))
        return dict(x=s * g - s * np.sum(s * g, axis=ax, keepdims=True))

    return s, backward


@HELD_BACK.of(
    "activations.glu",
    halves_exchanged=r"a, b|b, a|first|half|halves",
    tanh_for_sigmoid=r"tanh",
    gate_gradient_without_a=r"dy \* |y \*|gate",
)
def glu(wrong, x, *, axis=-1):
    value, control = np.split(x, 2, axis=axis)
    if wrong == "halves_exchanged":
        value, control = control, value
    if wrong == "tanh_for_sigmoid":
        s = np.tanh(control)
        slope = 1 - s**2
    else:
        e = np.exp(-np.abs(control))
        s = np.where(control >= 0, 1 / (1 + e), e / (1 + e))
        slope = e / (1 + e) ** 2
    out = value * s

    def backward(g):
        dv, dc = g * s, g * value * slope
        if wrong == "gate_gradient_without_a":
            dc = g * slope
        parts = [dc, dv] if wrong == "halves_exchanged" else [dv, dc]
        return dict(x=np.concatenate(parts, axis=axis))

    return out, backward


@HELD_BACK.of(
    "activations.prelu",
    gradient_of_a_averaged=r"da",
    gradient_of_a_of_all_x=r"below|da",
    a_added_for_positive_too=r"above|clip|a \*",
)
def prelu(wrong, x, a):
    slope = np.broadcast_to(a, x.shape)
    negative = x <= 0
    out = np.where(negative, slope * x, x)
    if wrong == "a_added_for_positive_too":
        out = slope * x
        negative = np.ones_like(negative)
    every = tuple(range(x.ndim - 1))

    def backward(g):
        part = g * x if wrong == "gradient_of_a_of_all_x" else g * np.where(negative, x, 0)
        da = part.mean(axis=every) if wrong == "gradient_of_a_averaged" else part.sum(axis=every)
        if len(a) == 1:
            da = da.sum(keepdims=True)
        return dict(x=np.where(negative, slope * g, g), a=da)

    return out, backward


@HELD_BACK.of(
    "losses.categorical_cross_entropy",
    mean_over_classes_too=r"k\b|class|mean|reduc",
    gradient_without_the_mean=r"share|mean|dl|n\b|divi",
    sign_forgotten=r"-|sign|minus",
)
def categorical_cross_entropy(wrong, z, y, *, reduction="mean"):
    shifted = z - z.max(axis=-1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    logs = shifted - log_sum
    sign = 1 if wrong == "sign_forgotten" else -1
    each = sign * np.where(y == 0, 0, y * logs).sum(axis=-1)
    count = each.size if reduction == "mean" else 1
    if wrong == "mean_over_classes_too" and reduction == "mean":
        count = y.size
    loss = each if reduction == "none" else each.sum() / count

    def backward(g):
        g = np.broadcast_to(g, each.shape)[..., None] / (1 if wrong == "gradient_without_the_mean" else count)
        p = np.exp(logs)
        total = y.sum(axis=-1, keepdims=True)
        return dict(z=sign * g * (y - p * total), y=sign * g * logs)

    return loss, backward


@HELD_BACK.of(
    "losses.kl_divergence",
    arguments_exchanged=r"log_q|exchang|ratio",
    mean_over_all_entries=r"mean|k\b|entries|reduc",
    entropy_forgotten=r"log_p",
)
def kl_divergence(wrong, log_q, p, *, log_target=False, reduction="mean"):
    with np.errstate(divide="ignore", invalid="ignore"):
        log_p = p if log_target else np.log(p)
        prob = np.exp(p) if log_target else p
        inner = log_p - log_q
        if wrong == "arguments_exchanged":
            inner = log_q - log_p
        if wrong == "entropy_forgotten":
            inner = -log_q
        terms = np.where(prob == 0, 0, prob * inner)
    each = terms.sum(axis=-1)
    if wrong == "mean_over_all_entries" and reduction == "mean":
        return terms.mean()
    return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[reduction]()


@HELD_BACK.of(
    "losses.dice",
    two_forgotten=r"2|two|jaccard",
    over_the_whole_batch=r"batch|whole|axis",
    epsilon_above_too=r"epsilon|smooth",
)
def dice(wrong, y_hat, y, *, epsilon=1e-7, reduction="mean"):
    scores = []
    for guess, truth in zip(y_hat, y, strict=True):
        both, size = np.sum(guess * truth), np.sum(guess) + np.sum(truth)
        above = both if wrong == "two_forgotten" else 2 * both
        if wrong == "epsilon_above_too":
            above = above + epsilon
        scores.append(above / (size + epsilon))
    if wrong == "over_the_whole_batch":
        scores = [2 * np.sum(y_hat * y) / (y_hat.sum() + y.sum() + epsilon)] * len(y)
    each = 1 - np.array(scores, y.dtype)
    return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[reduction]()


@HELD_BACK.of(
    "losses.triplet_margin",
    squared_distance=r"sqrt|square",
    margin_subtracted=r"margin",
    no_clip=r"clip|lack",
)
def triplet_margin(wrong, a, p, n, *, margin=1.0, epsilon=1e-6, reduction="mean"):
    def far(u, v):
        diff = u - v + epsilon
        squared = np.sum(diff * diff, axis=-1)
        return squared if wrong == "squared_distance" else np.sqrt(squared)

    gap = far(a, p) - far(a, n)
    gap = gap - margin if wrong == "margin_subtracted" else gap + margin
    each = gap if wrong == "no_clip" else np.maximum(gap, 0)
    return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[reduction]()


@HELD_BACK.of(
    "normalization.batch_norm",
    gradient_ignores_the_mean=r"dbeta / m|dbeta",
    momentum_the_other_way=r"momentum|share",
    epsilon_outside_the_root=r"sqrt\(.*\) \+ epsilon",
)
def batch_norm(wrong, x, mean, var, gamma=None, beta=None, *, training=True, momentum=0.1, epsilon=1e-5):
    shape = x.shape
    flat = x.reshape(-1, shape[-1])
    count = len(flat)
    old_mean, old_var = mean, var
    new_mean, new_var = mean, var
    if training:
        mean, var = flat.mean(axis=0), flat.var(axis=0)
        momentum = 1.0 if momentum is None else momentum
        rate = 1 - momentum if wrong == "momentum_the_other_way" else momentum
        new_mean = old_mean + rate * (mean - old_mean)
        new_var = old_var + rate * (flat.var(axis=0, ddof=1) - old_var)
    deviation = np.sqrt(var) + epsilon if wrong == "epsilon_outside_the_root" else np.sqrt(var + epsilon)
    normed = (flat - mean) / deviation
    g = np.ones_like(mean) if gamma is None else gamma
    out = normed * g if beta is None else normed * g + beta

    def backward(dy):
        grad = dy.reshape(-1, shape[-1])
        dn = grad * g
        if not training:
            dx = dn / deviation
        elif wrong == "gradient_ignores_the_mean":
            dx = (dn - normed * (dn * normed).mean(axis=0)) / deviation
        else:
            dx = (count * dn - dn.sum(axis=0) - normed * (dn * normed).sum(axis=0)) / (count * deviation)
        found = dict(x=dx.reshape(shape))
        if gamma is not None:
            found["gamma"] = (grad * normed).sum(axis=0)
        if beta is not None:
            found["beta"] = grad.sum(axis=0)
        return found

    return dict(y=out.reshape(shape), mean=new_mean, var=new_var), backward


@HELD_BACK.of(
    "normalization.rms_norm",
    mean_taken_off=r"mean|layer",
    epsilon_outside_the_root=r"sqrt\(.*\) \+ epsilon",
    sum_for_mean=r"/ k|mean|k\b",
)
def rms_norm(wrong, x, gamma=None, *, axis=-1, epsilon=1e-6):
    if isinstance(axis, int):
        axis = (axis,)
    if wrong == "mean_taken_off":
        x = x - x.mean(axis=axis, keepdims=True)
    power = (np.sum if wrong == "sum_for_mean" else np.mean)(np.square(x), axis=axis, keepdims=True)
    size = np.sqrt(power) + epsilon if wrong == "epsilon_outside_the_root" else np.sqrt(power + epsilon)
    normed = x / size
    if gamma is None:
        return normed
    wide = [1] * x.ndim
    for place in axis:
        wide[place] = x.shape[place]
    return normed * gamma.reshape(wide)
