r"""Convolution against a dense network: one small kernel, used at every place, knows a stroke wherever it lies.

A dense layer has a weight of its own for every pixel. Move a digit by one pixel, and its ink falls on other weights. To
us it is the same digit. Count the pixels, and it is not: here is how far apart two images are, as the root of the sum
of their squared differences. Moved by a single column, a digit is further from itself than from the nearest image of
another digit.

[distances]

A convolution has one small kernel W, and looks with it at every place (r, s):

    y_{r,s} = b + Σ_{i,j} x_{r+i, s+j} W_{i,j}

What it sees is in its numbers. Choose a kernel, or see on paper one for upright edges: it takes what is on the left
from what is on the right. Where both are alike it says 0, which is grey. If the numbers sum to 0, an even surface
becomes 0; if they sum to 1, it stays what it is. And what a sum of kernels says is the sum of what they say. So to
sharpen is to take an image twice, and its blur away from it.

[kernels]

Move the image by (m, n), and every place sees what its neighbour saw: the answer is the same, and is moved, too.

    y(moved x)_{r,s} = y(x)_{r−m, s−n}

[moved]

So much for a layer. Does a network of such layers know a digit that was moved? LeNet has two convolutions of 3 × 3
places, each followed by the means of 2 × 2 places, and two dense layers. Against it stands a network of four dense
layers with as many weights, 3364 against 3350. Both are trained on digits where they stand, and tested on digits that
were moved by up to two pixels; what leaves the image is lost.

Both fail, as the upper row shows: one pixel costs more than half of the right answers, and two leave mere guessing.
LeNet is the better of two bad ones. Its convolutions say *where* a stroke is, and its dense layers have learned to
listen to that. That a network of convolutions does not mind a shift is often said, and not so (Azulay & Weiss, *Why do
deep convolutional networks generalize so poorly to small image transformations?*, JMLR 2019).

Now let training see them moved by up to one pixel: the lower row. A kernel that meets a stroke at one place has learned
it for all others; the dense network of its size must learn it nine times over, and errs more often. Two pixels, which
nobody was shown, none of them knows.

Is it the convolution, or is the dense network only too small? The one in the middle has 128 units in each layer, more
than 40 000 weights, twelve times as many. It does about as well as LeNet. So what a kernel buys here is weights: with
one for all places, a network is small and yet good. (The upper row is trained in all panels; the lower is the
mean of three trainings each, which take long, and are asked of scratch alone.)

[shifts]

What did the kernels learn? They are small enough to be looked at, and since a kernel does not care how large an image
is, these run over the photograph, too. Nobody showed them a roof. What they look for is contrast, each in a direction
of its own: the even sky leaves them even, the tower does not.

[maps]

A kernel of 3 × 3 places sees one pixel far. But the layer after it sees what *it* saw: L layers see 2 L + 1 pixels.
Two of them see 5 × 5 pixels with 18 weights instead of 25, three see 7 × 7 with 27 instead of 49 (Simonyan & Zisserman,
2015, section 2.3). What one answer has seen, its gradient says: send a 1 back through the layers, and see where it
arrives. With kernels that take the mean it arrives as a bell, of deviation

    σ = √(2 L / 3)

So what counts grows as √L, and the rim hardly speaks (Luo et al., *Understanding the Effective Receptive Field in Deep
Convolutional Neural Networks*, 2016). To see far with few layers, leave gaps in the kernel, 1, 2, 4, 8 wide (Yu &
Koltun, 2016): it doubles with every layer. LeNet takes means of 2 × 2 places between its layers, to the same end.

[fields]

*Exercise.* Shuffle the pixels of all images in one and the same way, after they were moved. We could read nothing then.
What does the dense network lose, and what does LeNet?
"""

from fractions import Fraction
from functools import partial

import numpy as np
from sklearn.datasets import load_sample_image

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import digit_images
from comparisons.declaring.scores import categorical_accuracy
from reports.fields import image, percents

PLACE = 14

