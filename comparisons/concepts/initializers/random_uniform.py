"""If nothing is said, PyTorch draws from 0 to 1, and Keras from −0.05 to 0.05."""

from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law

concept = Concept(
    __name__,
    cases=[dict(shape=(64, 32)), dict(shape=(300,), low=1.0, high=3.0), dict(shape=(3, 5, 16, 8))],
    timing=dict(shape=(512, 512)),
    law=Law(lambda low, high: stats.uniform(low, high - low)),
)
