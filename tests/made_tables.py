"""Small tables of the kinds that a run ends in, made up for the tests of what is written from them."""

import pandas as pd

from reports.panels import PANELS

NAN, INF = float("nan"), float("inf")


def check(concept="linear.dense", framework="pytorch", dtype="float64", array="y", units=1.5, **more):
    where = dict(
        concept=concept,
        family=concept.split(".")[0],
        case="n=3 i=4",
        framework=framework,
        mode="",
        kind="output",
    )
    sizes = dict(error=units * 2.0**-52, units=units, allowed=32)
    return (
        where
        | dict(array=array, dtype=dtype, device="cpu")
        | sizes
        | dict(verdict="agrees", reason="", digest="", repeats="")
        | more
    )


def timing(framework, mode, median=2.0, ratio=1.0, **more):
    row = {"concept": "linear.dense", "framework": framework, "mode": mode, "pass": "forward"}
    where = dict(device="cpu", dtype="float32", size="n=64 i=64", scale=1.0, axis="n", extent=64.0)
    times = dict(rounds=60, disturbed=0, median_ms=median, q1_ms=0.9 * median, q3_ms=1.2 * median)
    ratios = dict(ratio=ratio, ratio_low=0.9 * ratio, ratio_high=1.1 * ratio)
    least = dict(operations=1e6, bytes=4e4, bound_ms=0.5 * median)
    apart = dict(first_call_ms=9 * median, compile_ms=NAN, transfer_ms=NAN, peak_mib=300.0)
    return row | where | times | ratios | least | apart | dict(reason="") | more


def grown(framework, mode, *medians):
    """The same at four sizes; the longest pass, since that is the one that is drawn. PyTorch eager takes 1 ms."""
    scales = (1 / 16, 1 / 4, 1.0, 4.0)
    return [
        timing(framework, mode, median, median, scale=scale, extent=64 * scale)
        | {"pass": "forward and backward"}
        for scale, median in zip(scales, medians, strict=True)
    ]


def score(framework):
    where = dict(story="A line separates", data="iris", model="linear.dense", framework=framework)
    return where | dict(setting="epochs=5", split="test", metric="accuracy", value=0.96875)


def layout(array, framework, text, **more):
    said = dict(axes="i k", ours="i k", theirs="i k", address="", index=None, parts=None)
    return dict(array=array, framework=framework, layout=text) | said | more


def concept(name, **more):
    family, short = name.split(".")
    idea = "Idea.\n\n    y = x W\n\nSource: *A Book*."
    source = f'"""{idea}"""\n\nimport numpy as np\n\n\ndef f(x):\n    return x\n'
    texts = dict(kind="operation", title="Idea.", idea=idea, lesson="A lesson.")
    lists = dict(
        layouts=[
            layout("W", "pytorch", "weight: i k -> k i", address="weight", theirs="k i"),
            layout("W", "keras", "kernel", address="kernel"),
            layout("x", "pytorch", "n i -> i n", axes="n i", ours="n i", theirs="i n"),
        ],
        differs=[dict(framework="keras", ways=[""], why="Keras rounds elsewhere.")],
        loading=[dict(source="pytorch", target="keras", code="W = take(source, 'weight').T\n")],
        documents=[
            dict(framework="pytorch", name="torch.nn.Linear", address="https://example.org/Linear.html")
        ],
        calls=[dict(framework="pytorch", call="nn.Linear(i, k)", address="https://example.org/Linear.html")],
        uses=["linear.dense"] if short == "lstm" else [],
    )
    return (
        dict(concept=name, family=family, name=short) | texts | dict.fromkeys(PANELS, source) | lists | more
    )


def idiom():
    says = dict(pytorch_says="The loop is *yours*.", keras_says="``fit`` is the loop.")
    return dict(topic="training", pytorch="loss.backward()\n", keras="model.fit(x, y)\n") | says


def default(setting, value, **more):
    where = dict(concept="linear.dense", setting=setting, framework="pytorch", callee="nn.Linear")
    return where | dict(parameter=setting, default=value, passed=setting) | more


def whole():
    names, dtypes = ("linear.dense", "recurrent.lstm"), ("float64", "float32")
    where = [("scratch", "float32"), *((name, dtype) for name in ("pytorch", "keras") for dtype in dtypes)]
    crashed = timing("keras", "xla", NAN, NAN, reason="crashed: no fixed shape")
    timings = [
        timing("scratch", "numpy", 5.0, 2.5),
        timing("pytorch", "eager"),
        timing("keras", "eager"),
        crashed,
    ]
    return dict(
        checks=pd.DataFrame(
            [check(name, *each, array) for name in names for each in where for array in "yW"]
        ),
        timings=pd.DataFrame(timings),
        accuracy=pd.DataFrame([score(name) for name in PANELS]),
        concepts=pd.DataFrame([concept(name) for name in names]),
        idioms=pd.DataFrame([idiom()]),
        defaults=pd.DataFrame(
            [default("eps", "1e-05"), default("", "True", parameter="bias", passed="False")]
        ),
    )


def with_checks(*checks):
    tables = whole()
    return tables | dict(checks=pd.concat([tables["checks"], pd.DataFrame(checks)], ignore_index=True))
