"""Neither framework has the table ready; built in the dtype of x it is wrong in float16 from position 2049 on."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=4, d=6),
        dict(n=2, t=3, d=5),
        dict(n=1, t=1, d=1),
        dict(n=1, t=300, d=4),
        dict(n=2, t=3, d=8, base=500.0),
    ],
    timing=dict(n=32, t=128, d=256),
)
