"""``triptych align`` and ``triptych port``: two models that should be one, and the weights of one for the other."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.desk.ending import ExitCode
from comparisons.desk.folders import save, writing
from comparisons.desk.programs import print_json
from comparisons.errors import Mistake

Pytorch = Annotated[
    str,
    typer.Argument(metavar="PYTORCH", help="The PyTorch model: file.py:name, a model or what builds one."),
]
Keras = Annotated[
    str, typer.Argument(metavar="KERAS", help="The Keras model: file.py:name, or a .keras file.")
]
Input = Annotated[
    str,
    typer.Option(
        "--input",
        metavar="FILE",
        help="One batch in PyTorch's order: file.py:function, or .npz. [default: drawn]",
    ),
]
KerasInput = Annotated[
    str,
    typer.Option(
        "--keras-input", metavar="FILE", help="The same in Keras's order, where that is no transpose."
    ),
]
State = Annotated[
    str,
    typer.Option(
        "--state", metavar="FILE", help="Weights of the PyTorch model: a .pt state dict, or .safetensors."
    ),
]
Weights = Annotated[
    str, typer.Option("--weights", metavar="FILE", help="Weights of the Keras model: .weights.h5.")
]
Timeout = Annotated[float, typer.Option(help="Seconds that building a model may take.")]


@app.command()
def align(
    pytorch: Pytorch,
    keras: Keras,
    batch: Input = "",
    keras_batch: KerasInput = "",
    state: State = "",
    weights: Weights = "",
    timeout: Timeout = 120,
    show: Annotated[str, typer.Option(metavar="pairs", help="Show the table of pairs, too.")] = "",
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FOLDER", help="Write a page, with both models side by side, to it."),
    ] = None,
    as_json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Hold a Keras port against its PyTorch original, layer by layer. Exit code 1 when anything differs."""
    if show not in ("", "pairs"):
        raise Mistake(f"--show {show!r} is unknown; allowed: pairs")
    page, unwritten = None, ""
    with writing(out) if out is not None else nullcontext() as folder:
        report, *_ = _aligned(pytorch, keras, batch, keras_batch, state, weights, timeout)
        report.names = Path(pytorch).name, Path(keras).name
        if folder:
            page, unwritten = save(report.write, folder)
    _print(report, show, as_json)
    sentence = f"Both models side by side: {page}" if page else ""
    end(ExitCode.GOOD if report.agrees else ExitCode.BAD, sentence, as_json, unwritten)


@app.command()
def port(
    pytorch: Pytorch,
    keras: Keras,
    out: Annotated[
        str,
        typer.Option("--out", metavar="FILE", help="weights.h5, model.keras, or the other way .safetensors."),
    ],
    batch: Input = "",
    keras_batch: KerasInput = "",
    state: State = "",
    weights: Weights = "",
    timeout: Timeout = 120,
    anyway: Annotated[bool, typer.Option("--anyway", help="Write although they differ.")] = False,
    as_json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Write PyTorch's weights for the Keras model, once all agrees; to .safetensors, Keras's for the PyTorch model."""
    from comparisons.aligning import carrying

    out = out.removesuffix(".h5").removesuffix(".weights") + ".weights.h5" if out.endswith(".h5") else out
    carrying.demand_ending(out)
    report, models = _aligned(
        pytorch, keras, batch, keras_batch, state, weights, timeout, not out.endswith(".safetensors")
    )
    _print(report, "", as_json)
    if not report.agrees and not anyway:
        end(ExitCode.BAD, f"Nothing is written while they differ; --anyway writes {out}.", as_json)
    number = carrying.write(out, *models, report.carried)
    end(ExitCode.GOOD if report.agrees else ExitCode.BAD, f"{number} arrays are written to {out}.", as_json)


def _aligned(pytorch, keras, batch, keras_batch, state, weights, timeout, keep=False):
    from comparisons.aligning import models
    from comparisons.desk.plan import demand_timeout

    demand_timeout(timeout)
    models.ready(pytorch, keras, batch, keras_batch, state, weights)
    ours, optimizer = models.torch_model(pytorch, state, timeout)
    theirs = models.keras_model(keras, weights, timeout)
    models.demand_memory(ours, theirs)
    given, theirs_given = (models.batch(each) if each else None for each in (batch, keras_batch))
    with models.quietly():
        from comparisons.aligning.aligned import align_models

        return align_models(ours, theirs, given, theirs_given, optimizer, keep), (ours, theirs)


def _print(report, show: str, as_json: bool) -> None:
    if as_json:
        print_json(report.facts())
        return
    if show:
        print(report.pairs.to_string(index=False, float_format="{:.3g}".format))
    print(report)
