"""Two optimizers take turns. In PyTorch detach() keeps the first one's gradient from the generator, in Keras the tape.

One optimizer in Keras knows no weights but those that it was first applied to: each network has its own.
"""

from comparisons.concepts.models.autoencoder import data
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_pixels
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import share_taken_for_real
from scratch.models.gan import gan

PLACES = dict(
    A1=("generator.0", "generator/hidden"),
    A2=("generator.2", "generator/output"),
    W1=("discriminator.0", "discriminator/hidden"),
    W2=("discriminator.2", "discriminator/output"),
)
BIASES = dict(A1="a1", A2="a2", W1="b1", W2="b2")

#: Where TensorFlow is not installed, and where it is.
OFF_TENSORFLOW = dict.fromkeys(
    ("No module named 'tensorflow'", "is TensorFlow's own"),
    "two losses whose optimizers take turns want a gradient, and Keras has none but TensorFlow's",
)

concept = Concept(
    __name__,
    cases=[
        dict(n=8, d=4, m=2, h=3, momentum=0.9, batch_size=3, epochs=2),
        dict(n=1, d=1, m=1, h=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digit_pixels, m=16, h=64, epochs=5, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, m=16, h=64, epochs=1),
    data=data,
    pytorch={name: f"{place}.weight: i o -> o i" for name, (place, _) in PLACES.items()}
    | {BIASES[name]: f"{place}.bias" for name, (place, _) in PLACES.items()},
    keras={name: f"{place}/kernel" for name, (_, place) in PLACES.items()}
    | {BIASES[name]: f"{place}/bias" for name, (_, place) in PLACES.items()},
    refuses=dict.fromkeys(("keras-torch", "keras-jax"), OFF_TENSORFLOW),
    differs=dict(keras=Differs(through_float32(gan, "momentum"), dict(rounded=ROUNDED))),
    score=dict(real=share_taken_for_real),
)
