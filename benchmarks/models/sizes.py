"""``python -m benchmarks.models.sizes``: how long align takes, and how much memory, by the number of layers."""

import argparse
import resource
import subprocess
import sys
import time

import numpy as np

from benchmarks.models.tables import table

LAYERS = (20, 50, 100, 200)


def build(count: int, width: int = 64) -> tuple:
    """Return a residual network of ``count`` layers, half convolutions and half normalizations, in both frameworks."""
    import keras
    import torch
    from keras import layers
    from torch import nn

    class Residual(nn.Module):
        """A convolution and a normalization, with a way around."""

        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(width, width, 3, padding=1)
            self.bn = nn.BatchNorm2d(width)

        def forward(self, x):
            """Return x and what the layers make of it."""
            return x + torch.relu(self.bn(self.conv(x)))

    torch.manual_seed(0)
    keras.utils.set_random_seed(0)
    y = inputs = keras.Input((16, 16, width))
    for number in range(count // 2):
        z = layers.Conv2D(width, 3, padding="same", name=f"conv{number}")(y)
        z = layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name=f"bn{number}")(z)
        y = layers.Add(name=f"add{number}")([y, layers.ReLU(name=f"relu{number}")(z)])
    x = np.random.default_rng(0).normal(size=(2, width, 16, 16)).astype("float32")
    return nn.Sequential(*(Residual() for _ in range(count // 2))).eval(), keras.Model(inputs, y), x


def one(count: int, width: int) -> None:
    """Align one pair and print a row: layers, MiB of weights, seconds, memory before, memory at most, alarms."""
    import triptych

    torch_model, keras_model, x = build(count, width)
    torch_model(_tensor(x))
    keras_model(np.moveaxis(x, 1, -1))
    weights = sum(each.numel() * each.element_size() for each in torch_model.state_dict().values()) / 2**20
    before, begun, clock = _memory(), time.process_time(), time.perf_counter()
    report = triptych.align(torch_model, keras_model, x)
    spent, waited = time.process_time() - begun, time.perf_counter() - clock
    row = (
        f"{weights:.1f}",
        f"{spent:.1f}",
        f"{waited:.1f}",
        f"{before:.0f}",
        f"{_memory():.0f}",
        len(report.findings),
    )
    print(count, *row)


def _tensor(x: np.ndarray):
    import torch

    return torch.as_tensor(x)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def main() -> int:
    """Run each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.models.sizes", description=__doc__)
    parser.add_argument("layers", nargs="*", type=int, default=LAYERS, help="how many (%(default)s)")
    parser.add_argument("--width", type=int, default=64, help="channels of every layer (%(default)s)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        one(*given.layers, given.width)
        return 0
    rows = []
    for count in given.layers:
        run = [sys.executable, "-m", __spec__.name, str(count), "--width", str(given.width), "--here"]
        rows.append(subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True).stdout.split())
    head = ("layers", "MiB of weights in each", "CPU s", "s", "MiB before", "MiB at most", "alarms")
    print(table(head, rows))
    return int(any(row[-1] != "0" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
