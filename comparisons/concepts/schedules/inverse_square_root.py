"""The schedule of the Transformer, which neither framework has; both count steps from 0, and the paper from 1."""

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[dict(t=40, warmup=10), dict(t=12, warmup=1), dict(t=6, warmup=7), dict(t=1)],
    timing=dict(t=1024, warmup=100),
    data=data,
)