DENSE, WIDE, LENET = "dense", "dense, wide", "LeNet"
MODELS = {DENSE: "models.deep_mlp", WIDE: "models.deep_mlp", LENET: "models.lenet"}
SHAPES = {
    name: dict(W1=(64, h), b1=h, W2=(h, h), b2=h, W3=(h, h), b3=h, W4=(h, 10), b4=10)
    for name, h in ((DENSE, 26), (WIDE, 128))
}
SHAPES[LENET] = dict(K1=(3, 3, 1, 6), b1=6, K2=(3, 3, 6, 16), b2=16, W3=(64, 32), b3=32, W4=(32, 10), b4=10)
GAINS = {DENSE: 2, WIDE: 2, LENET: 1}  # of the first weights: there are ReLUs, or tanh
RATES = {DENSE: 0.05, WIDE: 0.05, LENET: 0.1}
MOMENTUM = 0.875  # float32 has it exactly, and so has Keras

FAR = 2  # pixels that images are moved in the test
SHIFTS = [(m, n) for m in range(-FAR, FAR + 1) for n in range(-FAR, FAR + 1)]
DISTANCE = np.abs(SHIFTS).max(axis=1)
TICKS = ["−2", "−1", "0", "1", "2"]

EDGES = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])[..., None, None]  # Sobel's, for strokes that go up
ONE, BLUR = np.pad([[1.0]], 1), np.full((3, 3), 1 / 9)
UPRIGHT = "edges, upright"
KERNELS = {
    "as it is": ONE,
    "blur": BLUR,
    "sharpen": 2 * ONE - BLUR,
    "edges": 9 * ONE - 9 * BLUR,
    UPRIGHT: EDGES[..., 0, 0],
    "edges, level": EDGES[..., 0, 0].T,
    "relief": EDGES[..., 0, 0].T / 2 + EDGES[..., 0, 0] / 2 + ONE,
}
LAYERS, SHOWN, GAPS, WIDTH = 8, (1, 2, 4, 8), (1, 2, 4, 8), 33


def tell(panels, telling, quick, data=digit_images):
    """Choose kernels; move images and what one says of them; train; look at what was learned, how far a stack sees."""
    split = data()
    _claim_distances(telling, split)
    _tell_kernels(panels, telling)
    _tell_moved(panels, telling, split.x_train[0])
    number, tested, epochs, longer, starts = (200, 10, 1, 1, 1) if quick else (1347, 150, 3, 10, 3)
    x, y, y_test = split.x_train[:number], split.y_train[:number], split.y_test[:tested]
    tests = np.concatenate([_shifted(split.x_test[:tested], *shift) for shift in SHIFTS])
    in_place, moved = {}, {}
    for name in MODELS:
        given = name, x, y, tests, epochs
        in_place[name] = dict(scratch=_alone(panels, *given)) if name == WIDE else _trained(panels, *given)
        moved[name] = [_alone(panels, name, _moved(x), y, tests, longer, start) for start in range(starts)]
    _tell_shifts(telling, in_place, moved, y_test, judged=not quick)
    _tell_maps(panels, telling, moved[LENET][0])
    _tell_fields(panels, telling)


def exercise(panels, telling, quick, data=digit_images):
    """The dense network loses nothing: no pixel is next to another for it, and with the rows of its first weights
    shuffled alike it learns the very same. LeNet loses what it had ahead, and more: its kernels look for strokes, and
    neighbours in a shuffled image have nothing to do with each other.
    """
    split, shuffle, number = data(), np.random.default_rng(0).permutation(64), 100 if quick else 1347
    x, y = _moved(split.x_train[:number]), split.y_train[:number]
    shuffled = x.reshape(-1, 64)[:, shuffle].reshape(x.shape)
    W1 = first_weights(SHAPES[DENSE], GAINS[DENSE])["W1"][shuffle]
    plain, same = _trained(panels, DENSE, x, y, x, 1), _trained(panels, DENSE, shuffled, y, x, 1, W1=W1)
    loss, loss_shuffled = ({name: run["loss"] for name, run in runs.items()} for runs in (plain, same))
    telling.claim(
        "Shuffled as its first weights are, pixels teach the dense network the same: to one part in 10⁹ of the loss.",
        all(np.allclose(loss[name], loss_shuffled[name], rtol=1e-9, atol=0) for name in loss),
        loss=loss, shuffled=loss_shuffled,
    )  # fmt: skip
    if not quick:
        ends = [_alone(panels, LENET, each, y, x, 6)["loss"][-1] for each in (x, shuffled)]
        telling.claim(
            "LeNet learns shuffled images far worse: after six epochs its loss is more than half as high again.",
            ends[1] > 1.5 * ends[0], loss=ends[0], shuffled=ends[1],
        )  # fmt: skip


