"""Code that stands by itself answers: a function or a class of NumPy, or whoever's own loop over training."""

import numpy as np

from comparisons.judging.answering import Answer, batches, by_name, stacked
from comparisons.yours.guarding import Failed
from comparisons.yours.said import Said
from comparisons.yours.way_back import WayBack

#: Generators of random numbers, as people call them.
RANDOM = ("rng", "generator", "random_state", "rs", "gen")


class ByHand(WayBack):
    """An implementation that stands by itself, with one question before it: it answers kind by kind."""

    def answer(self) -> Said:
        """Answer the question. Raises Failed, or whatever the code raises."""
        kinds = {
            "operation": self._operate,
            "training run": self._train,
            "optimizer": self._walk,
            "schedule": self._follow,
            "metric": self._measure,
            "distribution": self._sample,
        }
        answer, unchecked = kinds[self.question.kind]()
        return Said(answer, unchecked=frozenset(unchecked), notes=tuple(self.notes))

    def probe(self) -> dict[str, np.ndarray]:
        """Return the outputs alone."""
        if self.question.kind != "operation":
            return self.answer().answer.outputs
        model = self._instance()
        names = [name for name in self.question.truth.outputs if name not in self.question.draws]
        return self._outputs(self._returned(self._called(model), model), names)

    def _operate(self):
        question, model = self.question, self._instance()
        returned = self._returned(self._called(model), model)
        names = [name for name in question.truth.outputs if name not in question.draws]
        outputs = self._outputs(returned, names)
        unchecked = [name for name in names if name not in outputs]
        drawn = self._drawn(outputs, model) if question.draws else {}
        gradients = self._gradients(returned, model)
        unchecked += [label for label, (_, name) in question.owed.items() if name not in gradients]
        return Answer(outputs, gradients, drawn), unchecked

    def _train(self):
        question = self.question
        returned = self._returned(self._called(self._instance()))
        names = [name for name in question.truth.outputs if "prediction" not in name]
        outputs = self._outputs(returned, names)
        predict = question.concept.scratch.predict
        known = question.arrays | {n: outputs[n] for n in names if n in outputs} | question.settings
        trained = [name for name in by_name(predict, known) if name in names]
        if all(name in outputs for name in trained):
            given = by_name(predict, known)
            outputs["prediction"] = np.asarray(predict(**given))
            if question.held_out:
                held = {
                    n: a.astype(question.arrays[n].dtype) for n, a in question.held_out.items() if n in given
                }
                outputs["test_prediction"] = np.asarray(predict(**given | held))
        return Answer(outputs), [name for name in question.truth.outputs if name not in outputs]

    def _walk(self):
        question, model = self.question, self._instance()
        if callable(getattr(model, "step", None)) or "gradients" not in self.fit.given:
            raise Failed("is no function of w and all gradients; give one that takes its steps itself")
        returned = self._returned(self._called(model))
        outputs = self._outputs(returned, list(question.truth.outputs))
        return Answer(outputs), [name for name in question.truth.outputs if name not in outputs]

    def _follow(self):
        right = self.question.truth.outputs["rates"]
        model = self._instance()
        try:
            rates = self._array(self._called(model), "rates")
        except Exception:  # one that takes a step at a time cannot take all
            rates = None
        if rates is None or rates.shape != right.shape:
            name = "step" if "step" in self.question.arrays else "loss"
            rates = np.stack(
                [
                    self._array(self._called(model, {name: each}), "rates")
                    for each in self.question.arrays[name]
                ]
            )
        return Answer(dict(rates=rates)), []

    def _measure(self):
        values, samples = [], len(next(iter(self.question.arrays.values())))
        names = list(self.question.truth.outputs)
        for batch in batches(samples):
            seen = {name: array[: batch.stop] for name, array in self.question.arrays.items()}
            returned = self._returned(self._called(self._instance(), seen))
            values.append(
                self._outputs(
                    returned, names, {name: self.question.truth.outputs[name][-1] for name in names}
                )
            )
        known = [name for name in names if all(name in each for each in values)]
        return Answer(stacked([{n: each[n] for n in known} for each in values])), [
            n for n in names if n not in known
        ]

    def _sample(self):
        shape, law = self.question.case["shape"], self.question.concept.law
        generator, takes = self.question.rng("w"), self.implementation.called
        np.random.seed(self.question.seed)
        more = {name: generator for name in takes if name in RANDOM}
        names = [name for name in takes if name not in RANDOM and name not in self.fit.settings.values()]
        if not names:
            raise Failed("takes no shape")
        more[names[0]] = shape
        draws = [
            self._array(self.implementation.thing(**more | self._settings()), "w")
            for _ in range(law.number(shape))
        ]
        return Answer({}, drawn=dict(w=np.stack(draws))), []

    def _drawn(self, outputs: dict, model) -> dict[str, np.ndarray]:
        """Read what it drew itself back from its outputs, and what it draws for others."""
        names = list(self.question.truth.outputs)
        return self.question.read_draws(outputs, self._outputs(self._returned(self._called(model)), names))
