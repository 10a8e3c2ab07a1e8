"""What is drawn goes in beside x: Keras's fit hands it to train_step in the place of a target.

The loss is a sum over pixels, of which Keras's losses take the mean.
"""

from comparisons.concepts.models.autoencoder import data
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_pixels
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import error_of_pixels
from scratch.models.variational_autoencoder import variational_autoencoder

PLACES = dict(
    W1=("encoder.0", "encoder"),
    W_mean=("mean", "mean"),
    W_var=("log_var", "log_var"),
    W3=("decoder.0", "decoder"),
    W4=("decoder.2", "output"),
)

concept = Concept(
    __name__,
    cases=[
        dict(n=8, d=4, h=3, z=2, batch_size=3, epochs=2),
        dict(n=1, d=1, h=1, z=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digit_pixels, h=64, z=8, epochs=5, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, h=64, z=8, epochs=1),
    data=data,
    pytorch={name: f"{place}.weight: i o -> o i" for name, (place, _) in PLACES.items()}
    | {name.replace("W", "b"): f"{place}.bias" for name, (place, _) in PLACES.items()},
    keras={name: f"{place}/kernel" for name, (_, place) in PLACES.items()}
    | {name.replace("W", "b"): f"{place}/bias" for name, (_, place) in PLACES.items()},
    differs=dict(keras=Differs(through_float32(variational_autoencoder, "momentum"), dict(rounded=ROUNDED))),
    score=dict(error=error_of_pixels),
)
