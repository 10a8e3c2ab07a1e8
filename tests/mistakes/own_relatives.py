"""Well-known other forms of concepts, as people write them: each is paired with what is said of it."""

import math
from collections.abc import Callable

import numpy as np

RELATIVES: list[tuple[str, str, Callable]] = []


def of(concept: str, text: str):
    """Return the decorator that notes a function of the concept's arrays and settings by name."""

    def note(function):
        RELATIVES.append((concept, text, function))
        return function

    return note


def logistic(v):
    small = np.exp(-np.abs(v))
    return np.where(v >= 0, 1, small) / (1 + small)


def reduced(losses, reduction):
    return {"mean": losses.mean, "sum": losses.sum, "none": lambda: losses}[reduction]()


def normal_below(x):
    return np.vectorize(lambda v: math.erfc(-v / math.sqrt(2)) / 2)(x)


@of("activations.gelu", "Φ is approximated by a tanh")
def gelu_of_gpt2(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


@of("activations.gelu", "Φ is approximated by σ(1.702 x)")
def gelu_of_clip(x):
    return x / (1 + np.exp(-1.702 * x))


@of("activations.gelu_tanh", "Φ is taken exactly, by the error function")
def gelu_by_erf(x):
    return x * normal_below(x)


@of("activations.silu", "it is Mish")
def mish(x):
    return x * np.tanh(np.log1p(np.exp(x)))


@of("activations.hard_sigmoid", "it is the older one, 0.2 x + 0.5 (Keras 2, Theano)")
def hard_sigmoid_of_keras_2(x):
    return np.minimum(1, np.maximum(0, x / 5 + 0.5))


@of("activations.softmax", "it is the logarithm, log softmax")
def log_softmax(x, axis):
    x = x - x.max(axis, keepdims=True)
    return x - np.log(np.exp(x).sum(axis, keepdims=True))


@of("losses.hinge", "it is squared")
def squared_hinge(z, y, reduction):
    return reduced(np.square(np.maximum(0, 1 - y * z)), reduction)


@of("losses.squared_hinge", "it is not squared")
def plain_hinge(z, y, reduction):
    return reduced(np.maximum(0, 1 - y * z), reduction)


@of("losses.mean_squared_error", "the root is taken of it")
def rmse(y_hat, y, reduction):
    return np.sqrt(reduced((y_hat - y) ** 2, reduction))


@of("losses.mean_absolute_error", "it is the mean squared error")
def mse(y_hat, y, reduction):
    return reduced((y_hat - y) ** 2, reduction)


@of("losses.label_smoothing", "ε is shared among the k − 1 other classes")
def smoothed_among_others(z, y, epsilon, reduction):
    k = z.shape[-1]
    soft = np.where(y == 1, 1 - epsilon, epsilon / (k - 1)) if k > 1 else y
    soft = (1 - epsilon) * y + (1 - y) * epsilon / (k - 1)
    return reduced(-(soft * log_softmax(z, -1)).sum(-1), reduction)


@of("losses.categorical_cross_entropy", "softmax is taken twice")
def cross_entropy_of_softmax(z, y, reduction):
    p = np.exp(log_softmax(z, -1))
    return reduced(-(y * log_softmax(p, -1)).sum(-1), reduction)


@of("losses.sparse_categorical_cross_entropy", "softmax is taken twice")
def sparse_cross_entropy_of_softmax(z, y, reduction):
    logs = log_softmax(np.exp(log_softmax(z, -1)), -1)
    return reduced(-np.take_along_axis(logs, y[..., None], -1)[..., 0], reduction)


@of("losses.cosine_similarity", "it is the distance, 1 − cos")
def cosine_distance(y_hat, y, axis, reduction):
    lengths = np.sqrt((y_hat**2).sum(axis)) * np.sqrt((y**2).sum(axis))
    return reduced(1 - (y_hat * y).sum(axis) / lengths, reduction)


@of("losses.gaussian_nll", "σ² is taken for σ")
def likelihood_of_deviation(y_hat, y, sigma2, epsilon, reduction):
    s = np.maximum(sigma2, epsilon)
    return reduced(np.log(s) + (y - y_hat) ** 2 / (2 * s**2), reduction)


@of("losses.dice", "there are squares below (V-Net)")
def dice_of_v_net(y_hat, y, epsilon, reduction):
    over = tuple(range(1, y.ndim))
    below = (y_hat**2).sum(over) + (y**2).sum(over) + epsilon
    return reduced(1 - 2 * (y_hat * y).sum(over) / below, reduction)


@of("losses.dice", "it is the Jaccard loss, of intersection over union")
def jaccard(y_hat, y, epsilon, reduction):
    over = tuple(range(1, y.ndim))
    both = (y_hat * y).sum(over)
    return reduced(1 - both / (y_hat.sum(over) + y.sum(over) - both + epsilon), reduction)


@of("normalization.layer_norm", "the variance divides by k − 1")
def layer_norm_of_torch_std(x, gamma, beta, epsilon):
    var = x.var(-1, ddof=1, keepdims=True)
    return gamma * (x - x.mean(-1, keepdims=True)) / np.sqrt(var + epsilon) + beta


@of("normalization.layer_norm", "x̂ is over s + ε, and s² divides by k − 1 (The Annotated Transformer)")
def annotated_layer_norm(x, gamma, beta, epsilon):
    std = x.std(-1, ddof=1, keepdims=True)
    return gamma * (x - x.mean(-1, keepdims=True)) / (std + epsilon) + beta


@of("normalization.rms_norm", "the mean is taken off: it is layer normalization")
def rms_norm_that_centres(x, gamma, epsilon):
    return gamma * (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + epsilon)


@of("normalization.rms_norm", "the gain is 1 + γ, as in Gemma")
def rms_norm_of_gemma(x, gamma, epsilon):
    return x / np.sqrt(np.mean(x * x, -1, keepdims=True) + epsilon) * (1.0 + gamma)


@of("attention.dot_product", "it is causal: nobody attends to what is later")
def attention_of_a_decoder(Q, K, V):
    scores = Q @ K.swapaxes(1, 2) / math.sqrt(K.shape[2])
    scores[:, np.arange(K.shape[1])[None] > np.arange(Q.shape[1])[:, None]] = -np.inf
    return np.exp(log_softmax(scores, -1)) @ V


@of("attention.causal", "it is not causal: everybody attends to all")
def attention_of_an_encoder(Q, K, V):
    return np.exp(log_softmax(Q @ K.swapaxes(2, 3) / math.sqrt(K.shape[3]), -1)) @ V


@of("attention.sinusoidal_positions", "the sines come first and the cosines after them (tensor2tensor)")
def positions_of_tensor2tensor(x, base):
    steps, size = x.shape[1:]
    angles = np.outer(np.arange(steps), base ** (-2 * np.arange((size + 1) // 2) / size))
    return x + np.hstack([np.sin(angles), np.cos(angles)])[:, :size]


@of("recurrent.gru", "the reset gate acts before the product (Cho et al. 2014)")
def gru_of_cho(x, U, W, b_x, b_h):
    size = len(U)
    h, seen = np.zeros((len(x), size)), []
    for t in range(x.shape[1]):
        z = x[:, t] @ W + b_x + b_h
        r, u = (
            logistic(z[:, k * size : (k + 1) * size] + h @ U[:, k * size : (k + 1) * size]) for k in (0, 1)
        )
        g = np.tanh(z[:, 2 * size :] + (r * h) @ U[:, 2 * size :])
        h = u * h + (1 - u) * g
        seen.append(h)
    return np.stack(seen, 1)


@of("recurrent.gru_reset_before", "the reset gate acts after the product (cuDNN, PyTorch, Keras)")
def gru_of_cudnn(x, U, W, b):
    size = len(U)
    h, seen = np.zeros((len(x), size)), []
    for t in range(x.shape[1]):
        a, s = x[:, t] @ W + b, h @ U
        r, u = (logistic((a + s)[:, k * size : (k + 1) * size]) for k in (0, 1))
        g = np.tanh(a[:, 2 * size :] + r * s[:, 2 * size :])
        h = u * h + (1 - u) * g
        seen.append(h)
    return np.stack(seen, 1)


@of("recurrent.lstm", "the gates are coupled: f is 1 − i")
def coupled_lstm(x, U, W, b):
    size = len(U)
    h = c = np.zeros((len(x), size))
    seen = []
    for t in range(x.shape[1]):
        z = x[:, t] @ W + h @ U + b
        i, o = logistic(z[:, :size]), logistic(z[:, 3 * size :])
        c = (1 - i) * c + i * np.tanh(z[:, 2 * size : 3 * size])
        h = o * np.tanh(c)
        seen.append(h)
    return dict(h=np.stack(seen, 1), c=c)


@of("recurrent.embedding", "every row is multiplied by √d (Vaswani et al. 2017)")
def embedding_of_a_transformer(ids, E):
    return math.sqrt(E.shape[1]) * np.array([[E[each] for each in row] for row in ids])


def adam_like(w, gradients, learning_rate, beta1, beta2, epsilon, step_of):
    m = v = np.zeros_like(w)
    path = []
    for t, g in enumerate(gradients, 1):
        w, m, v = step_of(t, w, g, m, v)
        path.append(w)
    return np.array(path)


@of("optimizers.adam", "neither mean is corrected for its start at 0")
def adam_without_correction(w, gradients, learning_rate, beta1, beta2, epsilon):
    def step(t, w, g, m, v):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        return w - learning_rate * m / (np.sqrt(v) + epsilon), m, v

    return adam_like(w, gradients, learning_rate, beta1, beta2, epsilon, step)


@of("optimizers.adamw", "λ w is part of the gradient: that is L2, and Adam")
def adam_with_l2(w, gradients, learning_rate, beta1, beta2, epsilon, weight_decay):
    def step(t, w, g, m, v):
        g = g + weight_decay * w
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v

    return adam_like(w, gradients, learning_rate, beta1, beta2, epsilon, step)


@of("optimizers.adamw", "the decay is not multiplied by the rate")
def adamw_of_the_paper(w, gradients, learning_rate, beta1, beta2, epsilon, weight_decay):
    def step(t, w, g, m, v):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return (1 - weight_decay) * w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v

    return adam_like(w, gradients, learning_rate, beta1, beta2, epsilon, step)


@of("optimizers.momentum", "the velocity is a mean: the gradient counts 1 − μ")
def momentum_of_a_course(w, gradients, learning_rate, momentum):
    speed, path = 0, []
    for g in gradients:
        speed = momentum * speed + (1 - momentum) * g
        w = w - learning_rate * speed
        path.append(w)
    return np.array(path)


@of("pooling.max_pool2d", "it is the mean of every window: average pooling")
def mean_pool(x, size):
    n, h, w, c = x.shape
    return (
        x[:, : h // size * size, : w // size * size]
        .reshape(n, h // size, size, w // size, size, c)
        .mean((2, 4))
    )
