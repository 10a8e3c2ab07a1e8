"""Mistakes that people make in whole models, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("logits not shifted", "models.mlp", "scratch", "            Z2 -= Z2.max(axis=1, keepdims=True)\n", "",
          "output W1"),
    Fault("a ReLU that ends at 6", "models.mlp", "scratch", "np.clip(x_batch @ W1 + b1, 0, np.inf)",
          "np.clip(x_batch @ W1 + b1, 0, 6)", "output W1"),
    Fault("weights updated before their gradient is passed on", "models.mlp", "scratch", "dA1 = dZ2 @ W2.T",
          "dA1 = dZ2 @ (W2 - learning_rate * dW2).T", "output W1"),
    Fault("ReLU forgotten on the way back", "models.mlp", "scratch", "dA1 * (A1 > 0)", "dA1", "output W1"),
    Fault("momentum where there is none", "models.mlp", "keras", "SGD(learning_rate)", "SGD(learning_rate, 0.1)",
          "output W1"),
    Fault("sigmoid for tanh", "models.xor_mlp", "keras", '"tanh"', '"sigmoid"', "output W1"),
]  # fmt: skip
