"""What a PyTorch user writes to build a model, give it its weights, run it, and read one array off it."""

import numpy as np

from comparisons.reproducing.literals import of_array, of_call
from comparisons.reproducing.placing import Placed


def head(said: Placed) -> list[str]:
    """Return the lines that come before all else."""
    stored = [] if said.stored == "float32" else [f"torch.set_default_dtype(torch.{said.stored})"]
    drawing = said.draws or said.kind in ("training run", "distribution")
    return [*stored, *([f"torch.manual_seed({said.seed})"] if drawing else [])]


def body(said: Placed) -> list[str]:
    """Return the lines that compute the array, as ``got``."""
    if said.where == "build":
        return _building(said)
    return _KINDS[said.kind](said)


def tensor(said: Placed, array: np.ndarray, more: str = "", indent: int = 0) -> str:
    """Return a tensor as it is written."""
    real = np.asarray(array).dtype.kind == "f"
    if not np.size(array) and np.ndim(array) > 1:
        return f"torch.zeros({np.shape(array)}, dtype=torch.{said.stored if real else array.dtype}{more})"
    dtype = f", dtype=torch.{said.stored}" if real else ""
    return f"torch.tensor({of_array(array, said.stored if real else '', indent)}{dtype}{more})"


def read(said: Placed, what: str) -> str:
    """Return the code that reads a tensor as an array."""
    return f"{what}.float().numpy()" if said.precision.is_half else f"{what}.numpy()"


def _operation(said: Placed) -> list[str]:
    lines = _built(said)
    for name, array in said.inputs.items():
        if array is not None:
            lines.append(
                f"{name} = {tensor(said, array, ', requires_grad=True' * (array.dtype.kind == 'f'))}"
            )
    if said.mode == "compile":
        lines.append("compiled = torch.compile(model)")
    model = "compiled" if said.mode == "compile" else "model"
    call = f"outputs = {model}({', '.join(name if each is not None else 'None' for name, each in said.inputs.items())})"
    lines += _mixed(said, call)
    output = {name: f'outputs["{name}"]' if said.several else "outputs" for name in said.cotangents}
    if said.where in ("input", "weight"):
        for name, array in said.cotangents.items():
            lines.append(f"d{name} = {tensor(said, array)}")
        arriving = [
            f"d{name}.to({output[name]}.dtype)" if said.precision.autocast else f"d{name}" for name in output
        ]
        lines.append(f"torch.autograd.backward([{', '.join(output.values())}], [{', '.join(arriving)}])")
        found = f"model.{_named(said)}" if said.where == "weight" else said.name
        if said.computed_zero:
            lines.append(f"gradient = torch.zeros_like({found}) if {found}.grad is None else {found}.grad")
        got = f"{'gradient' if said.computed_zero else found + '.grad'}{said.part}"
    elif said.where == "state":
        got = _state(said)
    else:
        got = (f'outputs["{said.name}"]' if said.several else "outputs") + ".detach()"
    return [*lines, f"got = {read(said, got)}"]


def _building(said: Placed) -> list[str]:
    """Return the line that builds, where that alone raises."""
    given = dict(optimizer="parameters=[weight]", schedule="optimizer=torch.optim.SGD([weight])").get(
        said.kind, ""
    )
    lines = ["weight = torch.nn.Parameter(torch.zeros(1))"] if given else []
    return [*lines, f"build({', '.join(filter(None, [given, of_call(said.calls['build'])]))})"]


def _named(said: Placed) -> str:
    return f'get_parameter("{said.address[0]}")'


def _state(said: Placed) -> str:
    terms = [f'model.state_dict()["{each}"]{said.part}' for each in said.address]
    return terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"


def _mixed(said: Placed, line: str) -> list[str]:
    """Return a line under autocast, if products are to be taken in half precision."""
    if not (half := said.precision.autocast):
        return [line]
    return [f'with torch.autocast("cpu", torch.{half}, cache_enabled=False):', f"    {line}"]


def _built(said: Placed) -> list[str]:
    lines = [f"model = build({of_call(said.calls['build'])})"]
    if said.form == "module" and not said.training:
        lines.append("model.eval()")
    if said.weights:
        lines.append("weights = {")
        lines += [f'    "{name}": {tensor(said, each, indent=4)},' for name, each in said.weights.items()]
        lines += ["}", "model.load_state_dict(weights, strict=False)"]
    return lines


