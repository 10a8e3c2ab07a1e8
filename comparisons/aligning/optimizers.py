"""The optimizers of both models: which, and with which settings. What they compute is the catalogue's affair."""

from typing import Any

from comparisons.aligning import findings as of
from comparisons.aligning.findings import Findings
from comparisons.declaring import catalogue

#: By class, which concept an optimizer is.
_CONCEPTS = dict(
    sgd="optimizers.momentum", adam="optimizers.adam", adamw="optimizers.adamw", rmsprop="optimizers.rmsprop",
    adagrad="optimizers.adagrad", adadelta="optimizers.adadelta", adamax="optimizers.adamax", nadam="optimizers.nadam",
)  # fmt: skip

#: What a setting of Keras is called in PyTorch, and which number of several it is.
_SETTINGS = dict(
    learning_rate=("lr", None), momentum=("momentum", None), nesterov=("nesterov", None), beta_1=("betas", 0),
    beta_2=("betas", 1), epsilon=("eps", None), rho=("alpha", None), centered=("centered", None),
    amsgrad=("amsgrad", None), weight_decay=("weight_decay", None),
)  # fmt: skip


def judge(pytorch: Any, keras: Any, found: Findings) -> None:
    """Compare two optimizers. Either may be None: then nothing is compared, which is noted if the other is there."""
    if pytorch is None or keras is None:
        if (pytorch is None) != (keras is None):
            has, lacks = ("PyTorch", "Keras") if keras is None else ("Keras", "PyTorch")
            found.note(f"{has} comes with an optimizer and {lacks} without: they were not compared")
        return
    mine, its = type(keras).__name__, type(pytorch).__name__
    if mine.lower() != its.lower():
        why = f"Keras trains by {mine}, PyTorch by {its}"
        found.add(of.TRAINING, "the optimizer", "the optimizer", 0.0, why)
        return
    config, group = keras.get_config(), pytorch.param_groups[0]
    if len(pytorch.param_groups) > 1:
        found.note(
            "PyTorch's optimizer has several groups of weights; the settings of the first were compared"
        )
    for name, (other, number) in _SETTINGS.items():
        if name not in config or other not in group:
            continue
        left, right = config[name], group[other] if number is None else group[other][number]
        if name == "learning_rate" and not isinstance(left, float | int):
            found.note("Keras's learning rate follows a schedule, which was not compared")
            continue
        left, right = float(left or 0), float(right or 0)
        if abs(left - right) > 1e-6 * max(abs(left), abs(right)):
            why = f"{name} is {left:g} in Keras, {other} is {right:g} in PyTorch"
            found.add(of.TRAINING, "the optimizer", "the optimizer", 0.0, why)
    concept = catalogue.load(_CONCEPTS[mine.lower()]) if mine.lower() in _CONCEPTS else None
    for framework, differs in (concept.differs if concept else {}).items():
        if framework in ("pytorch", "keras"):  # the two that are held against each other
            found.declare(f"{concept.name}, {framework}: {'; '.join(differs.causes.values())}")
