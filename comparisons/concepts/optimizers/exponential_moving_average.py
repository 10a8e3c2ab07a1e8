"""AveragedModel with get_ema_multi_avg_fn in PyTorch, use_ema in Keras: both begin with the weights after one step.

A decay of 0.999 is PyTorch's where none is given, 0.99 Keras's.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, decay=0.5, learning_rate=0.3),
        dict(d=3, t=5, decay=0.0),
        dict(d=3, t=5, decay=1.0),
        dict(d=1, t=1),
    ],
    timing=dict(d=1_000_000, t=1),
)
