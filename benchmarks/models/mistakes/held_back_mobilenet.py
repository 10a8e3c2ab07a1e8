"""Mistakes in the pair mobilenet, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "relu for relu6 after the depthwise convolution",
        (
            (
                'layers.Activation("relu6", name=f"{name}_depthwise_relu")',
                'layers.Activation("relu", name=f"{name}_depthwise_relu")',
            ),
        ),
        r"block0_depthwise.*|blocks\.0\.depthwise.*|block0_project|blocks\.0\.project\.0",
        "relu6|clip|at 6",
    ),
    Planted(
        "swish for hard swish",
        (('    x = ops.hard_swish(norm("stem_bn")(x))', '    x = ops.swish(norm("stem_bn")(x))'),),
        r"stem_bn|stem\.[12]|block0_expand|blocks\.0\.expand\.0|.*(swish|silu).*",
        "swish|silu",
    ),
    Planted(
        "'same' in the depthwise convolution of stride 2",
        (
            (
                '    if stride == 2:\n        y = layers.ZeroPadding2D(1, name=f"{name}_pad")(y)\n    padding = "valid" if stride == 2 else "same"\n',
                '    padding = "same"\n',
            ),
        ),
        r"block1_depthwise|blocks\.1\.depthwise\.0",
        "pad",
    ),
    Planted(
        "an activation after the projection, which PyTorch leaves linear",
        (
            (
                '    y = norm(f"{name}_project_bn")(y)',
                '    y = layers.Activation("relu6", name=f"{name}_project_relu")(norm(f"{name}_project_bn")(y))',
            ),
        ),
        r"block0_(project.*|add)|blocks\.0\.project.*|block1_expand|blocks\.1\.expand\.0|blocks\.0",
        "relu",
    ),
    Planted(
        "PyTorch's momentum, which means the other share",
        (("epsilon=1e-3, momentum=0.99, name", "epsilon=1e-3, momentum=0.01, name"),),
        r"stem_bn|stem\.1",
        "momentum",
        shows="training",
    ),
    Planted(
        "the gate is added where it must multiply",
        (('layers.Multiply(name=f"{name}_scale")', 'layers.Add(name=f"{name}_scale")'),),
        r"block2_se_.*|blocks\.2\.gate.*|block2_project|blocks\.2\.project\.0",
        r"add|multipl|product|mul|\*|\+",
    ),
    Planted(
        "the normalizations after widening and after filtering are exchanged",
        (
            (
                '            bn(getattr(each, part)[1], f"{name}_{part}_bn")',
                '            other = dict(expand="depthwise", depthwise="expand").get(part, part)\n'
                '            bn(getattr(each, part)[1], f"{name}_{other}_bn")',
            ),
        ),
        r"block0_expand_bn|blocks\.0\.expand\.1",
        r"exchang|swap|other layer|(weights|numbers|gamma|γ) of|depthwise",
    ),
)