def _shifted(images, m, n) -> np.ndarray:
    """Return images (n h w c) moved by m rows and n columns, without ink where nothing comes from."""
    _, h, w, _ = images.shape
    room = np.pad(images, ((0, 0), (FAR, FAR), (FAR, FAR), (0, 0)))
    return room[:, FAR - m : FAR - m + h, FAR - n : FAR - n + w]


def _moved(images) -> np.ndarray:
    """Return images, each moved by up to one pixel at random."""
    by = np.random.default_rng(0).integers(-1, 2, (len(images), 2))
    return np.concatenate([_shifted(each[None], *shift) for each, shift in zip(images, by, strict=True)])


def _trained(panels, name, x, y, tests, epochs, start=0, **weights) -> dict:
    """Train a model in these panels and ask for what it says of test images; dense networks get rows of pixels."""
    if name != LENET:
        x, tests = x.reshape(len(x), 64), tests.reshape(len(tests), 64)
    how = dict(learning_rate=RATES[name], momentum=MOMENTUM, epochs=epochs)
    given = dict(
        x=x, y=y, held_out=dict(x=tests), **first_weights(SHAPES[name], GAINS[name], start) | weights, **how
    )
    return {framework: panel.answer(MODELS[name], **given) for framework, panel in panels.items()}


def _alone(panels, *given):
    return next(iter(_trained(dict(list(panels.items())[:1]), *given).values()))


def _accuracy(runs, y) -> np.ndarray:
    """Return how often models are right on test images of classes y, for each of the ``SHIFTS``."""
    said = np.stack([run["test_prediction"].reshape(len(SHIFTS), len(y), -1) for run in runs])
    return np.array([categorical_accuracy(each, y) for each in said.swapaxes(0, 1)])


def _by_distance(accuracy) -> list[float]:
    return [float(accuracy[far == DISTANCE].mean()) for far in range(FAR + 1)]


def _claim_distances(telling, split):
    x, same = split.x_train.reshape(-1, 64), split.y_train[:, None] == split.y_train
    apart = np.linalg.norm(x[:, None] - x, axis=2)
    other = np.min(apart, axis=1, where=~same, initial=np.inf)
    own = np.min(apart, axis=1, where=same & (apart > 0), initial=np.inf)
    rows = {"the nearest image of the same class": own, "the nearest image of another class": other}
    for what, shift in {"one row": (1, 0), "one column": (0, 1), "two columns": (0, 2)}.items():
        moved = _shifted(split.x_train, *shift).reshape(x.shape)
        rows[f"itself, moved by {what}"] = np.linalg.norm(x - moved, axis=1)
    share = np.mean(rows["itself, moved by one column"] > other)
    title = "How far an image is from others, mean of the training images"
    telling.table("distances", title, [dict(image=name, value=far.mean()) for name, far in rows.items()])
    telling.claim(
        "Moved by one column, 19 of 20 images or more are further from themselves than from the nearest of another.",
        share > 0.95, share_of_images=share,
    )  # fmt: skip


def _photograph() -> np.ndarray:
    """Return a photograph in grey (30 45), from 0 to 1, each number the mean of 14 × 14 pixels."""
    grey = load_sample_image("china.jpg").mean(axis=2)[:420, :630] / 255
    return grey.reshape(30, 14, 45, 14).mean(axis=(1, 3))


