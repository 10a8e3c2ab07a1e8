r"""Attention: each word asks all before it and takes a weighted mean of what they say, so that nothing is far away.

A recurrent network carries what it read from step to step. Attention does not carry, it looks. Each word has three
vectors: q, what it asks for; k, under what it is to be found; and v, what it has to say. How well a question fits a key
is a scalar product, a softmax makes shares of these, and the answer is the mean of all v in these shares:

    S_ij = q_i k_j / √d   if j ≤ i, else −∞
    A = softmax(S)        y = A V

The condition is the causal mask: no word sees a later one. Here all three are set by hand. A word asks for itself, and
each is to be found under the word before it. So it finds what came next when it stood there last time: after *we* came
*can*, after *can* came *not*. Who meets a word for the first time finds nothing, and looks at all alike. Every row of
the picture is a word that asks; models that were trained on text have such heads as well (Olsson et al., 2022).

[lookup]

Two things are missing in the formula, and are seen when something is changed. It does not know any order. Who shuffles
the words gets the same answers, shuffled: a bag of words. So a position is added to every word, here waves of many
lengths. And without the mask everybody hears everybody: who changes the last word changes all answers. With it, those
before stay what they were, to the last digit. That is what lets one text be a lesson in every of its places at once: no
place has seen its answer.

[changes]

Now a tiny GPT learns Lincoln's address, letter by letter, in pieces of 32 letters: to say after each what comes next.
The last quarter of the pieces is held out. After each stretch of its training it writes: it is given *four*, and then
always takes the likeliest letter. First it finds that some letters are frequent, then words that are none, and in the
end it knows the text by heart. On what it has not seen it is worse then than at the beginning: as sure of itself, and
wrong. A thousand letters teach nobody English.

[losses] [samples]

It need not take the likeliest letter. It may draw one, in shares that a softmax makes of its logits, divided by a
temperature T:

    p = softmax(z / T)

With T = 1 these are the shares that it has learned. Here they are for the letter after *four*, and above them what it
writes if it draws them all. One letter that is not the likeliest, and it is in a text that it has never seen, and lost.
Move T: cold, it takes the likeliest again; hot, it no longer cares which. Chance is the same at every temperature.

[temperature]

All panels go the same way for the first epochs; the rest is long, and scratch's alone. With the weights that it found,
all attend alike. Here is whom each letter attends to in each of the two heads. What is blank the mask hides.

[maps]

What has it learned, then? Take something away from it. Without its positions it is lost: so it has not learned which
letter follows which, but what stands in which place. Without its mask it is worse too, though it could see more: it
never learned to. And now the same text, which it knows by heart, cut into pieces half a piece later. It has seen each
word of it in every epoch, only in other places; and it is nearly as lost as in a text that it has never seen.

[without]

Sources: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017; Radford et al., *Improving Language Understanding by
Generative Pre-Training*, 2018; Olsson et al., *In-context Learning and Induction Heads*, arXiv:2209.11895, 2022.

*Exercise.* In ``_lookup`` a word asks eight times as strongly as it must. Let ``STRENGTH`` be 1. What becomes of the
picture, and to what does a softmax tend if all scores are small?
"""

from functools import partial

import numpy as np

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import letters
from reports.drawing import INK, look, together

PLACE = 16

WE_CAN_NOT = ("we", "can", "not")
WORDS = (*WE_CAN_NOT, "dedicate", *WE_CAN_NOT, "consecrate", *WE_CAN_NOT, "hallow", "this", "ground")
STRENGTH = 8.0
FEATURES = 16  # more than there are words; the root of it is a number that all panels hold exactly

ALPHABET = " abcdefghijklmnopqrstuvwxyz"
SIZES = dict(v=27, l=32, d=32, f=64)
HEADS = 2
STRETCHES = (1, 4, 15, 40)  # epochs; all panels go the first half of them
SHOWN = 16  # letters of a map
GIVEN, WRITTEN = 5, 27  # letters with which it begins to write, and with which it ends
TEMPERATURES = 2.0 ** np.arange(-3, 4)


