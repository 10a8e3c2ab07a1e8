"""One law for a matrix and for kernels; PyTorch counts fans from the other end of the axes."""

import math

from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law


def distribution(shape, gain):
    *places, i, k = shape
    a = gain * math.sqrt(6 / (math.prod(places) * (i + k)))
    return stats.uniform(-a, 2 * a)


concept = Concept(
    __name__,
    cases=[dict(shape=(64, 32)), dict(shape=(3, 5, 16, 8), gain=math.sqrt(2)), dict(shape=(1, 40))],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(distribution),
)
