"""What the framework leaves out is read off its answer: where y is 0 and x is not."""

from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law

concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 100)),
        dict(shape=(20, 8, 8, 16), rate=0.2),
        dict(shape=(64, 100), rate=0.9),
        dict(shape=(100,), rate=0.0),
        dict(shape=(100,), rate=1.0),
        dict(shape=(5, 4), training=False),
        dict(shape=(), rate=0.3),
    ],
    timing=dict(shape=(512, 1024)),
    draws=dict(
        kept=Draw(Law(lambda rate: stats.bernoulli(1 - rate)), read=lambda x, y: (y != 0) | (x == 0)),
    ),
)