def tell(panels, telling, quick):
    """Set attention by hand, change what it reads, then train a tiny GPT and take it apart."""
    _show_lookup(telling, _lookup(panels, STRENGTH))
    _show_changes(telling, panels)
    stretches = (5, 40) if quick else STRETCHES
    weights, losses, written = _learn(next(iter(panels.values())), stretches)
    together = {
        name: _learn(panel, stretches[: len(stretches) // 2], write=False) for name, panel in panels.items()
    }
    _show_losses(telling, losses, written, {name: each[1] for name, each in together.items()})
    _show_temperature(telling, panels, weights)
    _show_maps(telling, panels, weights)
    _show_without(telling, panels, weights)


def exercise(panels, telling, quick):
    """It turns pale. A word still prefers what followed it, but e¹ is not much more than e⁰: of two words one gets less
    than three times the share of the other. If all scores are small a softmax gives all the same, and the answer is a
    plain mean of what was said.
    """
    shares = {name: _followed(A).min() for name, A in _lookup(panels, 1.0).items()}
    telling.claim(
        "With a strength of 1 the share of what followed is less than half at its smallest.",
        max(shares.values()) < 0.5,
        smallest_share=shares,
    )


def _lookup(panels, strength) -> dict[str, np.ndarray]:
    """Return the shares A (t s): a word asks for itself, and is to be found under the word before it."""
    vocabulary = list(dict.fromkeys(WORDS))
    q = np.eye(FEATURES)[[vocabulary.index(word) for word in WORDS]]
    k = np.insert(q[:-1], 0, 0, axis=0)
    arrays = dict(Q=strength * np.sqrt(FEATURES) * q, K=k, V=np.eye(len(WORDS)))
    y = panels.ask("attention.causal", "y", **{name: each[None, None] for name, each in arrays.items()})
    return {name: each[0, 0] for name, each in y.items()}


def _followed(A) -> np.ndarray:
    """Return for every word that was there before what share what followed it gets."""
    return np.array([
        sum(A[i, j] for j in range(1, i + 1) if WORDS[j - 1] == word)
        for i, word in enumerate(WORDS) if word in WORDS[:i]
    ])  # fmt: skip


def _show_lookup(telling, shares):
    title = "Whom a word (row) attends to, brighter is more: to what came next after it stood there before"
    with telling.picture("lookup", title, height=4.4) as figure:
        _draw_map(figure.subplots(), next(iter(shares.values())), WORDS)
    telling.agree("All panels attend alike.", shares)
    least = {name: _followed(A).min() for name, A in shares.items()}
    telling.claim(
        "Every word that was there before gives more than nine tenths of its attention to what followed it then.",
        min(least.values()) > 0.9,
        smallest_share=least,
    )


def _draw_map(axes, A, names):
    axes.pcolormesh(np.where(np.tri(len(A)), A, np.nan), cmap="cividis", vmin=0, vmax=1)
    places = np.arange(len(names)) + 0.5
    axes.set_xticks(places, names, rotation=90 if len(names[0]) > 1 else 0)
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    axes.set_aspect("equal")
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)


def _show_changes(telling, panels):
    rng, t, d = np.random.default_rng(0), 8, 16
    x, order = rng.standard_normal((1, t, d)), rng.permutation(t)
    weights = {name: rng.standard_normal((d, d)) / np.sqrt(d) for name in ("W_q", "W_k", "W_v", "W_o")}
    weights |= {name: np.zeros(d) for name in ("b_q", "b_k", "b_v", "b_o")}
    other = np.concatenate([x[:, :-1], rng.standard_normal((1, 1, d))], axis=1)

    def ask(x, causal=False):
        y = panels.ask("attention.multi_head", "y", x=x, **weights, heads=HEADS, causal=causal)
        return {name: each[0] for name, each in y.items()}

    def placed(x):
        return panels.ask("attention.sinusoidal_positions", "y", x=x)

    def apart(before, after, words, same=slice(None)):
        return {name: float(np.max(np.abs(after[name][same] - before[name][words]))) for name in panels}

    shuffled, first = x[:, order], slice(-1)
    far = {
        ("words are shuffled", "no positions"): apart(ask(x), ask(shuffled), order),
        ("words are shuffled", "positions added"): apart(ask(placed(x)), ask(placed(shuffled)), order),
        ("the last is changed", "no mask"): apart(ask(x), ask(other), first, first),
        ("the last is changed", "causal mask"): apart(ask(x, True), ask(other, True), first, first),
    }
    title = "By how much the answers of the words change, at most"
    telling.by_panel("changes", title, ("change", "attention"), far)
    none, waves, heard, masked = far.values()
    telling.claim(
        "Shuffled answers are the same to 10⁻¹² without positions, and with them differ by more than 1/100.",
        max(none.values()) < 1e-12 and min(waves.values()) > 0.01,
        without=none, with_positions=waves,
    )  # fmt: skip
    telling.claim(
        "With the mask the answers before a changed word change by less than 10⁻¹², without by more than 1/100.",
        max(masked.values()) < 1e-12 and min(heard.values()) > 0.01,
        masked=masked, without=heard,
    )  # fmt: skip


def _learn(panel, stretches, write=True):
    """Train stretch by stretch; return the weights, the losses by text and epoch, and what is written after each."""
    split, weights, epoch = letters(), _start(), 0
    losses, written = dict(known=[], held_out=[]), []
    for epochs in stretches:
        run = panel.answer(
            "models.tiny_gpt", x=split.x_train, y=split.y_train, **weights, heads=HEADS, learning_rate=0.1,
            batch_size=8, epochs=epochs, held_out=split.test(),
        )  # fmt: skip
        weights, epoch = {name: run[name] for name in weights}, epoch + epochs
        losses["known"].append((epoch, _loss(run["prediction"], split.y_train)))
        losses["held_out"].append((epoch, _loss(run["test_prediction"], split.y_test)))
        if write:
            (text,) = _write(panel, weights, lambda z: z.argmax(axis=1))
            written.append(dict(epochs=epoch, text=text))
    return weights, losses, written


def _start() -> dict[str, np.ndarray]:
    """Return first weights: drawn small, norms of 1, biases of 0."""
    v, l, d, f = SIZES.values()
    shapes = dict(
        E=(v, d), P=(l, d), W_q=(d, d), W_k=(d, d), W_v=(d, d), W_o=(d, d), W_1=(d, f), W_2=(f, d), W_c=(d, v),
        b_q=d, b_k=d, b_v=d, b_o=d, beta_1=d, beta_2=d, beta=d, b_1=f, b_2=d, b_c=v,
    )  # fmt: skip
    return first_weights(shapes) | dict.fromkeys(("gamma_1", "gamma_2", "gamma"), np.ones(d))


def _loss(z, y) -> float:
    """Return the mean cross-entropy of logits z (n t v) and letters y (n t)."""
    z = z - z.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return float(-np.mean(np.take_along_axis(log_p, y[..., None], axis=-1)))


def _write(panel, weights, choose, texts=1) -> list[str]:
    """Let it go on after its first letters, several times; ``choose`` makes the next letters of logits (texts v).

    What follows is blank, which the mask hides.
    """
    x = np.zeros((texts, SIZES["l"]), int)
    x[:, :GIVEN] = letters().x_train[0, :GIVEN]
    for place in range(GIVEN, WRITTEN):
        asked = dict(x=x, y=x, **weights, heads=HEADS, learning_rate=0.0, epochs=1)
        x[:, place] = choose(panel.answer("models.tiny_gpt", **asked)["prediction"][:, place - 1])
    return ["".join(ALPHABET[letter] for letter in each[:WRITTEN]) for each in x]


def _show_temperature(telling, panels, weights):
    """Draw letters at all temperatures, by the same numbers of chance."""
    panel, rng, logits, likeliest = next(iter(panels.values())), np.random.default_rng(0), [], []

    def choose(z):
        shares = panel.answer("activations.softmax", x=z / TEMPERATURES[:, None])["y"]
        letter = np.sum(shares.cumsum(axis=1)[:, :-1] < rng.random(), axis=1)
        logits.append(z[0])
        likeliest.append(letter == z.argmax(axis=1))
        return letter

    texts = _write(panel, weights, choose, len(TEMPERATURES))
    answers = panels.answer("activations.softmax", x=logits[0] / TEMPERATURES[:, None])
    shares = {name: each["y"] for name, each in answers.items()}

    def draw(figure, row):
        axes = figure.subplots()
        for name, (share,) in together({name: (each[row],) for name, each in shares.items()}).items():
            axes.bar(range(len(ALPHABET)), share, color=look(name)[1])
        axes.set_xticks(range(len(ALPHABET)), ALPHABET.replace(" ", "␣"))
        axes.set(ylabel="share", ylim=(0, 1), xlim=(-1, len(ALPHABET)))
        axes.set_title(f"T = {TEMPERATURES[row]:g}: {texts[row]}")

    title = "A temperature to move: the shares of the letter after “four”, and what it writes"
    draws = {float(T): partial(draw, row=row) for row, T in enumerate(TEMPERATURES)}
    telling.frames("temperature", title, "temperature T", draws, start=1.0, height=2.6)
    telling.claim(
        "The warmer, the smaller the largest share and the larger the smallest, in every panel.",
        all(
            (np.diff(each.max(axis=1)) < 0).all() and (np.diff(each.min(axis=1)) > 0).all()
            for each in shares.values()
        ),
        largest_share={name: each.max(axis=1) for name, each in shares.items()},
    )
    right = np.sum(likeliest, axis=0)
    telling.claim(
        "Of the letters that it draws more than three quarters are the likeliest at the lowest temperature, and less "
        "than a third at the highest.",
        right[0] > 0.75 * len(likeliest) and right[-1] < len(likeliest) / 3,
        likeliest_by_temperature=right,
        letters=len(likeliest),
    )


def _show_losses(telling, losses, written, together):
    known, held_out = (np.array(each) for each in losses.values())
    with telling.picture("losses", "It learns the text by heart, and nothing else", height=3.0) as figure:
        axes = figure.subplots()
        axes.plot(*known.T, color=INK, linewidth=2, marker="o", label="text that it learns")
        dashed = dict(linestyle=(0, (4, 2)), label="text held out")
        axes.plot(*held_out.T, color=INK, linewidth=2, marker="o", **dashed)
        axes.set(xlabel="epochs", ylabel="cross-entropy of a letter", ylim=(0, None))
        axes.legend(loc="upper left", handlelength=3.2)  # so that dashes are seen
    telling.claim(
        "In the end the loss of the known text is less than 1.5, that of text held out more than 1 above its lowest.",
        known[-1, 1] < 1.5 and held_out[-1, 1] > held_out[:, 1].min() + 1,
        known=known[:, 1], held_out=held_out[:, 1],
    )  # fmt: skip
    paths = {name: [loss for _, loss in each["known"]] for name, each in together.items()}
    telling.agree(
        "For the first epochs the losses are the same in all panels, to the roundings of float32.",
        paths,
        "float32",
    )
    ends = {name: each["held_out"][-1] for name, each in together.items()}
    telling.scores(
        {name: loss for name, (_, loss) in ends.items()},
        data="letters", model="models.tiny_gpt", setting=f"epochs={next(iter(ends.values()))[0]}", split="test",
        metric="cross_entropy",
    )  # fmt: skip
    telling.table("samples", "What it writes after so many epochs", written)


def _read(panels, weights, x) -> dict[str, np.ndarray]:
    """Return what the block reads: letters with their positions."""
    h = panels.ask("recurrent.embedding", "y", ids=x, E=weights["E"])
    return panels.ask("attention.learned_positions", "y", x=h, P=weights["P"])


def _show_maps(telling, panels, weights):
    x = letters().x_train[:1, :SHOWN]
    read = _read(panels, weights, x)
    norm = dict(gamma=weights["gamma_1"], beta=weights["beta_1"])
    h = panels.ask("normalization.layer_norm", "y", x=read, **norm)
    parts = {name: weights[name] for name in ("W_q", "W_k", "W_v", "W_o", "b_q", "b_k", "b_v", "b_o")}
    A = panels.ask("attention.multi_head", "A", x=h, **parts, heads=HEADS, causal=True, need_weights=True)
    names = [ALPHABET[letter].replace(" ", "␣") for letter in x[0]]
    title = "Whom a letter (row) attends to in the two heads of the network that has learned"
    with telling.picture("maps", title, height=3.2) as figure:
        for axes, head in zip(figure.subplots(1, 2), next(iter(A.values()))[0], strict=True):
            _draw_map(axes, head, names)
    later = {name: float(np.max(np.triu(each[0], 1))) for name, each in A.items()}
    telling.claim("Nobody attends to a later letter.", max(later.values()) == 0, attention=later)


def _show_without(telling, panels, weights):
    split, half = letters(), SIZES["l"] // 2
    text = split.x_train.ravel()
    between = text[half : half - SIZES["l"]].reshape(-1, SIZES["l"]), text[half + 1 : half + 1 - SIZES["l"]]
    known, moved = (split.x_train, split.y_train), (between[0], between[1].reshape(between[0].shape))
    asked = {
        "as learned": (weights, known, True),
        "without its positions": (weights | dict(P=np.zeros_like(weights["P"])), known, True),
        "without its mask": (weights, known, False),
        "text cut half a piece later": (weights, moved, True),
        "text held out": (weights, (split.x_test, split.y_test), True),
    }
    loss = {way: _losses(panels, weights, *pair, causal) for way, (weights, pair, causal) in asked.items()}
    telling.by_panel("without", "Cross-entropy of a letter, from the same weights", "asked", loss)
    frequent = np.bincount(split.y_train.ravel(), minlength=SIZES["v"]) / split.y_train.size
    guess = float(-np.sum(frequent * np.log(np.maximum(frequent, 1e-9))))
    telling.claim(
        "Without positions, without mask, or cut later its loss is over half as high again; cut later it is higher "
        "than that of who guesses letters by how frequent they are.",
        all(
            min(loss[way].values()) > 1.5 * max(loss["as learned"].values())
            for way in ("without its positions", "without its mask", "text cut half a piece later")
        )
        and min(loss["text cut half a piece later"].values()) > guess,
        as_learned=loss["as learned"], cut_later=loss["text cut half a piece later"], guess=guess,
    )  # fmt: skip


def _losses(panels, weights, x, y, causal) -> dict[str, float]:
    """Return the loss of a text in every panel, layer by layer, with the mask or without it."""
    read = _read(panels, weights, x)
    others = ("E", "P", "gamma", "beta", "W_c", "b_c")
    block = {name: each for name, each in weights.items() if name not in others}
    how = dict(heads=HEADS, causal=causal, norm_first=True)
    h = panels.ask("attention.encoder_block", "y", x=read, **block, **how)
    h = panels.ask("normalization.layer_norm", "y", x=h, gamma=weights["gamma"], beta=weights["beta"])
    flat = {name: each.reshape(-1, SIZES["d"]) for name, each in h.items()}
    z = panels.ask("linear.dense", "y", x=flat, W=weights["W_c"], b=weights["b_c"])
    loss = panels.ask("losses.sparse_categorical_cross_entropy", "loss", z=z, y=y.ravel())
    return {name: float(each) for name, each in loss.items()}
