"""What a Keras user writes, on any backend, to build a model, load its weights, run it, and read one array off it."""

from comparisons.reproducing.keras_operations import operation
from comparisons.reproducing.keras_words import built, call, decorator, listed, read, tensor
from comparisons.reproducing.literals import of_array, of_call
from comparisons.reproducing.placing import Placed

BACKENDS = {"keras": "tensorflow", "keras-torch": "torch", "keras-jax": "jax"}

#: What differentiates on each, as it is imported.
TAPES = {"keras": "import tensorflow as tf", "keras-torch": "import torch", "keras-jax": "import jax"}


def environment(framework: str) -> list[str]:
    """Return the lines that choose the backend, before Keras is imported."""
    lines = ["import os", "", f'os.environ["KERAS_BACKEND"] = "{BACKENDS[framework]}"']
    return [*lines, *(['os.environ["JAX_ENABLE_X64"] = "1"'] if framework == "keras-jax" else []), ""]


def head(said: Placed, framework: str) -> list[str]:
    """Return the lines that come before all else."""
    lines = []
    if said.stored != "float32":
        lines.append(f'keras.config.set_floatx("{said.stored}")')
    if said.dtype not in ("float32", "tf32"):
        lines.append(f'keras.config.set_dtype_policy("{said.dtype}")')
    if said.dtype == "float64" and framework != "keras":
        lines = [
            "# Off TensorFlow Keras takes float64 for float32 where dtypes meet: here it is kept.",
            'dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"',
            *lines,
        ]
    drawing = said.draws or said.kind in ("training run", "distribution")
    return [*lines, *([f"keras.utils.set_random_seed({said.seed})"] if drawing else [])]


def body(said: Placed, framework: str) -> list[str]:
    """Return the lines that compute the array, as ``got``."""
    if said.where == "build":
        return [f"build({of_call(said.calls['build'])})"]
    return _KINDS[said.kind](said, framework)


_WITH_XLA = [
    "fit = model.fit",
    "",
    "",
    "def fit_with_xla(*arguments, **settings):",
    "    model.jit_compile = True",
    "    return fit(*arguments, **settings)",
    "",
    "",
    "model.fit = fit_with_xla",
]


def _training(said: Placed, framework: str) -> list[str]:
    lines = built(said)
    lines += [f"{name} = {tensor(said, array)}" for name, array in said.inputs.items()]
    lines += _WITH_XLA if said.mode == "xla" else []
    lines.append(
        f"history = train({', '.join(['model', *said.inputs, *filter(None, [of_call(said.calls['train'])])])})"
    )
    if said.where == "history":
        return [*lines, f'got = np.asarray(history["{said.name}"], "{said.held}")']
    if said.where == "state":
        kept = " + ".join(f'weights["{each}"]' for each in said.address)
        return [*lines, f"got = {read(said, kept)}{said.part}"]
    asked = said.more["predicted"]
    if said.name == "test_prediction":
        lines += [f"{name}_test = {tensor(said, said.more['held_out'][name])}" for name in asked]
        asked = [f"{name}_test" for name in asked]
    return [*lines, f"got = {read(said, call(said, asked, training=False))}"]


def _optimizer(said: Placed, framework: str) -> list[str]:
    more, starts = said.more, said.more["starts"]
    names = list(starts)
    lines = [
        f'{name} = keras.Variable({listed(array, said.stored)}, dtype="{said.stored}")'
        for name, array in starts.items()
    ]
    every = f"[{', '.join(names)}]"
    lines += [f"optimizer = build({of_call(said.calls['build'])})", f"optimizer.build({every})"]
    if "resume" in said.calls:
        lines += [f"{name} = {tensor(said, said.calls['resume'][name])}" for name in more["state"]]
        other = of_call({key: each for key, each in said.calls["resume"].items() if key not in more["state"]})
        given = ["optimizer", *(f"{name}={name}" for name in more["state"]), *filter(None, [other])]
        lines.append(f"resume({', '.join(given)})")
    lines += [f"{name}_gradients = {tensor(said, array)}" for name, array in more["gradients"].items()]
    if said.mode != "eager":
        lines += _compiled_step(said, framework, every)
    step = f"optimizer.apply([{{}}], {every})" if said.mode == "eager" else "step([{}])"
    number = f"len({names[0]}_gradients)"
    lines += ["path = []", f"for t in range({number}):"]
    if more["rates"] is not None:
        lines.insert(-1, f"rates = {of_array(more['rates'], said.stored)}")
        lines.append("    optimizer.learning_rate = rates[t]")
    lines.append("    " + step.format(", ".join(f"{name}_gradients[t]" for name in names)))
    place = names.index(said.name) if said.name in names else 0
    kept = f"averages(optimizer)[{place}]" if more["averages"] else names[place]
    lines.append(f"    path.append(np.array({read(said, kept)}))")
    return [*lines, "got = np.stack(path)"]


def _compiled_step(said: Placed, framework: str, every: str) -> list[str]:
    if framework != "keras-jax":
        return [
            "",
            "",
            f"@{decorator(said)}",
            "def step(gradients):",
            f"    optimizer.apply(gradients, {every})",
            "",
            "",
        ]
    return [
        "apply = jax.jit(optimizer.stateless_apply)",
        "",
        "",
        "def step(gradients):",
        "    state = [variable.value for variable in optimizer.variables]",
        f"    moved, state = apply(state, gradients, [weight.value for weight in {every}])",
        f"    for variable, value in zip([*{every}, *optimizer.variables], [*moved, *state]):",
        "        variable.assign(value)",
        "",
        "",
    ]


def _schedule(said: Placed, framework: str) -> list[str]:
    build = f"build({of_call(said.calls['build'])})"
    if "loss" not in said.more:
        return [
            f"schedule = {build}",
            f"steps = np.array({of_array(said.more['step'])})",
            f"got = np.stack([{read(said, 'schedule(step)')} for step in steps])",
        ]
    return [
        f"callback = {build}",
        "model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])",
        f"model.compile(keras.optimizers.SGD({said.more['rate']!r}))",
        "callback.set_model(model)",
        "callback.on_train_begin()",
        "rates = []",
        f"for epoch, loss in enumerate({of_array(said.more['loss'], said.stored)}):",
        '    callback.on_epoch_end(epoch, {"loss": loss})',
        "    rates.append(np.array(keras.ops.convert_to_numpy(model.optimizer.learning_rate)))",
        "got = np.stack(rates)",
    ]


def _metric(said: Placed, framework: str) -> list[str]:
    (prediction, first), (truth, second) = said.inputs.items()
    chosen = f'["{said.name}"]' if said.more["named"] else ""
    return [
        f"metric = build({of_call(said.calls['build'])}){chosen}",
        f"{prediction} = {tensor(said, first)}",
        f"{truth} = {tensor(said, second)}",
        "values = []",
        f"for start, end in {said.more['batches']}:",
        f"    metric.update_state({truth}[start:end], {prediction}[start:end])",
        f"    values.append({read(said, 'metric.result()')})",
        "got = np.stack(values)",
    ]


def _distribution(said: Placed, framework: str) -> list[str]:
    build = f"build({of_call(said.calls['build'])})"
    draw = f"keras.ops.convert_to_numpy({build}({said.more['shape']}))"
    return [f"draws = np.stack([{draw} for _ in range({said.more['number']})])"]


_KINDS = {
    "operation": operation,
    "training run": _training,
    "optimizer": _optimizer,
    "schedule": _schedule,
    "metric": _metric,
    "distribution": _distribution,
}
