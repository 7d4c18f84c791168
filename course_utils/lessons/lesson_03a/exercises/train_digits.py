"""A network that you train on digits, judged on digits by other writers."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.digits import draw_digits
from course_utils.lessons.lesson_03a.exercises import _shared

# Over 20 draws five ways of training reach 0.92 to 0.94 on average, with a spread of 0.008 to 0.017; with inputs
# standardised inside it is 0.89, with a spread of 0.026, and that sets the limit.
_THRESHOLD = 0.78


exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Start with the network of the lesson: Input of x_train.shape[1:], Flatten, a hidden layer, ten "
        "outputs. Then compile, fit, and return the model.",
        "Watch the validation accuracy during training. Is it still rising at the end?",
        "Try more epochs, more units, or a larger learning rate. Change one of them at a time, and judge it by "
        "the validation accuracy.",
    ],
    errors={
        "must have the same rank": "This loss expects one-hot rows, but these labels are whole numbers.",
        "must have rank (ndim)": "Either there is no Flatten, so the output still has rows of pixels, or the "
        "labels are one-hot and the loss expects whole numbers.",
        "You must call `compile()`": _shared.NO_COMPILE,
        "type promotion": _shared.METRICS,
    },
)


def check(answer, rng):
    """Judge a trained model on digits by other writers.

    Which digit has which label is drawn, so weights that were prepared on public digits are no use. Weights that are
    computed from the given rows without `fit`, such as mean images, are learned from them as well, and they pass.
    """
    x_train, y_train, x_val, y_val, x_test, y_test = draw_digits(rng)
    names = rng.permutation(10)
    y_train, y_val, y_test = names[y_train], names[y_val], names[y_test]
    tried = f"{len(y_train)} training and {len(y_val)} validation digits"
    model = answer.model(x_train, y_train, x_val, y_val, seed=int(rng.integers(1000)))
    side = model.input_shape[1:]
    expect.that(
        side in ((8, 8), (8, 8, 1)),
        tried=f"{tried}: the input of your model",
        got=f"shape {side}",
        expected="shape (8, 8)",
        look="your model is tested with images of shape (n, 8, 8), as they come: Flatten belongs in the model",
    )
    expect.that(
        model.output_shape == (None, 10),
        tried=f"{tried}: the output of your model",
        got=f"shape {model.output_shape}",
        expected="shape (None, 10)",
        look="ten numbers for each image, one for each class",
    )
    outputs = model.predict(x_test.reshape(-1, *side))
    accuracy = float((outputs.argmax(axis=1) == y_test).mean())
    never, cause = sorted(set(range(10)) - set(outputs.argmax(axis=1).tolist())), ""
    if accuracy < 0.3:
        cause = (
            "The network has learned little or nothing. Is the model that you return trained? Do the labels, the "
            "outputs and the loss fit together? Does every batch contain all classes?"
        )
    elif accuracy < 0.6:
        cause = (
            "The network has learned something, but far too little. Look at the curve of the validation accuracy: if "
            "it is still rising at the end, train for longer; if not, change the network or the learning rate."
        )
    elif never:
        cause = (
            "Some classes are never predicted. Did `fit` train with rows of every class? The rows are sorted by class, "
            "and `validation_split` removes the last ones before `fit` shuffles the rest."
        )
    expect.that(
        accuracy >= _THRESHOLD,
        tried=f"{tried}, then {len(y_test)} digits by writers whom the model has never seen",
        got=f"accuracy {accuracy:.3f} on the new writers" + (f"; never predicted: {never}" if never else ""),
        expected=f"at least {_THRESHOLD}",
        cause=cause,
        look="is the validation accuracy still rising at the end of training?",
    )
