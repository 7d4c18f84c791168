"""What every check of a patient does: run the repaired program, and compare the diagnosis.

A program is judged by its curves and its predictions for rows that are drawn at that moment. How it was repaired
doesn't matter, as the exercise says, so a different method that learns these rows passes; the diagnosis has its own
points.
"""

import math

import numpy as np

from course_utils.checks import expect
from course_utils.checks.answer import LearnerError, NotAttempted
from course_utils.checks.expect import Incorrect
from course_utils.lessons.lesson_08b import learner_side

DIAGNOSES = (
    "overfitting",
    "underfitting",
    "unscaled inputs",
    "shuffled labels",
    "wrong loss",
    "dead units",
    "leaking validation",
    "exploding rate",
)
TESTS = ("ranges", "rows", "loss", "activations", "copies", "rate")
SHOWN_BY = {
    "unscaled inputs": "ranges",
    "shuffled labels": "rows",
    "wrong loss": "loss",
    "dead units": "activations",
    "leaking validation": "copies",
    "exploding rate": "rate",
}
NAMED = 1 / 3  # share of a patient's points for the diagnosis and its test; the rest is for the repaired program


class Treatment:
    """One answer for a patient: the learner's diagnosis, and runs of the repaired program.

    `errors` maps a part of an error's message to what to say of it, as for `Exercise`.
    """

    def __init__(self, answer, rng, diagnosis, epochs, errors=None):
        self.answer, self.rng, self.diagnosis, self.epochs = answer, rng, diagnosis, epochs
        self.errors = errors or {}
        self.named, self.test = answer.via(learner_side.entries, ["diagnosis", "test"])
        self.is_named = self.named == diagnosis and self.test == SHOWN_BY[diagnosis]
        self.share = NAMED if self.is_named else 0.0

    def run(self, rows, description):
        """Run the learner's program; return its curves and its predictions for the new rows."""
        tried = f"your program on new data: {description}"
        try:
            got = self.answer.via(
                learner_side.treated, rows.x, rows.y, rows.x_new, self.epochs, seed=int(self.rng.integers(2**31))
            )
        except NotAttempted:
            if not self.is_named:
                raise
            raise Incorrect(
                tried,
                "there is no program yet",
                share=self.share,
                cause="Your diagnosis is correct. Now repair the program, and put it into the dictionary.",
            ) from None
        except LearnerError as error:
            if not self.is_named or not error.kind:
                raise
            where = f"line {error.line}, `{error.code}`: " if error.line else ""
            hint = next((hint for sign, hint in self.errors.items() if sign in error.text), "")
            raise Incorrect(
                tried,
                f"{where}{error.kind}: {error.text}",
                share=self.share,
                cause=f"Your diagnosis is correct. {hint}" if hint else "",
                look="your diagnosis is correct, so fix the error that stops the program",
            ) from None
        two = isinstance(got, (tuple, list)) and len(got) == 2 and isinstance(got[0], dict)
        curves = two and all(is_curve(got[0].get(name)) for name in ("loss", "val_loss"))
        expect.that(
            curves,
            tried=tried,
            got=expect.short(got),
            expected="(history.history, predicted)",
            share=self.share,
            look="return two things, as the original program does: the curves with loss and val_loss, and the "
            "predictions for x_new",
        )
        history, predicted = got[0], expect.numbers(got[1])
        numbers = predicted is not None and predicted.dtype.kind in "iufb"
        fits = numbers and predicted.shape == rows.y_new.shape
        shape = f", of shape {predicted.shape}" if numbers else ""
        expect.that(
            fits,
            tried=tried,
            got=f"{expect.short(got[1])}{shape}",
            expected=f"shape {rows.y_new.shape}",
            share=self.share,
            look="return one prediction for each row of x_new: a label or an amount, not probabilities",
        )
        finite = all(np.isfinite(history[name]).all() for name in ("loss", "val_loss"))
        expect.that(
            finite,
            tried=tried,
            got=f"loss {ends(history['loss'])}; val_loss {ends(history['val_loss'])}",
            expected="finite numbers",
            share=self.share,
            look="a training or validation loss is nan or infinite, so the program doesn't train properly yet",
        )
        return history, predicted.astype("float64")

    def promised(self, history, description):
        """Return the validation accuracy that the program ends with."""
        curve = history.get("val_accuracy")
        expect.that(
            is_curve(curve),
            tried=f"your program on new data: {description}",
            got=expect.short(list(history)),
            expected="a curve val_accuracy",
            share=self.share,
            look="compile with metrics=['accuracy'], and give fit its validation data",
        )
        return float(curve[-1])

    def cured(self, condition, description, got, expected, *, look, cause=""):
        """Require something of the repaired program; the points for the diagnosis are kept."""
        expect.that(
            bool(condition),
            tried=f"your program on new data: {description}",
            got=got,
            expected=expected,
            cause=cause,
            look=look,
            share=self.share,
        )

    def name(self, replies):
        """Require the diagnosis and its test, for a program that is already repaired."""
        named = self.named if isinstance(self.named, str) else ""
        expect.that(
            self.named == self.diagnosis,
            tried="your program works; now its diagnosis",
            got=expect.short(self.named),
            expected="" if named in DIAGNOSES else f"one of {', '.join(DIAGNOSES)}",
            share=1 - NAMED,
            cause=replies.get(named, ""),
            look="which fault did your repair remove?",
        )
        expect.that(
            self.is_named,
            tried=f"your program works; now the test that shows {self.diagnosis}",
            got=expect.short(self.test),
            expected="" if self.test in TESTS else f"one of {', '.join(TESTS)}",
            share=1 - NAMED,
            look="which test shows the cause itself, and not only its effects?",
        )


def is_curve(value):
    curve = expect.numbers(value)
    return curve is not None and curve.ndim == 1 and len(curve) > 0 and curve.dtype.kind in "iuf"


def last(history, name):
    """Return the last value of a curve, or nan where there is no such curve."""
    return float(history[name][-1]) if is_curve(history.get(name)) else math.nan


def ends(curve):
    return f"{curve[0]:.3g} in the first epoch, {curve[-1]:.3g} in the last"