def _training(said: Placed) -> list[str]:
    lines = _built(said)
    lines += [f"{name} = {tensor(said, array)}" for name, array in said.inputs.items()]
    if said.mode == "compile":
        lines.append("compiled = torch.compile(model)")
    model = "compiled" if said.mode == "compile" else "model"
    given = ", ".join([model, *said.inputs, *filter(None, [of_call(said.calls["train"])])])
    lines += _mixed(said, f"history = train({given})")
    if said.where == "history":
        return [*lines, f'got = np.asarray(history["{said.name}"], "{said.held}")']
    if said.where == "state":
        return [*lines, f"got = {read(said, _state(said))}"]
    asked = said.more["predicted"]
    if said.name == "test_prediction":
        lines += [f"{name}_test = {tensor(said, said.more['held_out'][name])}" for name in asked]
        asked = [f"{name}_test" for name in asked]
    lines += ["model.eval()", "with torch.no_grad():"]
    lines += [f"    {line}" for line in _mixed(said, f"prediction = {model}({', '.join(asked)})")]
    return [*lines, f"got = {read(said, 'prediction')}"]


def _optimizer(said: Placed) -> list[str]:
    starts, more = said.more["starts"], said.more
    names = list(starts)
    lines = [f"{name} = torch.nn.Parameter({tensor(said, array)})" for name, array in starts.items()]
    given = ", ".join([f"parameters=[{', '.join(names)}]", *filter(None, [of_call(said.calls["build"])])])
    lines.append(f"optimizer = build({given})")
    if "resume" in said.calls:
        state = more["state"]
        lines += [f"{name} = {tensor(said, said.calls['resume'][name])}" for name in state]
        other = of_call({key: each for key, each in said.calls["resume"].items() if key not in state})
        given = ", ".join(["optimizer", *(f"{name}={name}" for name in state), *filter(None, [other])])
        lines.append(f"resume({given})")
    lines += [f"{name}_gradients = {tensor(said, array)}" for name, array in more["gradients"].items()]
    taken = [f"{name}_gradient" for name in names]
    if said.mode == "compile":
        lines.append("step = torch.compile(optimizer.step)")
    lines.append("path = []")
    each = (
        f"zip({', '.join(f'{name}_gradients' for name in names)})"
        if len(names) > 1
        else f"{names[0]}_gradients"
    )
    if more["rates"] is not None:
        lines.append(f"rates = {of_array(more['rates'], said.stored)}")
        lines.append(
            f"for rate, {'(' + ', '.join(taken) + ')' if len(names) > 1 else taken[0]} in zip(rates, {each}):"
        )
        lines += ["    for group in optimizer.param_groups:", '        group["lr"] = rate']
    else:
        lines.append(f"for {', '.join(taken)} in {each}:")
    lines += [f"    {name}.grad = {name}_gradient" for name in names]
    lines.append("    step()" if said.mode == "compile" else "    optimizer.step()")
    place = names.index(said.name) if said.name in names else 0
    kept = f"averages(optimizer)[{place}]" if more["averages"] else names[place]
    lines.append(f"    path.append({kept}.detach().clone())")
    return [*lines, f"got = {read(said, 'torch.stack(path)')}"]


def _schedule(said: Placed) -> list[str]:
    lines = [
        f"optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(()))], lr={said.more['rate']!r})",
        f"scheduler = build({', '.join(['optimizer=optimizer', *filter(None, [of_call(said.calls['build'])])])})",
    ]
    rate = 'optimizer.param_groups[0]["lr"]'
    if "loss" in said.more:
        losses = of_array(said.more["loss"], said.stored)
        lines += ["rates = []", f"for loss in {losses}:", "    optimizer.step()", "    scheduler.step(loss)"]
        return [*lines, f"    rates.append({rate})", f'got = np.array(rates, "{said.held}")']
    steps = said.more["step"]
    lines += [f"rates = [{rate}]", f"for _ in range({max(steps, default=0)}):", "    optimizer.step()"]
    lines += ["    scheduler.step()", f"    rates.append({rate})"]
    return [*lines, f'got = np.array([rates[step] for step in {of_array(steps)}], "{said.held}")']


def _metric(said: Placed) -> list[str]:
    lines = [f"metric = build({of_call(said.calls['build'])})"]
    lines += [f"{name} = {tensor(said, array)}" for name, array in said.inputs.items()]
    lines += ["values = []", f"for start, end in {said.more['batches']}:"]
    lines.append(f"    metric.update({', '.join(f'{name}[start:end]' for name in said.inputs)})")
    value = "metric.compute()" if said.name == "value" else f'metric.compute()["{said.name}"]'
    lines.append(f"    values.append(torch.as_tensor({value}))")
    return [*lines, f"got = {read(said, 'torch.stack(values)')}"]


def _distribution(said: Placed) -> list[str]:
    draw = read(said, f"initialize(torch.empty({said.more['shape']})).detach()")
    return [
        f"initialize = build({of_call(said.calls['build'])})",
        f"draws = np.stack([{draw} for _ in range({said.more['number']})])",
    ]


_KINDS = {
    "operation": _operation,
    "training run": _training,
    "optimizer": _optimizer,
    "schedule": _schedule,
    "metric": _metric,
    "distribution": _distribution,
}
