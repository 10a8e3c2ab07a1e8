"""Mistakes that people make in regularization, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("those that stay are not made larger", "regularization.dropout", "scratch", "x * kept * larger", "x * kept",
          "output y"),
    Fault("the gradient passes what was left out", "regularization.dropout", "scratch", "dy * kept * larger",
          "dy * larger", "dx"),
    Fault("rate is the share that stays", "regularization.dropout", "scratch", "rng.random(shape) >= rate",
          "rng.random(shape) < rate", "mean of kept", "scratch"),
    Fault("whole rows are left out", "regularization.dropout", "scratch", "rng.random(shape) >= rate",
          "rng.random((*shape[:-1], *[1][: len(shape)])) + 0 * rng.random(shape) >= rate",
          "independence of kept", "scratch"),
    Fault("rate is the share that stays", "regularization.dropout", "pytorch", "nn.Dropout(rate)",
          "nn.Dropout(1 - rate)", "mean of kept"),
    Fault("whole rows are left out", "regularization.dropout", "keras", "keras.layers.Dropout(rate)",
          "keras.layers.Dropout(rate, noise_shape=(64, 1))", "independence of kept"),
    Fault("nothing is left out", "regularization.dropout", "keras", "keras.layers.Dropout(rate)",
          "keras.layers.Identity()", "mean of kept"),
    Fault("left out in inference, too", "regularization.dropout", "scratch",
          "if not training:", "if False:", "output y"),
    Fault("the same noise for all rows", "regularization.gaussian_noise", "pytorch", "torch.randn_like(x)",
          "torch.randn_like(x[:1])", "independence of noise"),
    Fault("noise that is uniform", "regularization.gaussian_noise", "pytorch", "torch.randn_like(x)",
          "(2 * torch.rand_like(x) - 1) * 3**0.5", "distribution of noise"),
    Fault("noise in inference, too", "regularization.gaussian_noise", "pytorch", "if self.training else x",
          "if True else x", "output y"),
    Fault("noise with its variance for its deviation", "regularization.gaussian_noise", "keras",
          "GaussianNoise(deviation)", "GaussianNoise(deviation**2)", "variance of noise"),
]  # fmt: skip
