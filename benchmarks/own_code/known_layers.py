"""Layers, optimizers, metrics and schedules written by people: on these the diagnosis was tuned."""

import math

import numpy as np

from benchmarks.own_code.known_operations import logistic
from benchmarks.own_code.own import Collection

KNOWN = Collection()


@KNOWN.of(
    "linear.dense",
    bias_gradient_averaged=r"\bb\b|db",
    weight_gradient_averaged=r"dW|\bW\b",
    bias_forgotten=r"\bb\b",
)
def dense(wrong, x, W, b=None):
    out = np.einsum("...i,ik->...k", x, W)
    if b is not None and wrong != "bias_forgotten":
        out = out + b

    def backward(g):
        rows, grads = x.reshape(-1, x.shape[-1]), g.reshape(-1, g.shape[-1])
        dW = sum(np.outer(r, e) for r, e in zip(rows, grads, strict=True))
        if wrong == "weight_gradient_averaged":
            dW = dW / len(rows)
        found = dict(x=g @ W.T, W=dW)
        if b is not None:
            found["b"] = grads.mean(0) if wrong == "bias_gradient_averaged" else grads.sum(0)
        return found

    return out, backward


@KNOWN.of(
    "linear.softmax_regression",
    one_not_subtracted=r"-= 1|pass|true",
    gradient_not_averaged=r"len|/=",
    bias_gradient_averaged_again=r"sum|mean|\bb\b",
)
def softmax_regression(wrong, x, y, W, b, *, learning_rate=0.1, batch_size=32, epochs=10):
    n, losses = len(x), []
    for _ in range(epochs):
        total = 0.0
        for at in range(0, n, batch_size):
            rows, labels = x[at : at + batch_size], y[at : at + batch_size]
            z = rows @ W + b
            z = z - z.max(1, keepdims=True)
            logs = z - np.log(np.exp(z).sum(1, keepdims=True))
            total -= sum(logs[i, label] for i, label in enumerate(labels))
            slope = np.exp(logs) - (0 if wrong == "one_not_subtracted" else np.eye(z.shape[1])[labels])
            if wrong != "gradient_not_averaged":
                slope = slope / len(rows)
            W = W - learning_rate * rows.T @ slope
            db = slope.mean(0) if wrong == "bias_gradient_averaged_again" else slope.sum(0)
            b = b - learning_rate * db
        losses.append(total / n)
    return dict(W=W, b=b, loss=np.array(losses, x.dtype))


@KNOWN.of(
    "recurrent.simple_rnn",
    no_state_carried=r"U|h\[",
    slope_of_the_gates_not_squared=r"\*\* 2|2",
    steps_not_reversed=r"reversed",
)
def simple_rnn(wrong, x, U, W, b, h0=None):
    n, steps, _ = x.shape
    h = np.zeros((n, len(U)), x.dtype) if h0 is None else h0
    states = [h]
    for step in range(steps):
        before = 0 * h if wrong == "no_state_carried" else h
        h = np.tanh(x[:, step] @ W + before @ U + b)
        states.append(h)
    out = np.stack(states[1:], axis=1)

    def backward(g):
        dx, dU, dW, db = np.zeros_like(x), np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        carried = np.zeros_like(states[0])
        order = range(steps) if wrong == "steps_not_reversed" else reversed(range(steps))
        for step in order:
            now = states[step + 1]
            slope = 1 - now if wrong == "slope_of_the_gates_not_squared" else 1 - now**2
            dz = (g[:, step] + carried) * slope
            dx[:, step], carried = dz @ W.T, dz @ U.T
            dU, dW, db = dU + states[step].T @ dz, dW + x[:, step].T @ dz, db + dz.sum(0)
        found = dict(x=dx, U=dU, W=dW, b=db)
        return found if h0 is None else found | dict(h0=carried)

    return out if wrong == "no_state_carried" else (out, backward)


@KNOWN.of(
    "recurrent.gru",
    reset_before_the_product=r"[Rr]eset",
    update_gate_the_other_way=r"complement|1 - z|mixed|not_z|z",
    gates_in_keras_order=r"order|gates",
)
def gru(wrong, x, U, W, b_x, b_h, h0=None):
    n, steps, _ = x.shape
    size = len(U)
    h = np.zeros((n, size), x.dtype) if h0 is None else h0
    first, second, last = (slice(k * size, (k + 1) * size) for k in range(3))
    if wrong == "gates_in_keras_order":
        first, second = second, first
    seen = []
    for step in range(steps):
        a = x[:, step] @ W + b_x
        s = h @ U + b_h
        r, z = logistic(a[:, first] + s[:, first]), logistic(a[:, second] + s[:, second])
        inner = r * s[:, last]
        if wrong == "reset_before_the_product":
            inner = (r * h) @ U[:, last] + b_h[last]
        g = np.tanh(a[:, last] + inner)
        h = z * g + logistic(-a[:, second] - s[:, second]) * h
        if wrong != "update_gate_the_other_way":
            h_before = seen[-1] if seen else (np.zeros((n, size), x.dtype) if h0 is None else h0)
            h = logistic(-a[:, second] - s[:, second]) * g + z * h_before
        seen.append(h)
    return np.stack(seen, axis=1)


