"""At a tie the frameworks' own functions disagree: relu stops the gradient, clamp and maximum let it pass."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import SHARING, TIED, halved
from scratch.linear.perceptron_loss import perceptron_loss


def data(rng, n):
    z = rng.standard_normal(n)
    z[3::4] = 0  # some are undecided
    return dict(z=z, y=rng.choice([-1, 1], n))


concept = Concept(
    __name__,
    cases=[dict(n=12), dict(n=1)],
    timing=dict(n=262_144),
    data=data,
    differs=dict.fromkeys(SHARING, Differs(halved(perceptron_loss, lambda z, y: z == 0), dict(tied=TIED))),
)
