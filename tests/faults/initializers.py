"""Mistakes that people make in initializers, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("only one fan", "initializers.glorot_uniform", "scratch", "(i + k)", "(2 * i)", "variance of w", "scratch"),
    Fault("the deviation for the bound", "initializers.glorot_uniform", "scratch", "math.sqrt(6 /", "math.sqrt(2 /",
          "variance of w", "scratch"),
    Fault("normal in place of uniform", "initializers.glorot_uniform", "pytorch", "xavier_uniform_", "xavier_normal_",
          "bounds of w"),
    Fault("He in place of Glorot", "initializers.glorot_uniform", "keras", "GlorotUniform", "HeUniform",
          "variance of w"),
    Fault("no signs", "initializers.orthogonal", "scratch",
          "    Q *= np.sign(np.diag(R))\n", "", "mean of w", "scratch"),
    Fault("columns not orthonormal", "initializers.orthogonal", "pytorch", "orthogonal_", "xavier_normal_",
          "exactness of w"),
    Fault("gain forgotten", "initializers.orthogonal", "keras", "Orthogonal(gain)", "Orthogonal()", "exactness of w"),
]  # fmt: skip
