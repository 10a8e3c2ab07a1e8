"""Three hidden layers and momentum: what one layer sends back too much or too little grows in all before it."""

from comparisons.concepts.models.mlp import data
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digits
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.deep_mlp import deep_mlp

concept = Concept(
    __name__,
    cases=[
        dict(n=23, d=3, h=5, k=4, batch_size=5, epochs=4),
        dict(n=1, d=1, h=1, k=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digits, h=32, k=10, learning_rate=0.02, epochs=5),
    ],
    timing=dict(n=1024, d=64, h=64, k=10, epochs=1),
    data=data,
    pytorch={
        name: f"{2 * layer}.{kind}"
        for layer in range(4)
        for name, kind in ((f"W{layer + 1}", "weight: i o -> o i"), (f"b{layer + 1}", "bias"))
    },
    keras={
        name: f"{layer}/{kind}"
        for number, layer in enumerate(("first", "second", "third", "output"), start=1)
        for name, kind in ((f"W{number}", "kernel"), (f"b{number}", "bias"))
    },
    differs=dict(keras=Differs(through_float32(deep_mlp, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
)
