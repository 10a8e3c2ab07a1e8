"""How fast both models are: what the clock times of them, each in a worker of its own framework.

A model is run forward as it is used, and forward and backward as it is trained, with the mean of the squares of what it
returns as its loss; a training step is that, and plain gradient descent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from comparisons.aligning import inputs as given
from comparisons.aligning import models as found
from comparisons.aligning.trees import leaves
from comparisons.clock.subject import Subject
from comparisons.processes.workshop import Workshop

#: The passes that are timed.
FORWARD, BACKWARD, STEP = "forward", "forward and backward", "training step"

#: The rate of the training step: so small that weights stay what they are, however often it is taken.
RATE = 1e-6


@dataclass(frozen=True)
class Models(Subject):
    """A model in both frameworks.

    pytorch, keras    where they are, as :mod:`comparisons.aligning.models` finds them
    batch             where one batch of inputs is, in PyTorch's order; ``keras_batch`` where in Keras's, if that is no
                      transpose
    takes             if there is no batch, what is drawn: each input of Keras's, and the number of ``samples``, of
                      ``steps`` of an axis that is open, and of ``entries`` that whole numbers choose among
    size              the shapes of the inputs
    seconds           how long building a model may take
    """

    passes = FORWARD, BACKWARD, STEP

    pytorch: str
    keras: str
    batch: str = ""
    keras_batch: str = ""
    takes: tuple[given.Wanted, ...] = ()
    samples: int = 32
    steps: int = 32
    entries: int = 10
    size: str = ""
    seconds: float = 120

    @property
    def name(self) -> str:
        """What both are called."""
        names = (Path(where).name.rpartition(":")[2] for where in (self.pytorch, self.keras))
        return " and ".join(dict.fromkeys(names))

    def work(self, workshop: Workshop, mode: str, which: str) -> Callable[[], Any]:
        """Return the function that the clock times."""
        return made(workshop, self).work(mode, which)

    def drawn(self) -> list[np.ndarray]:
        """Draw the inputs, in Keras's order."""
        return given.draw(self.takes, self.entries, self.samples, self.steps)


def made(workshop: Workshop, models: Models) -> "InPyTorch | InKeras":
    """Return the model of a worker's framework with its inputs; it is built once.

    Raises Mistake if it cannot be built, or run on the inputs.
    """
    if models not in workshop.ready:
        kind = dict(pytorch=InPyTorch, keras=InKeras)[workshop.adapter.name]
        workshop.ready[models] = kind(models, workshop.device)
    return workshop.ready[models]


def takes(workshop: Workshop, models: Models) -> list[given.Wanted]:
    """Return what the Keras model takes; the task of Keras's worker."""
    return given.wanted(found.keras_model(models.keras, seconds=models.seconds))


def entries(workshop: Workshop, models: Models) -> int:
    """Return among how many entries ids choose; the task of PyTorch's worker."""
    return given.smallest_table(found.torch_model(models.pytorch, seconds=models.seconds)[0])


def size(workshop: Workshop, models: Models) -> str:
    """Return the shapes of the inputs with which a worker's model runs."""
    return ", ".join(" × ".join(map(str, each.shape)) for each in made(workshop, models).inputs)


class InPyTorch:
    """A PyTorch model at work. ``inputs`` are the tensors that it is given."""

    def __init__(self, models: Models, device: str):
        import torch

        self.torch, self.device = torch, device
        model, _ = found.torch_model(models.pytorch, seconds=models.seconds)
        self.model = model.to(device)
        arrays = found.batch(models.batch) if models.batch else None
        orders = given.in_torch(models.drawn()) if arrays is None else [arrays]
        placed = [[torch.tensor(each, device=device) for each in order] for order in orders]
        self.model.eval()
        with torch.no_grad():
            self.inputs, _ = given.first_that_runs(
                placed, lambda order: self.model(*order), "the PyTorch model"
            )
        self.trained = [weight for weight in self.model.parameters() if weight.requires_grad]
        self.optimizer = torch.optim.SGD(self.trained, lr=RATE) if self.trained else None

    def work(self, mode: str, which: str) -> Callable[[], Any]:
        """Return one pass in a mode."""
        model = self.model.train(which != FORWARD)
        if mode == "compile":
            from comparisons.frameworks.pytorch import start_compiler

            start_compiler(self.device)
            self.torch.compiler.reset()
            model = self.torch.compile(model)
        return partial({FORWARD: self._forward, BACKWARD: self._backward, STEP: self._step}[which], model)

    def _forward(self, model):
        with self.torch.no_grad():
            return model(*self.inputs)

    def _loss(self, model):
        returned = leaves(model(*self.inputs), self.torch.Tensor)
        return sum(each.square().mean() for each in returned if each.is_floating_point())

    def _backward(self, model):
        return self.torch.autograd.grad(self._loss(model), self.trained, allow_unused=True)

    def _step(self, model):
        self.optimizer.zero_grad()
        self._loss(model).backward()
        self.optimizer.step()


class InKeras:
    """A Keras model at work. ``inputs`` are the tensors that it is given."""

    def __init__(self, models: Models, device: str):
        import keras
        import tensorflow as tf

        from comparisons.aligning.keras_calls import Watch

        self.tf, self.call = tf, Watch.call
        self.model = found.keras_model(models.keras, seconds=models.seconds)
        placed = [[tf.constant(each) for each in order] for order in self._orders(models)]
        self.inputs, _ = given.first_that_runs(placed, partial(self.call, self.model), "the Keras model")
        with tf.GradientTape() as tape:
            loss = self._loss()
        weights = [weight.value for weight in self.model.trainable_weights]
        reached = zip(self.model.trainable_weights, tape.gradient(loss, weights), strict=True)
        self.trained = [weight for weight, gradient in reached if gradient is not None]
        self.optimizer = keras.optimizers.SGD(RATE)
        self.optimizer.build(self.trained)

    def _orders(self, models: Models) -> Sequence[Sequence[np.ndarray]]:
        if models.keras_batch:
            return [found.batch(models.keras_batch)]
        return given.in_keras(self.model, found.batch(models.batch)) if models.batch else [models.drawn()]

    def work(self, mode: str, which: str) -> Callable[[], Any]:
        """Return one pass in a mode."""
        run = {FORWARD: self._forward, BACKWARD: self._backward, STEP: self._step}[which]
        return run if mode == "eager" else self.tf.function(run, jit_compile=mode == "xla")

    def _forward(self):
        return self.call(self.model, self.inputs)

    def _loss(self):
        returned = leaves(self.call(self.model, self.inputs, training=True), self.tf.Tensor)
        return sum(self.tf.reduce_mean(self.tf.square(each)) for each in returned if each.dtype.is_floating)

    def _backward(self):
        with self.tf.GradientTape() as tape:
            loss = self._loss()
        return tape.gradient(loss, [weight.value for weight in self.trained])

    def _step(self):
        self.optimizer.apply(self._backward(), self.trained)