def _tell_kernels(panels, telling):
    """Let kernels that are set by hand run over a photograph, and over an even surface of 1."""
    x, W = _photograph(), np.stack(list(KERNELS.values()), axis=-1)[:, :, None]
    asked = dict(x=np.stack([x, np.ones_like(x)])[..., None], W=W)
    answers = np.stack([each["y"] for each in panels.answer("convolution.conv2d", **asked).values()])
    said = dict(zip(KERNELS, np.moveaxis(answers[:, 0], -1, 0), strict=True))

    def draw(figure, name):
        left, right = figure.subplots(1, 2, width_ratios=(1, 3.2))
        kernel, y = KERNELS[name], said[name][0]
        far = np.abs(kernel).max()
        image(left, kernel, -far, far)
        for (row, column), number in np.ndenumerate(kernel):
            written = str(Fraction(number).limit_denominator(9)).replace("-", "−")
            colour = "black" if number > -far / 2 else "white"
            left.text(column, row, written, ha="center", va="center", color=colour)
        end = np.quantile(np.abs(y), 0.99)
        image(right, y, *((0, 1) if kernel.sum() > 0.5 else (-end, end)), shades=8)

    title = "A kernel to choose, and what it says of a photograph"
    draws = {name: partial(draw, name=name) for name in KERNELS}
    telling.frames("kernels", title, "kernel", draws, start=UPRIGHT, height=2.5)
    telling.agree(
        "Of an even surface of 1 each kernel says the sum of its numbers, in every panel.",
        {"sum": np.broadcast_to(W.sum(axis=(0, 1, 2)), answers[:, 1].shape), "said": answers[:, 1]},
    )
    telling.agree(
        "Blurred and sharpened, a photograph adds up to twice itself, in every panel.",
        {"twice": 2 * said["as it is"], "sum": said["blur"] + said["sharpen"]},
    )


def _tell_moved(panels, telling, shown):
    x, (m, n) = np.zeros((2, 12, 14, 1)), (2, 4)
    x[0, 1:9, 1:9] = x[1, 1 + m : 9 + m, 1 + n : 9 + n] = shown
    answers = panels.answer("convolution.conv2d", x=x, W=EDGES, padding="same")
    y = np.stack([each["y"][..., 0] for each in answers.values()])
    title = "An image and what a kernel for edges says of it; the same, moved by two rows and four columns"
    with telling.picture("moved", title, height=3.6) as figure:
        far = np.abs(y).max()
        for row, (above, what) in enumerate(zip(figure.subplots(2, 2), ("x", "moved x"), strict=True)):
            image(above[0], -x[row, ..., 0])
            image(above[1], y[0, row], -far, far)
            above[0].set_title(what)
            above[1].set_title(f"y({what})")
    telling.agree(
        "What a kernel says of the moved image is what it said before, moved: in every panel.",
        {"before": y[:, 0, :-m, :-n], "moved": y[:, 1, m:, n:]},
    )


def _tell_shifts(telling, in_place, moved, y, judged):
    scores = {("in place", name): _accuracy(runs.values(), y) for name, runs in in_place.items()}
    scores |= {("moved by 1", name): _accuracy(runs, y) for name, runs in moved.items()}
    title = "Right answers in a hundred, by how far test images are moved"
    with telling.picture("shifts", title, height=4.1) as figure:
        grid = figure.subplots(2, len(MODELS))
        for axes, ((training, name), accuracy) in zip(grid.flat, scores.items(), strict=True):
            percents(axes, 100 * accuracy.reshape(2 * FAR + 1, -1))
            axes.set_xticks(range(2 * FAR + 1), TICKS)
            axes.set_yticks(range(2 * FAR + 1), TICKS)
            if training == "in place":
                axes.set_title(name)
            if name == DENSE:
                axes.set_ylabel(f"trained {training}\n\nrows down")
        for axes in grid[-1]:
            axes.set_xlabel("columns right")
    if judged:
        _claim_shifts(telling, {key: _by_distance(accuracy) for key, accuracy in scores.items()})
    for name in (DENSE, LENET):
        losses = {framework: run["loss"] for framework, run in in_place[name].items()}
        telling.agree(f"Trained in place, {name} has the same loss in every epoch in all panels.", losses)
        for framework, run in in_place[name].items():
            for far, accuracy in enumerate(_by_distance(_accuracy([run], y))):
                telling.score(
                    data="digit_images", model=MODELS[name], framework=framework, split="test",
                    setting=f"moved by {far}", metric="accuracy", value=accuracy,
                )  # fmt: skip


