"""Right implementations as people write them in NumPy; none shares a line with scratch."""

import numpy as np


def logistic(a):
    return 1 / (1 + np.exp(-a))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    s = e / e.sum(-1, keepdims=True)

    def backward(dy):
        return s * (dy - (dy * s).sum(-1, keepdims=True))

    return s, backward


def mse(y_pred, y_true):
    d = y_pred - y_true
    return (d**2).mean(), 2 * d / d.size


def cross_entropy(logits, labels):
    z = logits - logits.max(1, keepdims=True)
    lp = z - np.log(np.exp(z).sum(1, keepdims=True))
    n = len(labels)
    g = np.exp(lp)
    g[np.arange(n), labels] -= 1
    return -lp[np.arange(n), labels].mean(), g / n


class Dense:
    def __init__(self, n_in, n_out):
        self.W, self.b = np.random.randn(n_in, n_out) * 0.1, np.zeros(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        rows, grads = self.x.reshape(-1, self.x.shape[-1]), dout.reshape(-1, dout.shape[-1])
        self.dW, self.db = rows.T @ grads, grads.sum(0)
        return dout @ self.W.T


class LSTM:
    def __init__(self, input_size, hidden_size):
        self.H = H = hidden_size
        self.params = dict(
            Wx=np.random.randn(input_size, 4 * H), Wh=np.random.randn(H, 4 * H), b=np.zeros(4 * H)
        )

    def forward(self, x):
        (N, T, _), H, p = x.shape, self.H, self.params
        h = c = np.zeros((N, H), x.dtype)
        self.cache, out = [], []
        for t in range(T):
            a = x[:, t] @ p["Wx"] + h @ p["Wh"] + p["b"]
            i, f, o = (logistic(a[:, k * H : (k + 1) * H]) for k in range(3))
            g = np.tanh(a[:, 3 * H :])
            self.cache.append((x[:, t], h, c, i, f, o, g))
            c = f * c + i * g
            h = o * np.tanh(c)
            out.append(h)
        return np.stack(out, 1)

    def backward(self, dout):
        p = self.params
        self.grads = {key: np.zeros_like(value) for key, value in p.items()}
        dh = dc = np.zeros_like(dout[:, 0])
        dx = []
        for t in reversed(range(dout.shape[1])):
            x, hp, cp, i, f, o, g = self.cache[t]
            tc = np.tanh(f * cp + i * g)
            dht = dout[:, t] + dh
            dct = dc + dht * o * (1 - tc**2)
            da = [dct * g * i * (1 - i), dct * cp * f * (1 - f), dht * tc * o * (1 - o), dct * i * (1 - g**2)]
            da = np.concatenate(da, 1)
            self.grads["Wx"] += x.T @ da
            self.grads["Wh"] += hp.T @ da
            self.grads["b"] += da.sum(0)
            dx.append(da @ p["Wx"].T)
            dh, dc = da @ p["Wh"].T, dct * f
        return np.stack(dx[::-1], 1)


class LSTMOfGates:
    """The LSTM of a textbook: a matrix for each gate, which is fed h and x at once."""

    def __init__(self, n_in, n_hidden):
        self.nh = n_hidden
        for gate in "fioc":
            setattr(self, f"W{gate}", np.random.randn(n_in + n_hidden, n_hidden))
            setattr(self, f"b{gate}", np.zeros(n_hidden))

    def forward(self, x):
        h = c = np.zeros((len(x), self.nh))
        out = []
        for t in range(x.shape[1]):
            z = np.concatenate([h, x[:, t]], 1)
            f, i, o = (logistic(z @ getattr(self, f"W{g}") + getattr(self, f"b{g}")) for g in "fio")
            c = f * c + i * np.tanh(z @ self.Wc + self.bc)
            h = o * np.tanh(c)
            out.append(h)
        return np.stack(out, 1)


def gru(x, Wx, Wh, bx, bh):
    H, h, out = len(Wh), np.zeros((len(x), len(Wh))), []
    for t in range(x.shape[1]):
        a, s = x[:, t] @ Wx + bx, h @ Wh + bh
        z, r = logistic(a[:, :H] + s[:, :H]), logistic(a[:, H : 2 * H] + s[:, H : 2 * H])
        h = (1 - z) * np.tanh(a[:, 2 * H :] + r * s[:, 2 * H :]) + z * h
        out.append(h)
    return np.array(out).transpose(1, 0, 2)


def conv2d(x, W, b, stride=1, padding=0):
    p, q, _, k = W.shape
    X = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    R, S = (X.shape[1] - p) // stride + 1, (X.shape[2] - q) // stride + 1
    y = np.zeros((len(x), R, S, k), x.dtype) + b

    def at(i, j):
        rows, columns = (slice(n, n + (size - 1) * stride + 1, stride) for n, size in ((i, R), (j, S)))
        return slice(None), rows, columns

    for i in range(p):
        for j in range(q):
            y += X[at(i, j)] @ W[i, j]

    def backward(dy):
        dX, dW = np.zeros_like(X), np.zeros_like(W)
        for i in range(p):
            for j in range(q):
                dX[at(i, j)] += dy @ W[i, j].T
                dW[i, j] = np.einsum("nrsc,nrsk->ck", X[at(i, j)], dy)
        inner = slice(padding, padding + x.shape[1]), slice(padding, padding + x.shape[2])
        return dict(x=dX[:, inner[0], inner[1]], W=dW, b=dy.sum((0, 1, 2)))

    return y, backward


def conv_of_loops(x, w, b, stride=1, pad=0):
    """Channels first, and a cache in the place of a way back."""
    (N, _, H, W), (F, _, HH, WW) = x.shape, w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows, columns = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    out = np.zeros((N, F, rows, columns))
    for n in range(N):
        for f in range(F):
            for i in range(rows):
                for j in range(columns):
                    window = xp[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
                    out[n, f, i, j] = (window * w[f]).sum() + b[f]
    return out, (x, w, b)


def batch_norm(x, gamma, beta, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    axes, n = tuple(range(x.ndim - 1)), x.size // x.shape[-1]
    if training:
        mu, var = x.mean(axes), x.var(axes)
        running_mean = (1 - momentum) * running_mean + momentum * mu
        running_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    else:
        mu, var = running_mean, running_var
    return gamma * (x - mu) / np.sqrt(var + eps) + beta, running_mean, running_var


def attention(q, k, v):
    s = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(-1, keepdims=True))
    weights = e / e.sum(-1, keepdims=True)
    return weights @ v, weights


def adam(w, grads, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m, v, path = 0 * w, 0 * w, []
    for t, g in enumerate(grads, 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        w = w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
        path.append(w)
    return path


def linear_regression(X, y, w, b, lr=0.01, epochs=100, batch_size=32):
    losses = []
    for _ in range(epochs):
        total = 0
        for i in range(0, len(X), batch_size):
            xb, yb = X[i : i + batch_size], y[i : i + batch_size]
            error = xb @ w + b - yb
            total += (error**2).sum()
            w, b = w - lr * 2 * xb.T @ error / len(xb), b - lr * 2 * error.mean()
        losses.append(total / len(X))
    return {"w": w, "b": b, "loss": losses}


def accuracy(y_true, y_pred):
    return (y_pred.argmax(1) == y_true).mean()


def cosine(step, rate, steps=1000, floor=0.0):
    return floor + (rate - floor) * (1 + np.cos(np.pi * min(step, steps) / steps)) / 2


def he(shape, rng):
    return rng.standard_normal(shape) * np.sqrt(2 / np.prod(shape[:-1]))


def dropout(x, mask, p=0.5, training=True):
    return x * mask / (1 - p) if training else x


RIGHT = {
    "activations.softmax": softmax,
    "losses.mean_squared_error": mse,
    "losses.sparse_categorical_cross_entropy": cross_entropy,
    "linear.dense": Dense,
    "recurrent.lstm": LSTM,
    "recurrent.gru": gru,
    "convolution.conv2d": conv2d,
    "normalization.batch_norm": batch_norm,
    "attention.dot_product": attention,
    "optimizers.adam": adam,
    "linear.linear_regression": linear_regression,
    "metrics.accuracy": accuracy,
    "schedules.cosine_decay": cosine,
    "initializers.he_normal": he,
}
