"""What every check of a broken program does: compare the named fault, and run the repaired program."""

import math

import numpy as np

from course_utils.checks import expect
from course_utils.checks.answer import LearnerError, NotAttempted
from course_utils.checks.expect import Incorrect
from course_utils.lessons.lesson_08b import learner_side

ILLNESSES = (
    "overfitting",
    "underfitting",
    "unscaled inputs",
    "shuffled labels",
    "wrong loss",
    "dead units",
    "leaking validation",
    "exploding rate",
)
TOLD_BY = {
    "ranges": "the smallest and the largest value of each column",
    "rows": "a few rows beside their labels",
    "loss": "the loss read beside the last layer and the labels",
    "activations": "what the hidden units give for many rows",
    "twins": "which rows stand in both parts",
    "rate": "the learning rate at each epoch",
}
FIRST_LOOK = {
    "unscaled inputs": "ranges",
    "shuffled labels": "rows",
    "wrong loss": "loss",
    "dead units": "activations",
    "leaking validation": "twins",
    "exploding rate": "rate",
}
NAMED = 1 / 3  # share of a patient's points for the illness and what shows it; the rest is for the repaired program


class Treatment:
    """One try at a patient: what the learner calls the illness, and runs of the repaired program."""

    def __init__(self, answer, rng, illness, epochs):
        self.answer, self.rng, self.illness, self.epochs = answer, rng, illness, epochs
        self.illness_named, self.told_by = answer.via(learner_side.entries, ["illness", "told_by"])
        self.named = self.illness_named == illness and self.told_by == FIRST_LOOK[illness]
        self.share = NAMED if self.named else 0.0

    def run(self, rows, description):
        """Run the learner's repaired program; return its curves and its predictions for the new rows."""
        tried = f"your program on {description} drawn just now"
        try:
            got = self.answer.via(
                learner_side.treated, rows.x, rows.y, rows.x_new, self.epochs, seed=int(self.rng.integers(2**31))
            )
        except NotAttempted:
            if not self.named:
                raise
            raise Incorrect(
                tried,
                "no program yet",
                share=self.share,
                cause="The illness is named. Now the cure: copy the sick program into yours, and mend it.",
            ) from None
        except LearnerError as error:
            if not self.named or not error.kind:
                raise
            where = f"line {error.line}, `{error.code}`: " if error.line else ""
            raise Incorrect(
                tried,
                f"{where}{error.kind}: {error.text}",
                share=self.share,
                look="the illness is named; mend what stops the program",
            ) from None
        two = isinstance(got, (tuple, list)) and len(got) == 2 and isinstance(got[0], dict)
        curves = two and all(is_curve(got[0].get(name)) for name in ("loss", "val_loss"))
        expect.that(
            curves,
            tried=tried,
            got=expect.short(got),
            expected="(history.history, predicted)",
            share=self.share,
            look="the curves of the training with loss and val_loss, and what "
            "is predicted for x_new, as the sick program returns them",
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
            look="one prediction for each row of x_new: a label or an amount, not probabilities",
        )
        finite = all(np.isfinite(history[name]).all() for name in ("loss", "val_loss"))
        expect.that(
            finite,
            tried=tried,
            got=f"loss {ends(history['loss'])}",
            expected="finite numbers",
            share=self.share,
            look="the loss is no number any more: the patient is as ill as before",
        )
        return history, predicted.astype("float64")

    def promised(self, history, description):
        """Return the validation accuracy that the program ends with."""
        curve = history.get("val_accuracy")
        expect.that(
            is_curve(curve),
            tried=f"your program on {description} drawn just now",
            got=expect.short(list(history)),
            expected="a curve val_accuracy",
            share=self.share,
            look="compile with metrics=['accuracy'], and give fit its validation data",
        )
        return float(curve[-1])

    def cured(self, condition, description, got, expected, *, look, cause=""):
        """Demand something of a repaired program, and keep the points for a named illness."""
        expect.that(
            bool(condition),
            tried=f"your program on {description} drawn just now",
            got=got,
            expected=expected,
            cause=cause,
            look=look,
            share=self.share,
        )

    def name(self, replies):
        """Demand the illness and what shows it, for a program that is already repaired."""
        illness_named = self.illness_named if isinstance(self.illness_named, str) else ""
        expect.that(
            self.illness_named == self.illness,
            tried="the program is cured; its illness",
            got=expect.short(self.illness_named),
            expected="" if illness_named in ILLNESSES else f"one of {', '.join(ILLNESSES)}",
            share=1 - NAMED,
            cause=replies.get(illness_named, ""),
            look="another illness: which one did your mend take away?",
        )
        expect.that(
            self.named,
            tried=f"the program is cured; what told you of {self.illness}",
            got=expect.short(self.told_by),
            expected="" if self.told_by in TOLD_BY else f"one of {', '.join(TOLD_BY)}",
            share=1 - NAMED,
            look="which look shows the cause itself, and not what came of it?",
        )


def is_curve(value):
    curve = expect.numbers(value)
    return curve is not None and curve.ndim == 1 and len(curve) > 0 and curve.dtype.kind in "iuf"


def last(history, name):
    """Return the last value of a curve, or nan where there is no such curve."""
    return float(history[name][-1]) if is_curve(history.get(name)) else math.nan


def ends(curve):
    return f"{curve[0]:.3g} at first, {curve[-1]:.3g} at last"
