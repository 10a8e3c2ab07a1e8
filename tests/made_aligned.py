"""Two models side by side as a page is given them, made by hand: a graph of so many pairs, with mistakes planted."""

import pandas as pd

WHY = {
    "layer": "epsilon is 0.001 in Keras, 1e-05 in PyTorch",
    "glue": "Keras does relu where PyTorch does tanh",
    "training": "dropout: rate is 0.3 in Keras, p is 0.2 in PyTorch",
}


def call(framework, number, name, what, takes=()):
    takes = [dict(name=f"add{each}", id=f"{framework}-{each}-glue") for each in takes]
    return dict(id=f"{framework}-{number}", name=name, what=what, shape="2 × 3", takes=takes)


def made_aligned(pairs=3, wrong=None, **changed):
    """Return what a page is made of, and its tables; ``wrong`` are kinds of findings by the number of the pair."""
    wrong = wrong or {}
    lines = []
    for number in range(pairs):
        far = 1e4 if wrong.get(number) == "layer" else number % 20
        glue = {
            each: [call(each, f"{number}-glue", f"add{number}", "add", [number - 1] if number > 1 else [])]
            * (number > 0)
            for each in ("pytorch", "keras")
        }
        lines.append(dict(
            id=f"line-{number}", concept="linear.dense", before=glue,
            pytorch=call("pytorch", number, f"block{number // 10}.{number}", "Linear"),
            keras=call("keras", number, f"dense_{number}", "Dense"),
            pair=dict(output=far, gradient=far / 2),
        ))  # fmt: skip
    lines.append(
        dict(
            id=f"line-{pairs}",
            concept="",
            before=dict(pytorch=[], keras=[]),
            pytorch=None,
            keras=None,
            pair=None,
        )
    )
    causes = []
    for number, what in wrong.items():
        part = "before" if what == "glue" else "layer"
        where = dict(keras=f"dense_{number}", pytorch=f"{number}", far=1e4, line=f"line-{number}", part=part)
        causes.append(dict(
            what=what, keras=where["keras"], pytorch=where["pytorch"], far=1e4, why=WHY[what], proven=True,
            places=[where], advice=dict(pytorch="change this", keras="or that"),
        ))  # fmt: skip
    frame = pd.DataFrame([
        dict(keras=line["keras"]["name"], pytorch=line["pytorch"]["name"], concept="linear.dense", allowed=32.0,
             output=line["pair"]["output"], gradient=line["pair"]["gradient"], weights="carried")
        for line in lines[:-1]
    ])  # fmt: skip
    told = dict(
        names=dict(pytorch="mine.py:original", keras="mine.py:port"), agrees=not causes, ported=False,
        layers=dict(pytorch=pairs, keras=pairs), causes=causes, lines=lines,
        whole=dict(output=None if causes else 1.5, allowed=32.0, gradient=None if causes else 2.5),
        declared=["Keras keeps the biased variance"], notes=[],
    )  # fmt: skip
    return told | changed, dict(pairs=frame, findings=pd.DataFrame(WHY.items(), columns=["what", "why"]))
