"""An operation in Keras: run, and differentiated by what its backend differentiates with."""

from comparisons.reproducing.keras_words import built, call, decorator, read, tensor
from comparisons.reproducing.placing import Placed


def operation(said: Placed, framework: str) -> list[str]:
    """Return the lines that run an operation, and differentiate it if a gradient is wanted."""
    lines, inputs = built(said), said.inputs
    real = [name for name, array in inputs.items() if array is not None and array.dtype.kind == "f"]
    for name, array in inputs.items():
        if array is not None:
            grad = ".requires_grad_()" if framework == "keras-torch" and name in real else ""
            lines.append(f"{name} = {tensor(said, array)}{grad}")
    absent = [name for name, array in inputs.items() if array is None]
    given = [name for name in inputs if name not in absent] if said.form in ("model", "loss") else [*inputs]
    called = call(said, ["None" if name in absent else name for name in given])
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
        return [*lines, *_forward(said, framework, called)]
    gradient = {"keras": _taped, "keras-torch": _graphed, "keras-jax": _transformed}[framework]
    lines += gradient(said, called, outputs, arriving, found, real)
    return [*lines, f"got = {read(said, 'gradient')}{said.part}"]


def _forward(said: Placed, framework: str, called: str) -> list[str]:
    returned = f'outputs["{said.name}"]' if said.several else "outputs"
    if framework == "keras-torch":
        returned += ".detach()"
    if said.where == "state":
        returned = " + ".join(f'weights["{each}"]' for each in said.address)
    got = f"got = {read(said, returned)}{said.part if said.where == 'state' else ''}"
    if said.mode == "eager":
        return [f"outputs = {called}", got]
    wrap = "jax.jit" if framework == "keras-jax" else decorator(said)
    return [f"run = {wrap}(lambda: {called})", "outputs = run()", got]


def _taped(said: Placed, called: str, outputs, arriving, found: str, real) -> list[str]:
    zero = ', unconnected_gradients="zero"' if said.computed_zero else ""
    of = (
        (f"[{', '.join(outputs)}]", f"[{', '.join(arriving)}]")
        if len(outputs) > 1
        else (outputs[0], arriving[0])
    )
    inner = ["with tf.GradientTape() as tape:", *([f"    tape.watch([{', '.join(real)}])"] if real else [])]
    inner.append(f"    outputs = {called}")
    taken = f"tape.gradient({of[0]}, {found}, {of[1]}{zero})"
    if said.mode == "eager":
        return [*inner, f"gradient = tf.convert_to_tensor({taken})"]
    inner.append(f"return tf.convert_to_tensor({taken})")
    return [
        "",
        "",
        f"@{decorator(said)}",
        "def run():",
        *(f"    {line}" for line in inner),
        "",
        "",
        "gradient = run()",
    ]


def _graphed(said: Placed, called: str, outputs, arriving, found: str, real) -> list[str]:
    backward = f"torch.autograd.backward([{', '.join(outputs)}], [{', '.join(arriving)}])"
    grad = (
        f"torch.zeros_like({found}) if {found}.grad is None else {found}.grad"
        if said.computed_zero
        else f"{found}.grad"
    )
    return [f"outputs = {called}", backward, f"gradient = {grad}"]


def _transformed(said: Placed, called: str, outputs, arriving, found: str, real) -> list[str]:
    """Make the model a function of its inputs and weights, which is what JAX differentiates."""
    keeps = bool(said.weights)
    inner, given = [f"outputs = {called}", f"return [{', '.join(outputs)}]"], ", ".join(real)
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
