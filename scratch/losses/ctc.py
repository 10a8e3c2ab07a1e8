r"""Connectionist temporal classification: how surprising a sequence of labels is, read off frames at whatever pace.

An alignment gives each frame a label or the blank; to read it, drop what repeats, then the blanks. All alignments that
read y count, and dynamic programming sums them up. With l the labels and a blank around each, 2s + 1 in all,

    log p = log-softmax(z)
    α_t(j) = log Σ e^{α_{t−1}(i)} + log p_t(l_j)        i ∈ {j, j − 1} and j − 2, where l_j is no blank and not l_{j−2}
    β_t(i) = log Σ e^{β_{t+1}(j) + log p_{t+1}(l_j)}    over the same steps, i to j
    l = −log Σ e^{α(j)}        L = mean_n l             the last frame, its j the last label or the blank behind it

    γ_t(j) = e^{α_t(j) + β_t(j) + l}                    the share of alignments that are at j then
    dz_t = dl (p_t − Σ_j γ_t(j) e_{l_j})

Where no alignment reads y, as it has more labels than there are frames, with a blank between any two that are equal, l
is ∞ and has no gradient: NaN. With zero_infinity both are 0.

NumPy lacks an operation that goes along time: every frame takes a dozen small ones, of all sequences at once.

Axes: n sequences of t frames, k classes, the blank among them; s labels. frames and labels are how many of each there
are, all if they are not given: what is behind does not count. Returns one number; of ``reduction`` none, the loss of
each sequence. ValueError where there are more than t or s, and for a blank among the labels.

Source: Graves, Fernández, Gomez & Schmidhuber, *Connectionist Temporal Classification: Labelling Unsegmented Sequence
Data with Recurrent Neural Networks*, ICML 2006, sections 3 and 4, equations 5 to 15.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import log_softmax
from scratch.reduction import Reduction, reduced
from scratch.signature import Count, Differentiable, Float, Int


@checked
def ctc(
    z: Float["n t k"],
    y: Int["n s", "k"],
    frames: Int["n"] | None = None,
    labels: Int["n"] | None = None,
    *,
    blank: Count = 0,
    reduction: Reduction = "mean",
    zero_infinity=False,
) -> Differentiable:
    (n, t, k), s = z.shape, y.shape[1]
    frames, labels = (
        np.full(n, most) if given is None else given for given, most in ((frames, t), (labels, s))
    )
    demand_labels(y, frames, labels, t, k, blank)
    log_p, p = log_softmax(z)
    l = np.full((n, 2 * s + 1), blank)
    l[:, 1::2] = y
    skips = (l != blank) & (l != shifted(l, 2, blank))
    at = np.take_along_axis(log_p, np.broadcast_to(l[:, None], (n, t, 2 * s + 1)), axis=2)  # log p_t(l_j)
    first, last = ends(skips, labels, z.dtype)

    alpha = np.empty_like(at)
    alpha[:, 0] = first + at[:, 0]
    for now in range(1, t):
        alpha[:, now] = stepped(alpha[:, now - 1], skips) + at[:, now]
    reading = np.take_along_axis(alpha, np.clip(frames - 1, 0, t)[:, None, None], axis=1)[:, 0] + last
    losses = -log_of_sum(reading.T)
    unread = losses == np.inf
    loss, share = reduced(np.where(unread, 0, losses) if zero_infinity else losses, reduction)

    def backward(dloss):
        beta = np.empty_like(at)
        for now in reversed(range(t)):
            after = stepped_back(beta[:, now + 1] + at[:, now + 1], skips) if now < t - 1 else last
            beta[:, now] = np.where(now == frames[:, None] - 1, last, after)
        there = np.arange(t) < frames[:, None]
        with np.errstate(invalid="ignore"):
            gamma = np.where(there[..., None], np.exp(alpha + beta + losses[:, None, None]), 0)
        dz = np.where(there[..., None], p, 0)
        sequence, frame = np.indices((n, t))[..., None]
        np.add.at(dz, (sequence, frame, l[:, None]), -gamma)
        of_unread = 0 if zero_infinity else np.nan
        return dict(
            z=np.where(unread[:, None, None] & there[..., None], of_unread, dz * share(dloss)[:, None, None])
        )

    return loss, backward


def stepped(alpha, skips):
    """Return log Σ e^α over the places i from which a step leads to j."""
    jump = np.where(skips, shifted(alpha, 2, -np.inf), -np.inf)
    return log_of_sum(np.stack([alpha, shifted(alpha, 1, -np.inf), jump]))


def stepped_back(after, skips):
    """Return log Σ e^after over the places j to which a step leads from i."""
    jump = shifted(np.where(skips, after, -np.inf), -2, -np.inf)
    return log_of_sum(np.stack([after, shifted(after, -1, -np.inf), jump]))


@np.errstate(divide="ignore")
def log_of_sum(terms):
    """Return log Σ e^terms over the first axis, −∞ where all are: np.logaddexp, which adds two, takes twice as long."""
    most = np.clip(terms.max(axis=0), np.finfo(terms.dtype).min, np.inf)
    return most + np.log(np.exp(terms - most).sum(axis=0))


def shifted(x, by, fill):
    """Return x moved by so many places along its last axis, and what fills up."""
    moved = np.full_like(x, fill)
    if by > 0:
        moved[..., by:] = x[..., :-by]
    else:
        moved[..., :by] = x[..., -by:]
    return moved


def ends(skips, labels, dtype):
    """Return the logarithms of whether an alignment may begin at j, and whether it may end there."""
    j, last = np.arange(skips.shape[1]), 2 * labels[:, None]
    begins, stops = np.broadcast_to(j < 2, skips.shape), (j == last) | (j == last - 1)
    return (np.where(may, 0, -np.inf).astype(dtype) for may in (begins, stops))


def demand_labels(y, frames, labels, t, k, blank):
    """Raise ValueError for no frames, for a blank that is no class or a label, and for more than there are."""
    if not t:
        raise ValueError("ctc: z has t = 0 frames; allowed are 1 and more")
    if blank >= k:
        raise ValueError(f"ctc: blank is {blank}; allowed are 0 to {k - 1}, the classes of z")
    for name, given, least, most in (("frames", frames, 1, t), ("labels", labels, 0, y.shape[1])):
        if given.size and (given.min() < least or given.max() > most):
            wrong = next(each for each in given if not least <= each <= most)
            raise ValueError(f"ctc: {name} holds {wrong}; allowed are {least} to {most}")
    if np.any((y == blank) & (np.arange(y.shape[1]) < labels[:, None])):
        raise ValueError(f"ctc: y holds {blank}, the blank, among its labels; allowed are the other classes")
