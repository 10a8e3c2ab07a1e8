"""Keras on TensorFlow: a tape differentiates, ``tf.function`` and XLA compile."""

import os

from comparisons.frameworks.backend import choose_backend

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
choose_backend("tensorflow")

import keras
import tensorflow as tf

from comparisons.frameworks.keras import Keras


class KerasOnTensorFlow(Keras):
    """Keras on TensorFlow with one question before it."""

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
    def use_tf32(cls, used):
        tf.config.experimental.enable_tensor_float_32_execution(used)

    @classmethod
    def place(cls, array, device):
        return tf.constant(array)  # on a GPU if TensorFlow sees one; for device cpu the worker hides it

    @classmethod
    def wait(cls, device):
        """Eager TensorFlow on a processor has finished when it returns; a device has when its stream is empty."""
        if device == "cuda":
            tf.test.experimental.sync_devices()

    def forward_backward(self):
        with tf.GradientTape() as tape:
            tape.watch([each for each in self.inputs if each.dtype.is_floating])
            returned = self.forward()
        outputs = self.outputs_by_name(returned)
        gradients = tape.gradient(
            [outputs[name] for name in self.cotangents],
            [*self.inputs, *self.trained.values()],
            [tf.cast(each, outputs[name].dtype) for name, each in self.cotangents.items()],
        )
        # An embedding's gradient comes as slices, one a looked-up row.
        gradients = [each if each is None else tf.convert_to_tensor(each) for each in gradients]
        number = len(self.inputs)
        return returned, gradients[:number], dict(zip(self.trained, gradients[number:], strict=True))

    def in_mode(self, function):
        return function if self.mode == "eager" else tf.function(function, jit_compile=self.mode == "xla")
