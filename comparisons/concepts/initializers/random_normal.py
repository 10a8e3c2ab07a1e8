"""If nothing is said, the deviation is 1 in PyTorch and 0.05 in Keras."""

from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law

concept = Concept(
    __name__,
    cases=[dict(shape=(64, 32)), dict(shape=(300,), mean=-1.0, deviation=2.0), dict(shape=(3, 5, 16, 8))],
    timing=dict(shape=(512, 512)),
    law=Law(lambda mean, deviation: stats.norm(mean, deviation)),
)
