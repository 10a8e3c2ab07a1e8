r"""Early stopping: training ends when samples that are held out have not become better told for some epochs.

    v = E(w)                            after each epoch, on the samples that are held out
    v < v* − δ                          is better: v* ← v, w* ← w; the first epoch is the best so far, whatever its v
    ends where the last p epochs were not better

E is the cross-entropy, ``val_loss``, or the share of wrong answers, if ``val_accuracy`` is watched. What is trained is
logistic regression, on the first n (1 − validation_split) samples, rounded down, in the given order; the others are
held out. In the end the weights are w* again if ``restore_best``, else those of the last epoch. A patience p of 0 is
that of 1; what is no number is never better.

Axes: n samples, d features. Returns the final w and b, and for each epoch that ran: loss, the mean loss of the samples
to train on as their minibatches saw it, val_loss and val_accuracy. ValueError where the split leaves a side empty.

Source: Prechelt, *Early Stopping – But When?*, in: Neural Networks: Tricks of the Trade, 1998; Goodfellow, Bengio &
Courville, *Deep Learning*, 2016, algorithm 7.1.
"""

import numpy as np

from scratch.checked import checked
from scratch.linear.logistic_regression import logistic_regression
from scratch.linear.logistic_regression import predict as logit
from scratch.losses.binary_cross_entropy import binary_cross_entropy
from scratch.signature import Count, Fixed, Float, Literal, NotNegative, Probability, Run, Share


@checked
def early_stopping(
    x: Fixed["n d"],
    y: Probability["n"],
    w: Float["d"],
    b: Float[""],
    *,
    monitor: Literal["val_loss", "val_accuracy"] = "val_loss",
    patience: Count = 5,
    min_delta: NotNegative = 0.0,
    restore_best=True,
    validation_split: Share = 0.25,
    learning_rate=0.1,
    batch_size=32,
    epochs=100,
) -> Run:
    split = int(len(x) * (1 - validation_split))
    if not 0 < split < len(x):
        raise ValueError(
            f"early_stopping: validation_split is {validation_split}; of n = {len(x)} samples that leaves none "
            + ("to train on" if split == 0 else "out")
        )
    (x_train, x_held), (y_train, y_held) = np.split(x, [split]), np.split(y, [split])
    history, since = dict(loss=[], val_loss=[], val_accuracy=[]), 0
    for epoch in range(epochs):
        run = logistic_regression(
            x_train, y_train, w, b, learning_rate=learning_rate, batch_size=batch_size, epochs=1
        )
        w, b = run["w"], run["b"]
        z = logit(x_held, w, b)
        v, _ = binary_cross_entropy(z[:, None], y_held[:, None])
        right = np.mean((z > 0) == y_held)
        for name, value in zip(history, (run["loss"][0], v, right), strict=True):
            history[name].append(value)

        if monitor == "val_accuracy":
            v = 1 - right
        since += 1
        if epoch == 0 or v < best[0] - min_delta:
            best, since = (v, w, b), 0
        elif since >= patience:
            break
    if restore_best:
        _, w, b = best
    return dict(w=w, b=b) | {name: np.array(values, x.dtype) for name, values in history.items()}


@checked
def predict(x: Fixed["n d"], w: Float["d"], b: Float[""]):
    """Return the logit z of each sample (n); it is positive where y = 1 is the likelier."""
    return logit(x, w, b)
