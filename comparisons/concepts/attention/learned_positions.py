"""In both frameworks it is an embedding of the places, and a sequence that is longer than the table is an error.

Keras draws the table from −0.05 to 0.05, PyTorch from a normal distribution of deviation 1.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=4, l=4, d=5),
        dict(n=2, t=3, l=6, d=2),
        dict(n=1, t=1, l=1, d=1),
        dict(n=1, t=1, l=3, d=2),
    ],
    timing=dict(n=32, t=128, l=512, d=256),
    pytorch=dict(P="table.weight"),
    keras=dict(P="embeddings"),
)
