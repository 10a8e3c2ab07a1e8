"""Layers, optimizers, metrics and schedules written by people, before the diagnosis was."""

import math

import numpy as np

from benchmarks.own_code.own import Collection

HELD_BACK = Collection()


def logistic(v):
    small = np.exp(-np.abs(v))
    return np.where(v >= 0, 1, small) / (1 + small)


@HELD_BACK.of(
    "recurrent.lstm",
    tanh_of_the_cell_forgotten=r"tanh",
    input_and_forget_exchanged=r"i, f|f, i|gate",
    forget_bias_of_one=r"forget|bias|\bf\b.*1",
)
def lstm(wrong, x, U, W, b, h0=None, c0=None):
    n, steps, _ = x.shape
    hidden = U.shape[0]
    h = np.zeros((n, hidden), x.dtype) if h0 is None else h0
    c = np.zeros((n, hidden), x.dtype) if c0 is None else c0
    seen = []
    for step in range(steps):
        pre = x[:, step] @ W + h @ U + b
        i, f, g, o = (pre[:, k * hidden : (k + 1) * hidden] for k in range(4))
        if wrong == "forget_bias_of_one":
            f = f + 1
        if wrong == "input_and_forget_exchanged":
            i, f = f, i
        c = logistic(f) * c + logistic(i) * np.tanh(g)
        h = logistic(o) * (c if wrong == "tanh_of_the_cell_forgotten" else np.tanh(c))
        seen.append(h)
    return dict(h=np.stack(seen, axis=1), c=c)


@HELD_BACK.of(
    "attention.dot_product",
    divided_by_k_without_the_root=r"\*\* -1|-0\.5|\*\* -?1|K\.shape",
    softmax_over_queries=r"quer|axis",
    weights_not_summed_to_one=r"softmax|sum",
)
def dot_product(wrong, Q, K, V, mask=None, *, scale=None):
    k = Q.shape[-1]
    if scale is None:
        scale = 1 / k if wrong == "divided_by_k_without_the_root" else 1 / math.sqrt(k)
    scores = np.einsum("ntk,nsk->nts", Q, K) * scale
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    over = 1 if wrong == "softmax_over_queries" else -1
    top = scores.max(axis=over, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0))
    total = weights.sum(axis=over, keepdims=True)
    if wrong != "weights_not_summed_to_one":
        weights = weights / np.where(total == 0, 1, total)
    return weights @ V


