r"""XOR network: the smallest problem that no line solves, solved by one hidden layer.

    Z₁ = x W₁ + b₁         A₁ = tanh(Z₁)                         forward, layer by layer
    z = A₁ w₂ + b₂         p = σ(z)                              the probability that y = 1
    L = mean_n [log(1 + eᶻ) − y z]

    dz = (p − y) / n       dw₂ = A₁ᵀ dz        db₂ = Σ_n dz      backward, in the opposite order
    dA₁ = dz w₂ᵀ           dZ₁ = dA₁ ⊙ (1 − A₁²)
                           dW₁ = xᵀ dZ₁        db₁ = Σ_n dZ₁
    each weight ← weight − α gradient                            all four points in every step

The code writes L and p − y as the binary cross-entropy does, so that no digit is lost where p rounds to 1.

Axes: the four points with two inputs, h hidden units. Returns the final W1, b1, w2, b2, and loss at
each step (epochs).

Source: Rumelhart, Hinton & Williams, *Learning internal representations by error propagation*,
in *Parallel Distributed Processing* 1, 1986, which solves XOR with sigmoids and the squared error;
Minsky & Papert, *Perceptrons*, 1969, for why one neuron cannot.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Probability, Run


@checked
def xor_mlp(
    x: Fixed["4 2"],
    y: Probability["4"],
    W1: Float["2 h"],
    b1: Float["h"],
    w2: Float["h"],
    b2: Float[""],
    *,
    learning_rate=0.5,
    epochs=100,
) -> Run:
    loss = np.zeros(epochs, x.dtype)
    for epoch in range(epochs):
        A1 = np.tanh(x @ W1 + b1)
        z = A1 @ w2 + b2
        e = np.exp(-np.abs(z))
        far = ~np.signbit(z) - y  # from the answer that z leans to: p − y without what e adds
        loss[epoch] = np.mean(np.abs(z * far) + np.log1p(e))

        dz = (far - np.copysign(e / (1 + e), z)) / len(z)
        dw2 = A1.T @ dz
        db2 = dz.sum()
        dA1 = dz[:, None] * w2
        dZ1 = dA1 * (1 - A1**2)
        dW1 = x.T @ dZ1
        db1 = dZ1.sum(axis=0)

        W1 = W1 - learning_rate * dW1
        b1 = b1 - learning_rate * db1
        w2 = w2 - learning_rate * dw2
        b2 = b2 - learning_rate * db2
    return dict(W1=W1, b1=b1, w2=w2, b2=b2, loss=loss)


@checked
def predict(x: Fixed["n 2"], W1: Float["2 h"], b1: Float["h"], w2: Float["h"], b2: Float[""]):
    """Return the logit z of each point (n); it is positive where y = 1 is the likelier."""
    return np.tanh(x @ W1 + b1) @ w2 + b2
