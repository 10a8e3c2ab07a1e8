"""What a Keras user writes, on any backend, to build a model, load its weights, run it, and read one array off it."""

import numpy as np

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


def tensor(said: Placed, array: np.ndarray) -> str:
    """Return a tensor as it is written."""
    if array.dtype.kind != "f":
        return f'keras.ops.convert_to_tensor({_listed(array)}, "{array.dtype}")'
    return f'keras.ops.convert_to_tensor({_listed(array, said.stored)}, "{said.stored}")'


def _listed(array: np.ndarray, stored: str = "", indent: int = 0) -> str:
    if not array.size and array.ndim > 1:
        return f"np.zeros({array.shape})"
    return of_array(array, stored, indent)


def _read(said: Placed, what: str) -> str:
    half = {said.stored, said.computed} & {"bfloat16", "float16"}
    return (
        f'keras.ops.convert_to_numpy(keras.ops.cast({what}, "float32"))'
        if half
        else f"keras.ops.convert_to_numpy({what})"
    )


def _built(said: Placed) -> list[str]:
    lines = [f"model = build({of_call(said.calls['build'])})"]
    if said.weights:
        lines.append("weights = {weight.path: weight for weight in model.weights}")
        for name, array in said.weights.items():
            lines.append(
                f'weights["{name}"].assign({_listed(array, said.stored if array.dtype.kind == "f" else "")})'
            )
    return lines


def _call(said: Placed, names: list[str], training: bool | None = None) -> str:
    mode = f", training={said.training if training is None else training}"
    if said.form == "loss":
        prediction, truth = names
        return f"model({truth}, {prediction})"
    if said.form == "model":
        return f"model({names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}{mode})"
    return f"model({', '.join(names)}{mode if said.form == 'layer' else ''})"


def _operation(said: Placed, framework: str) -> list[str]:
    lines, inputs = _built(said), said.inputs
    real = [name for name, array in inputs.items() if array is not None and array.dtype.kind == "f"]
    for name, array in inputs.items():
        if array is not None:
            grad = ".requires_grad_()" if framework == "keras-torch" and name in real else ""
            lines.append(f"{name} = {tensor(said, array)}{grad}")
    absent = [name for name, array in inputs.items() if array is None]
    given = [name for name in inputs if name not in absent] if said.form in ("model", "loss") else [*inputs]
    call = _call(said, ["None" if name in absent else name for name in given])
    wanted = list(said.cotangents) if said.where in ("input", "weight") else []
    for name in wanted:
        lines.append(f"d{name} = {tensor(said, said.cotangents[name])}")
    outputs = [f'outputs["{name}"]' if said.several else "outputs" for name in wanted]
    arriving = [
        f"keras.ops.cast(d{n}, {o}.dtype)" if said.dtype != said.stored else f"d{n}"
        for n, o in zip(wanted, outputs, strict=True)
    ]
    found = f'weights["{said.address[0]}"].value' if said.where == "weight" else said.name
    if not wanted:
        return [*lines, *_forward(said, framework, call)]
    gradient = {"keras": _taped, "keras-torch": _graphed, "keras-jax": _transformed}[framework]
    lines += gradient(said, call, outputs, arriving, found, real)
    return [*lines, f"got = {_read(said, 'gradient')}{said.part}"]


def _forward(said: Placed, framework: str, call: str) -> list[str]:
    returned = f'outputs["{said.name}"]' if said.several else "outputs"
    if framework == "keras-torch":
        returned += ".detach()"
    if said.where == "state":
        returned = " + ".join(f'weights["{each}"]' for each in said.address)
    got = f"got = {_read(said, returned)}{said.part if said.where == 'state' else ''}"
    if said.mode == "eager":
        return [f"outputs = {call}", got]
    wrap = "jax.jit" if framework == "keras-jax" else _decorator(said)
    return [f"run = {wrap}(lambda: {call})", "outputs = run()", got]


def _decorator(said: Placed) -> str:
    return "tf.function(jit_compile=True)" if said.mode == "xla" else "tf.function"


def _taped(said: Placed, call: str, outputs, arriving, found: str, real) -> list[str]:
    zero = ', unconnected_gradients="zero"' if said.computed_zero else ""
    of = (
        (f"[{', '.join(outputs)}]", f"[{', '.join(arriving)}]")
        if len(outputs) > 1
        else (outputs[0], arriving[0])
    )
    inner = ["with tf.GradientTape() as tape:", *([f"    tape.watch([{', '.join(real)}])"] if real else [])]
    inner.append(f"    outputs = {call}")
    taken = f"tape.gradient({of[0]}, {found}, {of[1]}{zero})"
    if said.mode == "eager":
        return [*inner, f"gradient = tf.convert_to_tensor({taken})"]
    inner.append(f"return tf.convert_to_tensor({taken})")
    return [
        "",
        "",
        f"@{_decorator(said)}",
        "def run():",
        *(f"    {line}" for line in inner),
        "",
        "",
        "gradient = run()",
    ]


