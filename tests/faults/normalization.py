"""Mistakes that people make in normalization, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("biased running variance", "normalization.batch_norm", "scratch", "share * sigma2 * m / (m - 1)",
          "share * sigma2", "output var"),
    Fault("the first batch counts twice", "normalization.batch_norm", "scratch", "share = 1 / (batches + 1)",
          "share = 1 / (batches + 2)", "output mean"),
    Fault("batches not counted", "normalization.batch_norm", "pytorch", "normalize.num_batches_tracked.fill_(batches)",
          "pass", "output mean"),
    Fault("scaled where there is no scale", "normalization.batch_norm", "keras", "scale=with_gamma", "scale=True",
          "trainable weight"),
    Fault("normalized in place, where nothing is scaled", "normalization.batch_norm", "scratch", "x_hat.copy()",
          "x_hat", "dx"),
    Fault("momentum the other way round", "normalization.batch_norm", "keras", "momentum=1 - momentum",
          "momentum=momentum", "output mean"),
    Fault("mean taken for a constant", "normalization.batch_norm", "scratch", "            dx -= wide(dbeta / m)\n",
          "", "dx"),
    Fault("epsilon outside the root", "normalization.batch_norm", "scratch", "1 / np.sqrt(sigma2 + epsilon)",
          "1 / (np.sqrt(sigma2) + epsilon)", "output y"),
    Fault("running statistics in training", "normalization.batch_norm", "scratch", "    if training:\n        mu =",
          "    if not training:\n        mu =", "output y"),
    Fault("variance taken for its root", "normalization.batch_norm", "scratch", "x - wide(mean), var",
          "x - wide(mean), var**2", "output y"),
    Fault("the running mean forgotten", "normalization.batch_norm", "scratch", "return dict(y=y, mean=mean, var=var)",
          "return dict(y=y, var=var)", "mean"),
    Fault("channels not moved", "normalization.batch_norm", "declaration", 'y="n ... c -> n c ..."',
          'y="n ... c -> n ... c"', "output y"),
]  # fmt: skip
