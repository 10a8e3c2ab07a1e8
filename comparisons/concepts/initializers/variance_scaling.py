"""Keras has it, and widens a normal that it cuts; in PyTorch one computes the deviation oneself."""

import math

from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law


def scaled(shape, scale, mode, distribution):
    *places, i, k = shape
    n = math.prod(places) * dict(fan_in=i, fan_out=k, fan_avg=(i + k) / 2)[mode]
    deviation = math.sqrt(scale / n)
    if distribution == "uniform":
        return stats.uniform(-math.sqrt(3) * deviation, 2 * math.sqrt(3) * deviation)
    if distribution == "untruncated_normal":
        return stats.norm(0, deviation)
    return stats.truncnorm(-2, 2, 0, deviation / stats.truncnorm(-2, 2).std())


concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 32)),
        dict(shape=(3, 5, 16, 8), scale=2.0, mode="fan_out"),
        dict(shape=(16, 64), mode="fan_avg", distribution="uniform"),
        dict(shape=(3, 5, 16, 8), scale=0.5, distribution="uniform"),
        dict(shape=(16, 64), mode="fan_out", distribution="untruncated_normal"),
        dict(shape=(1, 40), scale=3.0, mode="fan_avg"),
    ],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(scaled),
)
