"""The loss is a mean over samples and features in both: Keras takes that of a sample's features first.

Where a sample has d features, the rate is therefore d times what it would be for a sum over them.
"""

from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_pixels
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import root_mean_squared_error
from scratch.models.autoencoder import autoencoder


def data(rng, n, d):
    return dict(x=rng.uniform(size=(n, d)))


concept = Concept(
    __name__,
    cases=[
        dict(n=8, d=4, h=3, batch_size=3, epochs=2),
        dict(n=1, d=1, h=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digit_pixels, h=32, learning_rate=4.0, epochs=10, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, h=32, epochs=1),
    data=data,
    pytorch=dict(
        W1="encoder.0.weight: d h -> h d",
        b1="encoder.0.bias",
        W2="decoder.0.weight: h d -> d h",
        b2="decoder.0.bias",
    ),
    keras=dict(W1="encoder/kernel", b1="encoder/bias", W2="decoder/kernel", b2="decoder/bias"),
    differs=dict(keras=Differs(through_float32(autoencoder, "momentum"), dict(rounded=ROUNDED))),
    score=dict(error=root_mean_squared_error),
)
