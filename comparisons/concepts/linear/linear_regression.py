"""The simplest training run: a last batch that is short weighs in the epoch's loss by its samples."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.data import diabetes
from comparisons.declaring.scores import r2, root_mean_squared_error

concept = Concept(
    __name__,
    cases=[
        dict(n=23, d=3, batch_size=5, epochs=4),
        dict(n=1, d=1, epochs=2),
        dict(data=diabetes, epochs=50, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, batch_size=32, epochs=1),
    pytorch=dict(w="weight: d -> 1 d", b="bias: -> 1"),
    keras=dict(w="kernel: d -> d 1", b="bias: -> 1", prediction="n -> n 1"),
    score=dict(rmse=root_mean_squared_error, r2=r2),
)
