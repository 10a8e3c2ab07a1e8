"""Zeros of the padding count in PyTorch's mean, not in Keras's; TensorFlow's kernel of volumes takes no float64."""

from comparisons.concepts.pooling.avg_pool1d import EDGE, over_the_edge
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, in_precisions
from scratch.pooling.avg_pool3d import avg_pool3d


def over_the_edge_of_the_layer(x, *, dtype, **settings):
    """Pool with Keras's layer, in whose place float64 has planes that are pooled one after another."""
    return avg_pool3d(x, **settings) if dtype == "float64" else over_the_edge(avg_pool3d, x, **settings)


NO_POOL = in_precisions(
    "pytorch",
    "float16 bfloat16",
    {
        '"avg_pool3d_out_frame" not implemented': "on a processor means of windows of three axes want float32 or more"
    },
)

NO_WINDOWS = in_precisions(
    "keras",
    "float16 mixed_float16",
    {"Could not find device for node": "on a processor TensorFlow has none in float16"},
)

concept = Concept(
    __name__,
    cases=[
        dict(n=2, d=4, h=5, w=6, c=2),
        dict(n=1, d=5, h=4, w=7, c=1, size=3, stride=2, padding=1),
        dict(n=1, d=5, h=4, w=7, c=2, size=(1, 2, 3), stride=(2, 1, 4)),
        dict(n=1, d=4, h=6, w=5, c=1, size=(2, 3, 3), stride=2, padding=(1, 0, 1), ceil_mode=True),
        dict(n=1, d=4, h=5, w=4, c=2, size=3, stride=2, padding="same", count_include_pad=False),
        dict(n=1, d=3, h=4, w=4, c=2, padding=((1, 0), (0, 1), (1, 1)), stride=1, count_include_pad=False),
        dict(n=2, d=2, h=3, w=4, c=2, size=(2, 3, 4), padding="valid"),
        dict(n=1, d=1, h=1, w=1, c=1, size=1),
    ],
    timing=dict(n=16, d=8, h=28, w=28, c=16),
    differs={"keras-torch": Differs(over_the_edge_of_the_layer, EDGE)},
    pytorch=dict(x="n d h w c -> n c d h w", y="n d h w c -> n c d h w"),
    refuses=NO_POOL | NO_WINDOWS,
)
