"""Keras's Dense layer has it built in: enable_lora stops the kernel from learning, but not the bias."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=(5,), i=4, k=3, r=2, given=("b",)),
        dict(n=(1,), i=1, k=1, r=1, given=("b",)),
        dict(n=(3, 2, 4), i=5, k=2, r=1, alpha=16.0, given=("b",)),
        dict(n=(5,), i=4, k=3, r=2, alpha=0.5),
        dict(n=(5,), i=3, k=2, r=4, given=("b",)),
    ],
    timing=dict(n=(256,), i=784, k=512, r=8, given=("b",)),
    pytorch=dict(W="layer.weight: i k -> k i", b="layer.bias", A="A", B="B"),
    keras=dict(W="kernel", b="bias", A="lora_kernel_a", B="lora_kernel_b"),
)
