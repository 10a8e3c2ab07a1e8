"""Mistakes that people make in activations, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("slope is 1 − y", "activations.tanh", "scratch", "np.cosh(x) ** 2", "np.cosh(x)", "dx"),
    Fault("forgotten factor y", "activations.sigmoid", "scratch", "(2 + e + 1 / e)", "(1 + 1 / e)", "dx"),
    Fault("slope 1 at zero", "activations.relu", "scratch", "(x > 0)", "(x >= 0)", "dx"),
    Fault("silent at the threshold", "activations.step", "scratch", "x >= 0", "x > 0", "output y"),
    Fault("alpha forgotten in the slope", "activations.elu", "scratch",
          "s = alpha * np.exp(below)", "s = np.exp(below)", "dx"),
    Fault("the slope at zero is the upper one", "activations.elu", "scratch", "(x > 0)", "(x >= 0)", "dx"),
    Fault("the slope at zero is the upper one", "activations.leaky_relu", "scratch", "(x > 0)", "(x >= 0)", "dx"),
    Fault("infinity cut off", "activations.relu", "scratch", "np.inf", "1e9", "output y"),
    Fault("infinity cut off", "activations.elu", "scratch", "np.clip(x, 0, np.inf)", "np.clip(x, 0, 1e9)", "output y"),
    Fault("a truth value in place of a number", "activations.step", "pytorch",
          "return (x >= 0).to(x.dtype)", "return x >= 0", "is bool"),
    Fault("slope of the wrong side", "activations.leaky_relu", "scratch", "(x > 0).astype", "(x < 0).astype",
          "dx"),
    Fault("another axis", "activations.softmax", "keras", "axis=axis", "axis=-1", "output y"),
    Fault("no shift by the largest", "activations.softmax", "scratch", "x - x.max(axis=axis, keepdims=True)", "x",
          "output y"),
    Fault("normalized over the wrong axis", "activations.softmax", "pytorch", "dim=axis", "dim=0", "output y"),
    Fault("diagonal of the Jacobian alone", "activations.softmax", "scratch",
          "y * (dy - np.expand_dims(np.vecdot(dy, y, axis=axis), axis))", "dy * y * (1 - y)", "dx"),
    Fault("half precision on the way", "activations.identity", "pytorch", "nn.Identity()", "lambda x: x.half().to(x)",
          "output y"),
    Fault("float32 slipped into float64", "activations.tanh", "keras", 'keras.layers.Activation("tanh")',
          'lambda x: keras.ops.cast(keras.ops.tanh(keras.ops.cast(x, "float32")), x.dtype)', "output y"),
]  # fmt: skip
