"""Keras keeps α in a variable of its default dtype: if that is float64, 0.01 is not rounded to float32."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, learning_rate=0.3),
        dict(d=1, t=1, learning_rate=1.0),
        dict(d=7, t=8, weight_decay=0.1),
        dict(d=7, t=8, maximize=True),
        dict(d=3, t=5, learning_rate=0.3, weight_decay=0.7, maximize=True),
    ],
    timing=dict(d=1_000_000, t=1),
)
