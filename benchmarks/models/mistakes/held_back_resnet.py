"""Mistakes in the pair resnet, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "PyTorch's momentum, which means the other share",
        (("momentum=0.9, epsilon=1e-5, name=name", "momentum=0.1, epsilon=1e-5, name=name"),),
        r"stem_bn|^bn1",
        "momentum",
        shows="training",
    ),
    Planted(
        "'same' in every block, on the other side where the stride is 2",
        (
            (
                '    y = layers.ZeroPadding2D(1, name=f"{name}_pad1")(x)\n    y = layers.Conv2D(filters, 3, strides=stride, use_bias=False, name=f"{name}_conv1")(y)',
                '    y = layers.Conv2D(filters, 3, stride, "same", use_bias=False, name=f"{name}_conv1")(x)',
            ),
        ),
        r"stage2_block1_conv1|layer2\.0\.conv1",
        "pad",
    ),
    Planted(
        "blocks without a projection have no way around",
        (
            (
                '    y = layers.Add(name=f"{name}_add")([y, shortcut])',
                '    if shortcut is not x:\n        y = layers.Add(name=f"{name}_add")([y, shortcut])',
            ),
        ),
        r"stage1_block1_(add|relu2|bn2)|layer1\.0.*|stage1_block2_(pad1|conv1)|layer1\.1\.conv1",
        r"add|residual|shortcut|sum|skip|\+",
    ),
    Planted(
        "the running statistics are not copied",
        (
            (
                '        target.get_layer(theirs).set_weights([state[f"{ours}.{part}"] for part in parts])',
                "        kept = target.get_layer(theirs).get_weights()[2:]\n"
                '        target.get_layer(theirs).set_weights([*(state[f"{ours}.{part}"] for part in parts[:2]), *kept])',
            ),
        ),
        r"stem_bn|^bn1",
        "statistic|moving|running|mean|variance",
    ),
    Planted(
        "the standard deviation in the place of the variance",
        (
            (
                '        target.get_layer(theirs).set_weights([state[f"{ours}.{part}"] for part in parts])',
                '        gamma, beta, mean, variance = (state[f"{ours}.{part}"] for part in parts)\n'
                "        target.get_layer(theirs).set_weights([gamma, beta, mean, np.sqrt(variance)])",
            ),
        ),
        r"stem_bn|^bn1",
        r"std|deviation|sqrt|root|√",
    ),
    Planted(
        "the weights of two blocks are exchanged",
        (
            (
                '            conv(f"{ours}.conv1", f"{theirs}_conv1")',
                '            if stage == 1:\n                theirs = f"stage1_block{2 - number}"\n            conv(f"{ours}.conv1", f"{theirs}_conv1")',
            ),
        ),
        r"stage1_block1_conv1|layer1\.0\.conv1",
        r"exchang|swap|other layer|(weights|kernel|numbers) of|layer1\.1",
    ),
    Planted(
        "a global maximum for a global average",
        (('layers.GlobalAveragePooling2D(name="avg_pool")', 'layers.GlobalMaxPooling2D(name="avg_pool")'),),
        r"avg_pool|avgpool|predictions|fc|stage3_block1_(add|relu2)",
        "pool|max|average|mean",
    ),
    Planted(
        "the projections are not normalized",
        (
            ('        shortcut = norm(f"{name}_down_bn")(shortcut)\n', ""),
            ('                bn(f"{ours}.downsample.1", f"{theirs}_down_bn")\n', ""),
        ),
        r"stage2_block1_(down_conv|add|relu2)|layer2\.0.*",
        "norm|missing|nothing|no partner|unpaired|no such|bn",
    ),
)
