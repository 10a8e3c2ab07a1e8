"""Keras on TensorFlow answers."""

import os
from collections.abc import Callable
from functools import partial
from unittest import mock

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

from comparisons.frameworks.framework import Framework


class Keras(Framework):
    """Keras with one question before it."""

    name = "keras"
    separator = "/"

    @classmethod
    def devices(cls):
        return ("cpu", "cuda") if tf.config.list_physical_devices("GPU") else ("cpu",)

    @classmethod
    def versions(cls):
        return {"keras": keras.__version__, "tensorflow": tf.__version__}

    @classmethod
    def use_threads(cls, number):
        tf.config.threading.set_intra_op_parallelism_threads(number)
        tf.config.threading.set_inter_op_parallelism_threads(number)

    @classmethod
    def use_full_float32(cls):
        tf.config.experimental.enable_tensor_float_32_execution(False)

    @classmethod
    def place(cls, array, device):
        return tf.constant(array)  # on a GPU if TensorFlow sees one; for device cpu the worker hides it

    @classmethod
    def wait(cls, device):
        """Eager TensorFlow on a processor has finished when it returns; a device has when its stream is empty."""
        if device == "cuda":
            tf.test.experimental.sync_devices()

    def prepare(self):
        keras.utils.clear_session(free_memory=False)
        keras.config.set_floatx(self.question.dtype)
        keras.config.set_dtype_policy(self.question.dtype)  # the policy keeps the dtype of before otherwise
        keras.utils.set_random_seed(self.question.seed)

    def array(self, tensor):
        return np.array(tensor.numpy())

    def weights(self):
        return {weight.path: weight for weight in getattr(self.model, "weights", [])}

    def trainable(self):
        return {weight.path: weight.value for weight in getattr(self.model, "trainable_weights", [])}

    def assign(self, weight, array):
        weight.assign(array)

    def _apply(self, inputs, training):
        if isinstance(self.model, keras.losses.Loss):
            prediction, truth = inputs
            return self.model(truth, prediction)  # the truth comes first in Keras
        if isinstance(self.model, keras.Model):
            return self.model(inputs if len(inputs) > 1 else inputs[0], training=training)
        if isinstance(self.model, keras.Layer):
            return self.model(*self.placed(inputs), training=training)
        return self.model(*self.placed(inputs))

    def forward(self):
        return self._apply(self.inputs, self.question.settings.get("training", True))

    def forward_backward(self):
        with tf.GradientTape() as tape:
            tape.watch([each for each in self.inputs if each.dtype.is_floating])
            returned = self.forward()
        outputs = self.outputs_by_name(returned)
        gradients = tape.gradient(
            [outputs[name] for name in self.cotangents],
            [*self.inputs, *self.trained.values()],
            list(self.cotangents.values()),
        )
        # An embedding's gradient comes as slices, one a looked-up row.
        gradients = [each if each is None else tf.convert_to_tensor(each) for each in gradients]
        number = len(self.inputs)
        return returned, gradients[:number], dict(zip(self.trained, gradients[number:], strict=True))

    def _measured(self):
        for metric in self._metrics().values():
            metric.reset_state()
        self.accumulate(self.inputs)
        return self.value()

    def predict(self, inputs):
        return self._apply(inputs, training=False)

    def optimizer(self, build: Callable, weights):
        weights = list(map(keras.Variable, weights))
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

    def work(self, mode, which):
        if which == "draw":
            return self.sample
        if which == "schedule":
            return self.rates
        if which == "measure":
            return self._measured
        if which == "epoch":
            return self._epoch(mode)
        if which == "step":
            return partial(self._in(mode, self.step), self.gradients()[0])
        return self._in(mode, self.forward if which == "forward" else self.forward_backward)

    def _in(self, mode, function):
        return function if mode == "eager" else tf.function(function, jit_compile=mode == "xla")

    def _epoch(self, mode):
        """Return the call of ``fit`` by which the reference trains for one epoch, on the model as it compiled it."""
        with mock.patch.object(self.model, "fit", wraps=self.model.fit) as fit:
            self.train(epochs=1)
        self.model.run_eagerly, self.model.jit_compile = mode == "eager", mode == "xla"
        self.model.make_train_function(force=True)
        return partial(self.model.fit, *fit.call_args.args, **fit.call_args.kwargs)