def _graphed(said: Placed, call: str, outputs, arriving, found: str, real) -> list[str]:
    backward = f"torch.autograd.backward([{', '.join(outputs)}], [{', '.join(arriving)}])"
    grad = (
        f"torch.zeros_like({found}) if {found}.grad is None else {found}.grad"
        if said.computed_zero
        else f"{found}.grad"
    )
    return [f"outputs = {call}", backward, f"gradient = {grad}"]


def _transformed(said: Placed, call: str, outputs, arriving, found: str, real) -> list[str]:
    """Make the model a function of its inputs and weights, which is what JAX differentiates."""
    keeps = bool(said.weights)
    inner, given = [f"outputs = {call}", f"return [{', '.join(outputs)}]"], ", ".join(real)
    if keeps:
        inner = [
            "with keras.StatelessScope(list(zip(model.trainable_variables, values))):",
            *(f"    {each}" for each in inner),
        ]
    taken = [*real, *(["values"] if keeps else [])]
    lines = ["", "", f"def outputs_of({', '.join(taken)}):", *(f"    {line}" for line in inner), "", ""]
    lines += [*(["@jax.jit"] if said.mode == "xla" else []), f"def gradients_of({', '.join(taken)}):"]
    cast = [
        each.replace(out, f"reached[{n}]")
        for n, (each, out) in enumerate(zip(arriving, outputs, strict=True))
    ]
    lines += [
        f"    reached, back = jax.vjp(outputs_of, {', '.join(taken)})",
        f"    return back([{', '.join(cast)}])",
        "",
        "",
    ]
    if keeps:
        lines.append("values = [variable.value for variable in model.trainable_variables]")
    lines.append(f"gradients = gradients_of({', '.join(taken)})")
    if said.where == "weight":
        lines.append(
            f'place = [variable.path for variable in model.trainable_variables].index("{said.address[0]}")'
        )
        return [*lines, "gradient = gradients[-1][place]"]
    return [*lines, f"gradient = gradients[{real.index(said.name)}]  # of {given}"]


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
    lines = _built(said)
    lines += [f"{name} = {tensor(said, array)}" for name, array in said.inputs.items()]
    lines += _WITH_XLA if said.mode == "xla" else []
    lines.append(
        f"history = train({', '.join(['model', *said.inputs, *filter(None, [of_call(said.calls['train'])])])})"
    )
    if said.where == "history":
        held = "float64" if said.stored == "float64" else "float32"
        return [*lines, f'got = np.asarray(history["{said.name}"], "{held}")']
    if said.where == "state":
        kept = " + ".join(f'weights["{each}"]' for each in said.address)
        return [*lines, f"got = {_read(said, kept)}{said.part}"]
    asked = said.more["predicted"]
    if said.name == "test_prediction":
        lines += [f"{name}_test = {tensor(said, said.more['held_out'][name])}" for name in asked]
        asked = [f"{name}_test" for name in asked]
    return [*lines, f"got = {_read(said, _call(said, asked, training=False))}"]


def _optimizer(said: Placed, framework: str) -> list[str]:
    more, starts = said.more, said.more["starts"]
    names = list(starts)
    lines = [
        f'{name} = keras.Variable({_listed(array, said.stored)}, dtype="{said.stored}")'
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
    lines.append(f"    path.append(np.array({_read(said, kept)}))")
    return [*lines, "got = np.stack(path)"]


def _compiled_step(said: Placed, framework: str, every: str) -> list[str]:
    if framework != "keras-jax":
        return [
            "",
            "",
            f"@{_decorator(said)}",
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
            "got = np.stack([keras.ops.convert_to_numpy(schedule(step)) for step in steps])",
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
        f"    values.append({_read(said, 'metric.result()')})",
        "got = np.stack(values)",
    ]


def _distribution(said: Placed, framework: str) -> list[str]:
    build = f"build({of_call(said.calls['build'])})"
    draw = f"keras.ops.convert_to_numpy({build}({said.more['shape']}))"
    return [f"draws = np.stack([{draw} for _ in range({said.more['number']})])"]


_KINDS = {
    "operation": _operation,
    "training run": _training,
    "optimizer": _optimizer,
    "schedule": _schedule,
    "metric": _metric,
    "distribution": _distribution,
}
