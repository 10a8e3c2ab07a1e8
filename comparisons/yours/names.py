"""What people call the things that scratch calls by one letter: arguments, settings and sizes, told by their names."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

#: By scratch's name, names that stand for the same, the commonest first, in lower case and without underscores.
ARRAYS = {
    "x": "inputs input data features images image seq sequence samples xs inp",
    "ids": "indices tokens tokenids idx x inputs input",
    "y": "target targets labels label ytrue truth t onehot yonehot",
    "z": "logits scores score ypred pred predictions x inputs input",
    "y_hat": "ypred predictions prediction pred preds output outputs x inputs input yhat",
    "log_p": "logprobs logprobabilities logp logits inputs input",
    "log_q": "logprobs logq logp inputs input",
    "p": "probs probabilities target yhat ypred pred positive",
    "a": "anchor x1 alpha weight slope",
    "n": "negative",
    "W": "weight weights w kernel kernels filters filter wx wih wxh weightih",
    "U": "wh whh recurrentkernel weighthh r wrec",
    "b": "bias biases bih",
    "b_x": "bih biasih bx",
    "b_h": "bhh biashh bh",
    "w": "weights weight params param parameters theta x",
    "gradients": "grads grad g gs gradient dw",
    "gamma": "weight scale g gain",
    "beta": "bias shift b offset",
    "mean": "runningmean movingmean mu",
    "var": "runningvar movingvariance movingvar variance sigma2",
    "h0": "h hx inith hinit h_prev state",
    "c0": "c cx initc cinit",
    "Q": "query queries q",
    "K": "key keys k",
    "V": "value values v",
    "mask": "attnmask attentionmask",
    "key_mask": "keypaddingmask paddingmask",
    "E": "embeddings embedding table weight weights w",
    "kept": "mask keep keepmask",
    "noise": "gumbel g eps",
    "rate": "lr learningrate baselr initialrate rate0 lr0",
    "step": "steps t iteration iterations epoch",
    "loss": "losses metric",
}
SETTINGS = {
    "epsilon": "eps",
    "learning_rate": "lr alpha eta stepsize rate",
    "beta1": "b1 beta_1",
    "beta2": "b2 beta_2",
    "momentum": "mu beta gamma",
    "rho": "decay alpha beta decayrate gamma",
    "weight_decay": "wd decay lambd lam",
    "negative_slope": "alpha slope",
    "lambd": "lam lambda alpha reg strength",
    "stride": "strides s",
    "padding": "pad p",
    "dilation": "dilationrate dilations",
    "axis": "dim",
    "size": "kernelsize poolsize ksize k",
    "rate": "p dropprob prob droprate initiallearningrate",
    "heads": "numheads nheads nhead h",
    "groups": "numgroups g",
    "training": "train istraining",
    "batch_size": "batch minibatchsize bs",
    "epochs": "nepochs numepochs niter iterations niters",
    "steps": "every stepsize totalsteps tmax decaysteps maxsteps period",
    "factor": "drop gamma decayrate decay drop",
    "floor": "minlr etamin",
    "deviation": "std stddev sigma",
    "low": "a minval",
    "high": "b maxval",
    "label_smoothing": "smoothing",
}
SIZES = {
    "i": "inputsize infeatures inputdim nin indim ninputs inputs dinput din",
    "h": "hiddensize hiddendim units nhidden hidden hiddenunits nunits dhidden dh",
    "k": "outfeatures units outputdim outputsize outchannels filters numclasses nclasses classes nout outdim dout",
    "c": "inchannels numfeatures channels numchannels dim nfeatures features infeatures cin",
    "d": "embeddim dmodel dim embeddingdim modeldim nfeatures infeatures inputdim outputdim hiddensize size",
    "v": "numembeddings vocabsize vocab nvocab inputdim",
    "f": "dff ffdim dimfeedforward",
    "p": "kernelsize",
    "features": "normalizedshape shape dim d nfeatures numfeatures features dmodel embeddim hiddensize size",
}

#: What is made of several: by the name that people give it, the names of its parts.
TOGETHER = {
    "betas": ("beta1", "beta2"),
    "kernelsize": ("p", "q"),
    "kernel": ("p", "q"),
}


def plain(name: str) -> str:
    """Return a name in lower case, without underscores and without what marks it as an instance's own."""
    return re.sub(r"[_\W]", "", name).lower()


def alike(ours: str, theirs: str, words: Mapping[str, str]) -> int:
    """Return how alike two names are: 3 the same, 2 the same but for case and underscores, 1 synonyms, 0 not at all."""
    if ours == theirs:
        return 3
    if plain(ours) == plain(theirs):
        return 2
    return int(plain(theirs) in map(plain, words.get(ours, "").split()))


def matched(ours: Iterable[str], theirs: Collection[str], words: Mapping[str, str]) -> dict[str, str]:
    """Return {our name: their name}, the likest first; each is taken once."""
    found, taken = {}, set()
    ours = list(ours)
    for least in (3, 2):
        for name in ours:
            for other in theirs:
                if name not in found and other not in taken and alike(name, other, words) >= least:
                    found[name] = other
                    taken.add(other)
    # Of synonyms the commonest counts first: "weight" is W before it is anything else's third name.
    pairs = [
        (words.get(name, "").split().index(plain(other)), ours.index(name), name, other)
        for name in ours
        for other in theirs
        if plain(other) in words.get(name, "").split()
    ]
    for *_, name, other in sorted(pairs):
        if name not in found and other not in taken:
            found[name] = other
            taken.add(other)
    return found


def arguments(wanted: Collection[str], offered: Mapping[str, Any], sizes: Collection[str]) -> dict[str, Any]:
    """Return what can be given of what a constructor asks for: settings and sizes, by their names or synonyms.

    ``offered`` are values by our names, those in ``sizes`` among them sizes of axes.
    """
    settings = [name for name in offered if name not in sizes]
    known = matched(settings, wanted, SETTINGS)
    left = [name for name in wanted if name not in known.values()]
    known |= matched([name for name in offered if name in sizes], left, SIZES)
    found = {theirs: _size(offered[ours], theirs) for ours, theirs in known.items()}
    for name in wanted:
        parts = TOGETHER.get(plain(name), ())
        if len(parts) > 1 and all(part in offered for part in parts):
            found[name] = tuple(offered[part] for part in parts)
        if plain(name) in ("bias", "usebias") and name not in found:
            found[name] = any(
                value for flag, value in offered.items() if flag.startswith(("with_b", "with_beta"))
            )
    return found


def _size(value: Any, theirs: str) -> Any:
    """Return a value as something of that name takes it: a shape of one axis, if it is called no shape, is its size."""
    is_axis = isinstance(value, tuple) and len(value) == 1 and "shape" not in plain(theirs)
    return value[0] if is_axis and isinstance(value[0], int) else value


def settings_taken(names: Collection[str], wanted: Collection[str]) -> dict[str, str]:
    """Return which of our settings something takes, each by the name that it has there."""
    found = matched(names, wanted, SETTINGS)
    for name in wanted:
        parts = TOGETHER.get(plain(name), ())
        if parts and all(part in names for part in parts):
            found |= dict.fromkeys(parts, name)
    return found
