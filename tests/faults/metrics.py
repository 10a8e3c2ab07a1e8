"""Mistakes that people make in metrics, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("a mean of the batches' means", "metrics.accuracy", "pytorch",
          "self.correct += (z.argmax(dim=1) == y).sum()\n        self.seen += len(y)",
          "self.correct += (z.argmax(dim=1) == y).double().mean()\n        self.seen += 1", "output value"),
    Fault("only the last batch", "metrics.accuracy", "pytorch", "self.seen += len(y)", "self.seen = len(y)",
          "output value"),
    Fault("the last of equal scores wins", "metrics.accuracy", "scratch", "np.argmax(z, axis=1)",
          "z.shape[1] - 1 - np.argmax(z[:, ::-1], axis=1)", "output value"),
    Fault("a tie counts whole", "metrics.roc_auc", "scratch", '"left")', '"right")', "output value"),
    Fault("negatives above positives", "metrics.roc_auc", "pytorch", "z[y, None] - z[None, ~y]",
          "z[None, ~y] - z[y, None]", "output value"),
]  # fmt: skip
