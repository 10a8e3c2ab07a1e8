"""Neither framework has it: it is the cross-entropy of similarities, whose true class is the number of the query."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.edges import NO_LENGTH, SHARING, no_number
from scratch.directions import direction
from scratch.losses.info_nce import info_nce


def data(rng, n, d, zeros=False):
    """Draw queries, every second 0 if ``zeros``, and keys that are similar to them."""
    q = rng.standard_normal((n, d))
    k = q + rng.standard_normal((n, d))
    if zeros:
        q[::2] = 0
    return dict(q=q, k=k)


IN_KERAS = rewritten(info_nce, direction=lambda x, _: direction(x, 1e-7))
LONGER = "Keras takes no length for less than 1e-7, PyTorch's normalize for less than 1e-12"

concept = Concept(
    __name__,
    cases=[
        dict(n=6, d=4),
        dict(n=1, d=3),
        dict(n=4, d=3, zeros=True, dtypes=("float32",)),  # a step in any direction is beyond ε
        dict(n=5, d=3, temperature=1.0, reduction="sum"),
        dict(n=4, d=8, temperature=0.5, reduction="none"),
    ],
    timing=dict(n=512, d=128),
    data=data,
    differs=dict(
        keras=Differs(IN_KERAS, dict(longer=LONGER)),
    )
    | dict.fromkeys(
        SHARING,
        Differs(
            no_number(IN_KERAS, "q", lambda q, k, **_: ~q.any(axis=1, keepdims=True)),
            dict(longer=f"{LONGER}; and {NO_LENGTH}"),
        ),
    ),
)
