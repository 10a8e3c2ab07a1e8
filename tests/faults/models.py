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
    Fault("a layer left out on the way back", "models.deep_mlp", "scratch", "chain(relu, chain(dense, h, W3, b3))",
          "chain(relu, dense(h, W3, b3)[0])", "output W1"),
    Fault("velocity as in Nesterov's rule", "models.deep_mlp", "pytorch", "momentum=momentum",
          "momentum=momentum, nesterov=momentum > 0", "output W1"),
    Fault("momentum forgotten", "models.deep_mlp", "scratch", "momentum * v[name] + ", "", "output W1",
          helper="training"),
    Fault("channels flattened as in the other framework", "models.lenet", "declaration", "(s j) h -> h (j s)",
          "(s j) h -> h (s j)", "output K1"),
    Fault("maxima in the place of means", "models.lenet", "keras", "AveragePooling2D", "MaxPooling2D", "output K1"),
    Fault("what skips the block sends nothing back", "models.residual_net", "scratch", "chain(add, h, r)",
          "h + r", "output K0"),
    Fault("running means kept too long", "models.residual_net", "keras", "momentum=0.9", "momentum=0.99",
          "output mean0"),
    Fault("inference by the minibatch's own statistics", "models.residual_net", "scratch", "training=training",
          "training=True", "output prediction"),
    Fault("sigmoid for tanh", "models.xor_mlp", "keras", '"tanh"', '"sigmoid"', "output W1"),
    Fault("the sum of the squares for their mean", "models.autoencoder", "pytorch", "nn.MSELoss()",
          'nn.MSELoss(reduction="sum")', "output W1"),
]  # fmt: skip