@KNOWN.of(
    "recurrent.embedding",
    last_gradient_wins=r"add\.at|overwr|\+=|last",
    gradient_averaged=r"dE|mean",
    scaled_by_the_root=r"root|sqrt|Vaswani",
)
def embedding(wrong, ids, E):
    out = E[ids]
    if wrong == "scaled_by_the_root":
        return out * math.sqrt(E.shape[1])

    def backward(g):
        dE = np.zeros_like(E)
        for place in np.ndindex(*ids.shape):
            if wrong == "last_gradient_wins":
                dE[ids[place]] = g[place]
            else:
                dE[ids[place]] += g[place]
        return dict(E=dE / ids.size if wrong == "gradient_averaged" else dE)

    return out, backward


@KNOWN.of(
    "attention.causal",
    strictly_before=r"tri|strict|itself",
    no_mask=r"causal|mask|everybody",
    scale_forgotten=r"-0\.5|scale",
)
def causal(wrong, Q, K, V):
    t, k = Q.shape[-2:]
    s = K.shape[-2]
    scores = Q @ np.swapaxes(K, -1, -2)
    if wrong != "scale_forgotten":
        scores = scores / math.sqrt(k)
    may = np.arange(s)[None] <= np.arange(t)[:, None]
    if wrong == "strictly_before":
        may = np.arange(s)[None] < np.arange(t)[:, None]
    if wrong == "no_mask":
        may = np.ones((t, s), bool)
    scores = np.where(may, scores, -np.inf)
    top = scores.max(-1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0))
    total = weights.sum(-1, keepdims=True)
    return weights / np.where(total == 0, 1, total) @ V


@KNOWN.of(
    "optimizers.adamw",
    decay_in_the_gradient=r"L2|adam|coupled|gradient",
    decay_not_times_the_rate=r"learning_rate|rate",
    decay_after_the_step=r"after|w_t|order|step",
)
def adamw(
    wrong, w, gradients, *, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.01
):
    m, v, path = 0 * w, 0 * w, []
    for t, g in enumerate(gradients, 1):
        if wrong == "decay_in_the_gradient":
            g = g + weight_decay * w
        m, v = m + (1 - beta1) * (g - m), beta2 * v + (1 - beta2) * g * g
        with np.errstate(all="ignore"):
            step = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
        if wrong == "decay_not_times_the_rate":
            w = w - learning_rate * step - weight_decay * w
        elif wrong == "decay_after_the_step":
            w = w - learning_rate * step
            w = w - learning_rate * weight_decay * w
        elif wrong == "decay_in_the_gradient":
            w = w - learning_rate * step
        else:
            w = w - learning_rate * (step + weight_decay * w)
        path.append(w)
    return np.array(path)


@KNOWN.of(
    "optimizers.momentum",
    rate_in_the_velocity=r"rate",
    averaged_velocity=r"1 − μ",
    nesterov_always=r"nesterov",
)
def momentum(wrong, w, gradients, rates=None, *, learning_rate=0.01, momentum=0.9):
    speed, path = np.zeros_like(w), []
    for t, g in enumerate(gradients):
        rate = learning_rate if rates is None else rates[t]
        if wrong == "rate_in_the_velocity":
            speed = momentum * speed - rate * g
            w = w + speed
        else:
            speed = momentum * speed + ((1 - momentum) * g if wrong == "averaged_velocity" else g)
            w = w - rate * (g + momentum * speed if wrong == "nesterov_always" else speed)
        path.append(w)
    return np.array(path)


@KNOWN.of(
    "optimizers.rmsprop",
    epsilon_in_the_root=r"epsilon|ε",
    root_forgotten=r"sqrt|root",
    squares_summed=r"1 - |sum|Adagrad",
)
def rmsprop(wrong, w, gradients, *, learning_rate=0.001, rho=0.9, epsilon=1e-8):
    mean, path = np.zeros_like(w), []
    for g in gradients:
        mean = rho * mean + (1 if wrong == "squares_summed" else 1 - rho) * g**2
        below = np.sqrt(mean) + epsilon
        if wrong == "epsilon_in_the_root":
            below = np.sqrt(mean + epsilon)
        if wrong == "root_forgotten":
            below = mean + epsilon
        w = w - learning_rate * g / below
        path.append(w)
    return np.array(path)


@KNOWN.of(
    "optimizers.adagrad",
    squares_not_summed=r"s \+=|s = ",
    summed_after_the_step=r"lines|order",
    initial_sum_ignored=r"initial_sum",
)
def adagrad(wrong, w, gradients, *, learning_rate=0.01, initial_sum=0.0, epsilon=1e-10):
    total = np.full_like(w, 0 if wrong == "initial_sum_ignored" else initial_sum)
    path = []
    for g in gradients:
        before = total
        total = g**2 if wrong == "squares_not_summed" else total + g**2
        used = before if wrong == "summed_after_the_step" else total
        with np.errstate(all="ignore"):
            w = w - learning_rate * g / (np.sqrt(used) + epsilon)
        path.append(w)
    return np.array(path)