def _claim_shifts(telling, right):
    """Claim what is right of test digits moved by 0, 1 and 2 pixels, by training and model."""
    telling.claim(
        "Trained in place, all three lose more than half of their right answers to one pixel, and LeNet the fewest.",
        all(right["in place", name][1] < right["in place", name][0] / 2 for name in MODELS)
        and right["in place", LENET][1] == max(right["in place", name][1] for name in MODELS),
        moved_by_0_1_2={name: right["in place", name] for name in MODELS},
    )
    wrong = {name: 1 - right["moved by 1", name][1] for name in MODELS}
    telling.claim(
        "Trained on moved images, LeNet errs on them at least a fifth less often than the dense network of its size; "
        "the wide one is right as often as LeNet, to within eight in a hundred.",
        wrong[LENET] < 0.8 * wrong[DENSE] and abs(wrong[LENET] - wrong[WIDE]) < 0.08, wrong=wrong,
    )  # fmt: skip


def _tell_maps(panels, telling, run):
    """Let the first kernels of a trained LeNet run over a photograph."""
    K = run["K1"]
    maps = panels.answer("convolution.conv2d", x=_photograph()[None, ..., None], W=K, b=run["b1"])
    y = next(iter(maps.values()))["y"][0]
    with telling.picture("maps", "A photograph, six kernels, and what each says of it", height=4.6) as figure:
        grid = figure.subplots(3, 4, width_ratios=(1, 3.4, 1, 3.4))
        for k, (kernel, answer) in enumerate(zip(grid[:, ::2].flat, grid[:, 1::2].flat, strict=True)):
            image(kernel, K[:, :, 0, k], -np.abs(K).max(), np.abs(K).max())
            image(answer, y[..., k], *np.quantile(y[..., k], (0.01, 0.99)))
    even = y[:8, 26:].std(axis=(0, 1)) / y[8:24, 8:20].std(axis=(0, 1))
    telling.claim(
        "Every kernel's answer varies in the sky less than a third as much as on the tower.",
        (even < 1 / 3).all(), sky_over_tower=even,
    )  # fmt: skip


def _tell_fields(panels, telling):
    """Send a 1 back from one answer of a stack, through layers that take the mean; without and with gaps."""
    fields = {framework: _fields(panel, [1] * LAYERS) for framework, panel in panels.items()}
    plain = next(iter(fields.values()))
    gapped = np.stack([_fields(panel, GAPS) for panel in panels.values()])[0]
    layers = np.arange(1, LAYERS + 1)
    seen, far = ([np.count_nonzero(each.sum(axis=0)) for each in fields] for fields in (plain, gapped))
    with telling.picture(
        "fields", "Where a 1 arrives that an answer sends back; how wide that is", 2.1
    ) as figure:
        shown = {f"{n} layer{'s' * (n > 1)}\n{seen[n - 1]}": plain[n - 1] for n in SHOWN}
        shown |= {f"4, with gaps\n{far[-1]}": gapped[-1]}
        for axes, (what, field) in zip(figure.subplots(1, len(shown)), shown.items(), strict=True):
            image(axes, field, 0, None, "cividis")
            axes.set_title(what)
    telling.claim(
        "L layers see 2 L + 1 pixels; with gaps that double, 2 · 2ᴸ − 1.",
        np.array_equal(seen, 2 * layers + 1) and np.array_equal(far, 2 * 2 ** layers[: len(GAPS)] - 1),
        seen=seen, with_gaps=far,
    )  # fmt: skip
    from_middle = np.arange(WIDTH) - WIDTH // 2
    deviation = {name: np.sqrt(each.sum(axis=1) @ from_middle**2) for name, each in fields.items()}
    telling.agree("The bell has the deviation √(2 L / 3).", {"theory": np.sqrt(2 * layers / 3)} | deviation)


def _fields(panel, gaps) -> np.ndarray:
    """Return where a 1 arrives after each layer that it goes back through (layers h w)."""
    back = np.zeros((1, WIDTH, WIDTH, 1))
    back[0, WIDTH // 2, WIDTH // 2] = 1
    asked, fields = dict(x=np.ones_like(back), W=np.full((3, 3, 1, 1), 1 / 9), padding="same"), []
    for gap in gaps:
        back = panel.answer("convolution.conv2d", **asked, dilation=gap, cotangents=dict(dy=back))["dx"]
        fields.append(back[0, ..., 0])
    return np.array(fields)
