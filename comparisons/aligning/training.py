"""What only training shows: running statistics after one step, dropout, what is trained, and what is penalized."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import tensorflow as tf

from comparisons.aligning import findings as of
from comparisons.aligning import kinds, law, relations
from comparisons.aligning.calls import Call, reached
from comparisons.aligning.findings import Findings
from comparisons.aligning.layer_reasons import NEUTRAL
from comparisons.aligning.layers import Met
from comparisons.aligning.words import PATHS, settings
from comparisons.judging.precision import ALLOWED


def judge(alignment: Any) -> Findings:
    """Return what is found of all that acts in training alone."""
    found = Findings()
    seen = set()
    for met in alignment.met:
        if met.layer in seen:
            continue
        seen.add(met.layer)
        _trained(met, found)
        _penalized(met, found)
        if met.family == "batch_norm":
            _statistics(met, found)
        _inner_dropout(met, found)
    _more_weights(alignment.met, found)
    _dropouts(alignment, found)
    for call in alignment.watch.record.calls:
        if call.made and set(call.made) <= set(call.given) and call.kind != "dropout":
            name = type(call.what).__name__
            why = f"Keras does {name} in training alone; no layer of PyTorch that is seen does"
            found.add(of.TRAINING, call.name, "", 0.0, why)
    return found


def _trained(met: Met, found: Findings) -> None:
    parameters = list(met.module.parameters())
    if not parameters or not met.layer.weights:
        return
    learns = [each.requires_grad for each in parameters]
    mine = bool(met.layer.trainable_weights)
    if any(learns) != mine and (mine or met.layer.weights):
        why = f"trainable is {mine} in Keras, requires_grad is {any(learns)} in PyTorch"
        found.add(of.TRAINING, met.keras.name, met.pytorch.name, 0.0, why, True)
    elif any(learns) and not all(learns):
        found.note(
            f"{met.pytorch.name}: PyTorch trains some of its weights alone; Keras trains all of {met.keras.name}"
        )


def _more_weights(mets: list[Met], found: Findings) -> None:
    """Say which weights Keras trains that PyTorch has not: in a port they have no effect, until they are trained."""
    for name in NEUTRAL:
        more = {
            met.layer: met.keras.name
            for met in mets
            if met.family == kinds.of_torch(met.module)
            and met.layer.trainable
            and getattr(met.layer, name, False) is True
            and not kinds.FAMILIES[met.family].settings.get(name, lambda module: True)(met.module)
        }
        if more:
            first, many = next(iter(more.values())), f" and {len(more) - 1} more" if len(more) > 1 else ""
            found.note(
                f"{first}{many}: {name} is True in Keras, PyTorch has no such weight: training moves it"
            )


def _penalized(met: Met, found: Findings) -> None:
    names = (
        "kernel_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "recurrent_regularizer",
        "embeddings_regularizer",
    )
    for name in names:
        if getattr(met.layer, name, None) is not None:
            why = f"{name} adds to Keras's loss; PyTorch's layer has no such thing (its optimizer may: weight_decay)"
            found.note(f"{met.keras.name}: {why}")
    for name in ("kernel_constraint", "bias_constraint", "recurrent_constraint", "embeddings_constraint"):
        if getattr(met.layer, name, None) is not None:
            why = f"{name}: Keras holds the weight to it after every step, PyTorch does not"
            found.add(of.TRAINING, met.keras.name, met.pytorch.name, 0.0, why, False)


def _statistics(met: Met, found: Findings) -> None:
    """Let both run once in training, and compare the statistics that they keep."""
    module, layer = met.module, met.layer
    if not module.track_running_stats or not met.loads():
        return
    names = dict(moving_mean="running_mean", moving_variance="running_var")
    mine = {name: np.array(getattr(layer, name).numpy()) for name in names}
    axes = tuple(axis for axis in range(met.inputs[0].ndim) if axis != layer.axis % met.inputs[0].ndim)
    batch = met.inputs[0].astype("float64")
    if batch.shape[layer.axis] != mine["moving_mean"].shape[0]:
        return
    met.run(tf.constant(met.inputs[0]), training=True)
    after = {name: np.array(getattr(layer, name).numpy()) for name in names}
    met.loads()
    count = batch.size // batch.shape[layer.axis]
    of_batch = dict(moving_mean=batch.mean(axes), moving_variance=batch.var(axes))
    unbiased = count / max(count - 1, 1)
    kept = module.momentum
    if kept is None:
        said = (
            "PyTorch's running statistics are the mean of all batches (momentum=None); Keras has no such rule"
        )
        found.add(of.TRAINING, met.keras.name, met.pytorch.name, 0.0, said, True)
        return
    right = {
        name: (1 - kept) * mine[name] + kept * of_batch[name] * (unbiased if name == "moving_variance" else 1)
        for name in names
    }
    worst = max(law.apart(after[name], right[name]) for name in names)
    if worst <= ALLOWED:
        if abs(1 - kept - layer.momentum) > 1e-6:
            _momentum(met, found, 0.0)
        return
    biased = dict(
        right, moving_variance=(1 - kept) * mine["moving_variance"] + kept * of_batch["moving_variance"]
    )
    if max(law.apart(after[name], biased[name]) for name in names) <= ALLOWED:
        return  # as it is declared
    share = layer.momentum
    mended = {name: share * mine[name] + (1 - share) * of_batch[name] for name in names}
    if (
        max(law.apart(after[name], mended[name]) for name in names) <= ALLOWED
        and abs(share - 1 + kept) > 1e-6
    ):
        _momentum(met, found, worst)
    elif not layer.trainable:
        return  # a frozen layer keeps its statistics, and that has been told
    else:
        found.add(
            of.TRAINING,
            met.keras.name,
            met.pytorch.name,
            worst,
            "the statistics after one step are others",
            False,
        )


def _momentum(met: Met, found: Findings, far: float) -> None:
    kept = met.module.momentum
    why = (
        f"momentum is {met.layer.momentum:g} in Keras, the share of the past that is kept; PyTorch's {kept:g} is the "
        f"share of the new batch: write {1 - kept:g}"
    )
    found.add(of.TRAINING, met.keras.name, met.pytorch.name, far, why, True)


def _inner_dropout(met: Met, found: Findings) -> None:
    inner = met.layer.forward_layer if type(met.layer).__name__ == "Bidirectional" else met.layer
    theirs = getattr(met.module, "dropout", 0.0)
    theirs = theirs if isinstance(theirs, float | int) and met.family == "attention" else 0.0
    for name in ("dropout", "recurrent_dropout"):
        mine = getattr(inner, name, 0.0)
        if isinstance(mine, float | int) and mine != (theirs if name == "dropout" else 0.0):
            why = f"{name} is {mine:g} in Keras, {theirs if name == 'dropout' else 0.0:g} in PyTorch"
            found.add(of.TRAINING, met.keras.name, met.pytorch.name, 0.0, why, True)


def _dropouts(alignment: Any, found: Findings) -> None:
    """Pair the dropouts of both models by what they are given, and compare their rates."""
    ours = list(_of(alignment.record.calls))
    hidden = any(call.kind == "attention" and not call.layer for call in alignment.record.calls)
    for call, rate in _of(alignment.watch.record.calls):
        partner = next((pair for pair in ours if _same(call, pair[0], alignment.flats)), None)
        partner = partner or (
            ours[0] if ours and not alignment.clean else None
        )  # its input differs for another reason
        if partner is None:
            if rate and hidden and call.inputs[0].ndim == 4:
                found.note(
                    f"Keras drops out of attention's weights (rate={rate:g}); whether PyTorch's "
                    "scaled_dot_product_attention does so in training is not seen"
                )
            elif rate:
                why = f"Keras drops out here (rate={rate:g}), PyTorch does not"
                found.add(of.TRAINING, call.name, "", 0.0, why, True)
            continue
        ours.remove(partner)
        if why := _elsewhere(call, partner[0], alignment):
            found.add(of.TRAINING, call.name, partner[0].name, 0.0, why, True)
        if _form(call) != _form(partner[0]):
            why = f"dropout: Keras drops {_form(call)}, PyTorch {_form(partner[0])}"
            found.add(of.TRAINING, call.name, partner[0].name, 0.0, why, True)
        if rate and not partner[1] and partner[0].settings.get("training") is False:
            found.note(
                f"Keras drops out (rate={rate:g}) where PyTorch's function is told p=0 while the model is not trained: "
                "what it drops in training is not seen"
            )
        elif abs(rate - partner[1]) > 1e-9:
            why = f"dropout: rate is {rate:g} in Keras, p is {partner[1]:g} in PyTorch"
            found.add(of.TRAINING, call.name, partner[0].name, 0.0, why, True)
    for call, rate in ours:
        if rate and alignment.complete:
            found.add(
                of.TRAINING, "", call.name, 0.0, f"PyTorch drops out here (p={rate:g}), Keras does not", True
            )


def _elsewhere(call: Call, partner: Call, alignment: Any) -> str:
    """Return why what is dropped goes to other layers in Keras than in PyTorch, "" if it goes to the same."""
    partners = {met.keras: met.pytorch for met in alignment.met}
    mine, theirs = reached(call, alignment.watch.record), reached(partner, alignment.record)
    if not alignment.complete or not all(each in partners for each in mine if each):
        return ""
    more = [each for each in mine if (each and partners[each]) not in theirs]
    fewer = [each for each in theirs if each not in {each and partners[each] for each in mine}]
    told = [f"Keras gives {each or 'the output'} what is dropped, PyTorch does not" for each in more]
    told += [f"PyTorch gives {each or 'the output'} what is dropped, Keras does not" for each in fewer]
    return f"dropout: {'; '.join(told)}" if told else ""


def _of(calls: list[Call]) -> Iterator[tuple[Call, float]]:
    for call in calls:
        if call.kind == "dropout" and call.outputs:
            yield call, float(settings("dropout", call.settings, call.outputs[0].ndim)["rate"])


def _form(call: Call) -> str:
    """Say what a dropout drops."""
    name = (
        call.what if isinstance(call.what, str) else getattr(call.what, "__name__", type(call.what).__name__)
    )
    shape = call.settings.get("noise_shape")
    if name.lower().endswith(PATHS) or (shape and all(n == 1 for n in shape[1:])):
        return "whole samples"
    if "lpha" in name:
        return "numbers, and keeps mean and variance (alpha dropout)"
    whole = "Spatial" in name or "feature" in name or name.lower().rstrip("d").endswith(("1", "2", "3"))
    return "whole channels" if whole else "single numbers"


def _same(call: Call, other: Call, flats) -> bool:
    array, value = call.inputs[0], other.inputs[0]
    return (
        array.size == value.size
        and relations.best(array, value, relations.of_value(array, value, flats))[0] <= ALLOWED
    )