@KNOWN.of(
    "metrics.precision_recall",
    exchanged=r"fp|fn|exchang|precision",
    threshold_included=r">=",
    threshold_ignored=r"threshold",
)
def precision_recall(wrong, z, y, *, threshold=0.5):
    if wrong == "threshold_ignored":
        threshold = 0.5
    said = z >= threshold if wrong == "threshold_included" else z > threshold
    right = float(np.sum(said & y))
    precision = right / max(float(np.sum(said)), 1)
    recall = right / max(float(np.sum(y)), 1)
    if wrong == "exchanged":
        precision, recall = recall, precision
    return dict(precision=z.dtype.type(precision), recall=z.dtype.type(recall))


@KNOWN.of(
    "schedules.warmup_cosine",
    cosine_counts_from_zero=r"- warmup|step",
    warmup_one_step_longer=r"<=|\+ 1|warmup",
    floor_ignored=r"floor",
)
def warmup_cosine(wrong, step, rate, *, warmup=1000, steps=10_000, start=0.0, floor=0.0):
    found = []
    for t in step:
        if t < warmup:
            length = warmup + 1 if wrong == "warmup_one_step_longer" else warmup
            found.append(float(rate) * (start + (1 - start) * t / length))
            continue
        since = t if wrong == "cosine_counts_from_zero" else t - warmup
        low = 0.0 if wrong == "floor_ignored" else floor
        found.append(low + (float(rate) - low) * (1 + math.cos(math.pi * min(since / steps, 1))) / 2)
    return np.array(found, rate.dtype)


@KNOWN.of(
    "pooling.avg_pool1d",
    sum_for_mean=r"share|size|times|sum|return 1 if",
    stride_ignored=r"stride",
    gradient_not_shared=r"share|dx|size",
)
def avg_pool1d(wrong, x, *, size=2, stride=None):
    jump = size if stride is None or wrong == "stride_ignored" else stride
    t = x.shape[1]
    count = (t - size) // jump + 1
    out = np.stack([x[:, i * jump : i * jump + size].sum(1) for i in range(count)], axis=1)
    if wrong != "sum_for_mean":
        out = out / size
    if wrong == "stride_ignored":
        return out

    def backward(g):
        dx = np.zeros_like(x)
        for i in range(count):
            part = (
                g[:, i : i + 1]
                if wrong in ("gradient_not_shared", "sum_for_mean")
                else g[:, i : i + 1] / size
            )
            dx[:, i * jump : i * jump + size] += part
        return dict(x=dx)

    return out, backward


@KNOWN.of(
    "convolution.conv1d",
    kernel_flipped=r"flip|::-1|W",
    padding_after_alone=r"before|after|padding",
    stride_ignored=r"stride",
)
def conv1d(wrong, x, W, b=None, *, stride=1, padding=0):
    if not isinstance(padding, int):
        raise NotImplementedError("padding is a number here")
    sides = (0, 2 * padding) if wrong == "padding_after_alone" else (padding, padding)
    x = np.pad(x, ((0, 0), sides, (0, 0)))
    kernel = W[::-1] if wrong == "kernel_flipped" else W
    jump = 1 if wrong == "stride_ignored" else stride
    count = (x.shape[1] - len(W)) // jump + 1
    out = np.zeros((len(x), count, W.shape[2]), x.dtype)
    for i in range(count):
        for j in range(len(W)):
            out[:, i] += x[:, i * jump + j] @ kernel[j]
    return out if b is None else out + b


@KNOWN.of(
    "regularization.mixup",
    labels_not_mixed=r"of_y|y\b|labels",
    share_the_other_way=r"1 - own|own|share",
    partner_gradient_forgotten=r"partner",
)
def mixup(wrong, x, y, share, partner, *, training=True):
    if not training:
        return dict(x_mixed=x, y_mixed=y), lambda dx, dy: dict(x=dx, y=dy)
    lam = 1 - share if wrong == "share_the_other_way" else share

    def mix(a):
        own = lam.reshape(-1, *[1] * (a.ndim - 1))
        return a * own + a[partner] * (1 - own)

    def back(g):
        own = lam.reshape(-1, *[1] * (g.ndim - 1))
        d = g * own
        if wrong != "partner_gradient_forgotten":
            np.add.at(d, partner, (1 - own) * g)
        return d

    mixed_y = y if wrong == "labels_not_mixed" else mix(y)
    back_y = (lambda g: g) if wrong == "labels_not_mixed" else back
    return dict(x_mixed=mix(x), y_mixed=mixed_y), lambda dx, dy: dict(x=back(dx), y=back_y(dy))