@HELD_BACK.of(
    "attention.rotary_positions",
    turned_the_other_way=r"sin",
    positions_from_one=r"first",
    pairs_as_halves_always=r"pairs|halves|split",
)
def rotary_positions(wrong, x, *, pairs="neighbours", base=10_000.0, first=0):
    steps, size = x.shape[-2:]
    out = np.zeros_like(x)
    for step in range(steps):
        position = step + first + (1 if wrong == "positions_from_one" else 0)
        for pair in range(size // 2):
            angle = position / base ** (2 * pair / size)
            if wrong == "turned_the_other_way":
                angle = -angle
            one, other = (2 * pair, 2 * pair + 1)
            if pairs == "halves" or wrong == "pairs_as_halves_always":
                one, other = pair, pair + size // 2
            a, b = x[..., step, one], x[..., step, other]
            out[..., step, one] = a * math.cos(angle) - b * math.sin(angle)
            out[..., step, other] = b * math.cos(angle) + a * math.sin(angle)
    return out


@HELD_BACK.of(
    "optimizers.adam",
    second_moment_without_correction=r"beta2",
    correction_with_step_before=r"\bt\b",
    epsilon_inside_the_root=r"epsilon",
)
def adam(wrong, w, gradients, *, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    first, second = np.zeros_like(w), np.zeros_like(w)
    weights, path = w.copy(), []
    for number, gradient in enumerate(gradients):
        power = number + 1
        first = beta1 * first + (1 - beta1) * gradient
        second = beta2 * second + (1 - beta2) * gradient**2
        if wrong == "correction_with_step_before":
            power = max(number, 1)
        right = second if wrong == "second_moment_without_correction" else second / (1 - beta2**power)
        root = np.sqrt(right + epsilon) if wrong == "epsilon_inside_the_root" else np.sqrt(right) + epsilon
        with np.errstate(all="ignore"):
            weights = weights - learning_rate * (first / (1 - beta1**power)) / root
        path.append(weights)
    return np.stack(path)


@HELD_BACK.of(
    "optimizers.nesterov",
    plain_momentum=r"nesterov|momentum",
    gradient_forgotten_in_the_look_ahead=r"\bg\b",
    velocity_averaged=r"1 - |dampening|momentum",
)
def nesterov(wrong, w, gradients, *, learning_rate=0.01, momentum=0.9):
    speed, here, path = np.zeros_like(w), w, []
    for slope in gradients:
        new = slope * (1 - momentum) if wrong == "velocity_averaged" else slope
        speed = momentum * speed + new
        ahead = slope + momentum * speed
        if wrong == "plain_momentum":
            ahead = speed
        if wrong == "gradient_forgotten_in_the_look_ahead":
            ahead = momentum * speed
        here = here - learning_rate * ahead
        path.append(here)
    return np.array(path)


@HELD_BACK.of(
    "optimizers.lion",
    betas_exchanged=r"beta",
    sign_forgotten=r"sign|clip|max",
    mean_updated_first=r"averaged|beta|order|first",
)
def lion(wrong, w, gradients, *, learning_rate=0.0001, beta1=0.9, beta2=0.99, weight_decay=0.0):
    if wrong == "betas_exchanged":
        beta1, beta2 = beta2, beta1
    memory, path = np.zeros_like(w), []
    for g in gradients:
        if wrong == "mean_updated_first":
            memory = beta2 * memory + (1 - beta2) * g
        update = beta1 * memory + (1 - beta1) * g
        if wrong != "sign_forgotten":
            update = np.sign(update)
        if wrong != "mean_updated_first":
            memory = beta2 * memory + (1 - beta2) * g
        w = w - learning_rate * (update + weight_decay * w)
        path.append(w)
    return np.stack(path)


@HELD_BACK.of(
    "linear.logistic_regression",
    gradient_summed_over_the_batch=r"len|batch|mean",
    bias_not_trained=r"\bb\b",
    loss_of_an_epoch_summed=r"/ n|\bn\b",
)
def logistic_regression(wrong, x, y, w, b, *, learning_rate=0.1, batch_size=32, epochs=10):
    history = []
    for _ in range(epochs):
        total = 0.0
        for first in range(0, len(x), batch_size):
            rows, said = x[first : first + batch_size], y[first : first + batch_size]
            logits = rows @ w + b
            losses = np.maximum(logits, 0) - logits * said + np.log1p(np.exp(-np.abs(logits)))
            total += losses.sum()
            slope = logistic(logits) - said
            if wrong != "gradient_summed_over_the_batch":
                slope = slope / len(rows)
            w = w - learning_rate * rows.T @ slope
            if wrong != "bias_not_trained":
                b = b - learning_rate * slope.sum()
        history.append(total if wrong == "loss_of_an_epoch_summed" else total / len(x))
    return dict(w=w, b=np.asarray(b), loss=np.array(history, x.dtype))


@HELD_BACK.of(
    "metrics.f1_score",
    arithmetic_mean=r"P|R|mean",
    macro_of_precision_and_recall=r"macro|mean",
    misses_counted_as_false_alarms=r"fn|fp",
)
def f1_score(wrong, z, y, *, average="none", threshold=None):
    said = z >= z.max(axis=1, keepdims=True) if threshold is None else z > threshold
    hit, alarm, miss = ((said & y).sum(0), (said & ~y).sum(0), (~said & y).sum(0))
    if average == "micro":
        hit, alarm, miss = hit.sum(), alarm.sum(), miss.sum()
    if wrong == "misses_counted_as_false_alarms":
        miss = alarm
    with np.errstate(all="ignore"):
        precision, recall = np.nan_to_num(hit / (hit + alarm)), np.nan_to_num(hit / (hit + miss))
        if wrong == "macro_of_precision_and_recall" and average == "macro":
            precision, recall = precision.mean(), recall.mean()
        f = np.nan_to_num(2 * precision * recall / (precision + recall))
        if wrong == "arithmetic_mean":
            f = (precision + recall) / 2
    if average == "macro":
        f = np.mean(f)
    if average == "weighted":
        f = np.average(f, weights=y.sum(0))
    return np.asarray(f, z.dtype)


@HELD_BACK.of(
    "schedules.cosine_decay",
    floor_forgotten=r"floor|end",
    half_forgotten=r"2",
    whole_wave=r"pi|2",
)
def cosine_decay(wrong, step, rate, *, steps=1000, floor=0.0):
    rates = []
    for each in step:
        done = min(each, steps) / steps
        turn = 2 * math.pi if wrong == "whole_wave" else math.pi
        wave = 1 + math.cos(turn * done)
        if wrong != "half_forgotten":
            wave /= 2
        low = 0 if wrong == "floor_forgotten" else floor
        rates.append(low + (float(rate) - low) * wave)
    return np.array(rates, rate.dtype)


@HELD_BACK.of(
    "pooling.max_pool2d",
    mean_for_max=r"mean|average|avg",
    stride_of_one=r"stride",
    gradient_to_the_last_place=r"first|unpaid|last|tie",
)
def max_pool2d(wrong, x, *, size=2, stride=None):
    p, q = (size, size) if isinstance(size, int) else size
    stride = size if stride is None else stride
    if wrong == "stride_of_one":
        stride = 1
    s, r = (stride, stride) if isinstance(stride, int) else stride
    n, height, width, channels = x.shape
    rows, columns = (height - p) // s + 1, (width - q) // r + 1
    out = np.zeros((n, rows, columns, channels), x.dtype)
    where = np.zeros((n, rows, columns, channels), int)
    for a in range(rows):
        for b in range(columns):
            patch = x[:, a * s : a * s + p, b * r : b * r + q].reshape(n, p * q, channels)
            out[:, a, b] = patch.mean(axis=1) if wrong == "mean_for_max" else patch.max(axis=1)
            where[:, a, b] = patch.argmax(axis=1)
            if wrong == "gradient_to_the_last_place":
                where[:, a, b] = p * q - 1 - patch[:, ::-1].argmax(axis=1)

    def backward(g):
        dx = np.zeros_like(x)
        for place in np.ndindex(*g.shape):
            image, a, b, channel = place
            if wrong == "mean_for_max":
                dx[image, a * s : a * s + p, b * r : b * r + q, channel] += g[place] / (p * q)
                continue
            i, j = divmod(where[place], q)
            dx[image, a * s + i, b * r + j, channel] += g[place]
        return dict(x=dx)

    return out, backward


@HELD_BACK.of(
    "convolution.conv2d",
    kernel_flipped=r"flip|::-1|W",
    bias_forgotten=r"\bb\b",
    gradient_of_b_averaged=r"db",
)
def conv2d(wrong, x, W, b=None, *, stride=1):
    s, r = (stride, stride) if isinstance(stride, int) else stride
    kernel = W[::-1, ::-1] if wrong == "kernel_flipped" else W
    p, q, _, k = W.shape
    n, height, width, _ = x.shape
    rows, columns = (height - p) // s + 1, (width - q) // r + 1
    out = np.zeros((n, rows, columns, k), x.dtype)
    for a in range(rows):
        for e in range(columns):
            patch = x[:, a * s : a * s + p, e * r : e * r + q]
            out[:, a, e] = np.tensordot(patch, kernel, axes=3)
    if b is not None and wrong != "bias_forgotten":
        out = out + b

    def backward(g):
        dx, dW = np.zeros_like(x), np.zeros_like(W)
        for a in range(rows):
            for e in range(columns):
                spot = slice(a * s, a * s + p), slice(e * r, e * r + q)
                dx[:, *spot] += np.tensordot(g[:, a, e], kernel, axes=([1], [3]))
                dW += np.tensordot(x[:, *spot], g[:, a, e], axes=([0], [0]))
        found = dict(x=dx, W=dW[::-1, ::-1] if wrong == "kernel_flipped" else dW)
        if b is not None:
            db = g.mean(axis=(0, 1, 2)) if wrong == "gradient_of_b_averaged" else g.sum(axis=(0, 1, 2))
            found["b"] = db
        return found

    return out, backward
