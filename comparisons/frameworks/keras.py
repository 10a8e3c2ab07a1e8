"""Keras answers, on any of its backends: what only a backend can do is said by a subclass in a file of its own.

One process has one backend, which Keras takes from the environment when it is imported: those files see to that.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from unittest import mock

import keras
import numpy as np

from comparisons.errors import Mistake
from comparisons.frameworks.framework import Framework

#: Dtypes that NumPy does not have; float32 holds their numbers.
HALVES = ("bfloat16", "float16")


class Keras(Framework):
    """Keras with one question before it."""

    name = "keras"
    separator = "/"

    @classmethod
    def place(cls, array, device):
        """Make a tensor: on a GPU if one is seen, and for the processor the worker hides it."""
        return keras.ops.convert_to_tensor(array)

    def prepare(self):
        if keras.config.backend() != "tensorflow" and "tf" in vars(self.reference):
            raise Mistake(f"{self.reference.__name__} is TensorFlow's own")
        keras.utils.clear_session(free_memory=False)
        policy = "float32" if self.question.dtype == "tf32" else self.question.dtype
        keras.config.set_floatx(self.precision.stored)
        keras.config.set_dtype_policy(policy)  # it keeps the dtype of before otherwise
        keras.utils.set_random_seed(self.question.seed)

    def array(self, tensor):
        if keras.backend.standardize_dtype(tensor.dtype) in HALVES:
            tensor = keras.ops.cast(tensor, "float32")
        return np.array(keras.ops.convert_to_numpy(tensor))

    def tensor(self, array):
        tensor, is_real = super().tensor(array), np.asarray(array).dtype.kind == "f"
        return keras.ops.cast(tensor, self.precision.stored) if is_real else tensor

    def _series(self, values):  # of a fit in half precision TensorFlow's history has tensors
        return super()._series([self.array(each) if keras.ops.is_tensor(each) else each for each in values])

    def weights(self):
        return {weight.path: weight for weight in getattr(self.model, "weights", [])}

    def trainable(self):
        return {weight.path: weight.value for weight in getattr(self.model, "trainable_weights", [])}

    def assign(self, weight, array):
        weight.assign(array)

    def apply(self, inputs, training):
        """Run the model as its kind is called."""
        if isinstance(self.model, keras.losses.Loss):
            prediction, truth = inputs
            return self.model(truth, prediction)  # the truth comes first in Keras
        if isinstance(self.model, keras.Model):
            return self.model(inputs if len(inputs) > 1 else inputs[0], training=training)
        if isinstance(self.model, keras.Layer):
            return self.model(*self.placed(inputs), training=training)
        return self.model(*self.placed(inputs))

    def forward(self):
        return self.apply(self.inputs, self.training)

    @property
    def training(self) -> bool:
        """Whether layers do what they do in training."""
        return self.question.settings.get("training", True)

    def train(self, **changed):
        with self._fitting() if self.mode == "xla" else nullcontext():  # else as fit itself compiles it
            return super().train(**changed)

    def _fitting(self):
        """Let ``fit`` compile its step with XLA."""
        fit = self.model.fit

        def fitting(*arguments, **settings):
            self._compile_fit()
            return fit(*arguments, **settings)

        return mock.patch.object(self.model, "fit", fitting)

    def _compile_fit(self) -> None:
        self.model.run_eagerly, self.model.jit_compile = self.mode == "eager", self.mode == "xla"
        self.model.make_train_function(force=True)

    def _measured(self):
        for metric in self._metrics().values():
            metric.reset_state()
        self.accumulate(self.inputs)
        return self.value()

    def predict(self, inputs):
        return self.apply(inputs, training=False)

    def optimizer(self, build: Callable, weights):
        weights = [keras.Variable(each, dtype=self.precision.stored) for each in weights]
        optimizer = build()
        optimizer.build(weights)
        return optimizer, weights

    def step(self, gradients):
        self.model.apply(gradients, self.moved)

    def set_rate(self, rate):
        self.model.learning_rate = rate

    def schedule(self, build):
        return build()

    def rates(self):
        losses = self.question.arrays.get("loss")
        if losses is None:
            return [self.array(self.model(step)) for step in self.question.arrays["step"]]
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
        model.compile(keras.optimizers.SGD(self.question.offered["rate"]))
        self.model.set_model(model)
        self.model.on_train_begin()
        rates = []
        for epoch, loss in enumerate(losses):
            self.model.on_epoch_end(epoch, dict(loss=float(loss)))
            rates.append(self.array(model.optimizer.learning_rate))  # one variable holds them all
        return rates

    def accumulate(self, inputs):
        prediction, truth = inputs
        for metric in self._metrics().values():
            metric.update_state(truth, prediction)  # the truth comes first in Keras

    def value(self):
        return {name: metric.result() for name, metric in self._metrics().items()}

    def _metrics(self) -> dict[str, keras.metrics.Metric]:
        return self.model if isinstance(self.model, dict) else dict(value=self.model)

    def sample(self):
        return self._build()(self.sample_shape)  # one initializer draws the same whenever it is called

    def work(self, which):
        if which == "draw":
            return self.sample
        if which == "schedule":
            return self.rates
        if which == "measure":
            return self._measured
        if which == "epoch":
            return self._epoch()
        if which == "step":
            return partial(self.in_mode(self.step), self.gradients()[0])
        return self.in_mode(self.forward if which == "forward" else self.forward_backward)

    def _epoch(self):
        """Return the call of ``fit`` by which the reference trains for one epoch, on the model as it compiled it."""
        with mock.patch.object(self.model, "fit", wraps=self.model.fit) as fit:
            super().train(epochs=1)
        self._compile_fit()
        return partial(self.model.fit, *fit.call_args.args, **fit.call_args.kwargs)
