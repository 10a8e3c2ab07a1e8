"""What the framework adds is read off its answer: it is y − x."""

from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law

concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 100)),
        dict(shape=(20, 8, 8, 16), deviation=0.5),
        dict(shape=(5, 4), training=False),
    ],
    timing=dict(shape=(512, 1024)),
    draws=dict(
        noise=Draw(Law(lambda: stats.norm(0, 1)), read=lambda x, y, deviation: (y - x) / deviation),
    ),
)
