"""A network with three illnesses; a point for each that is cured."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Take the symptoms one by one; each has one cause. Which layer decides how small a forecast can be?",
        "How often is `keras.layers.Dense(` called, and how many layers should have weights of their own?",
        "What does a layer without an activation compute, and what do several of them compute one after another?",
    ],
    errors={
        "Could not interpret activation": _shared.NO_SUCH_ACTIVATION,
        "incompatible with the layer": "A layer that has been fed once has its weights, for so many inputs and no "
        "others. A layer of its own for every place.",
    },
)


def check(answer, rng):
    n_features = int(rng.integers(7, 16))
    model = answer.model(n_features, seed=int(rng.integers(1000)))
    tried = f"fix_the_model({n_features})"
    expect.that(
        model.input_shape == (None, n_features),
        tried=f"{tried}: the input",
        got=str(model.input_shape),
        expected=f"{(None, n_features)}",
        look="the input was in order: as many numbers as `n_features` says",
    )
    others = [layer.kind for layer in model.layers if layer.kind != "Dense"]
    units = [layer["units"] for layer in model.layers]
    expect.that(
        not others and 1 < len(units) < 5 and set(units[:-1]) == {16} and units[-1] == 1,
        got=str(others or units),
        tried=f"{tried}: the layers",
        expected="Dense layers: hidden ones of 16 units, and one of 1 unit",
        look="no symptom comes from the kind of the layers or their widths; keep them",
    )
    expect.that(
        model.loss == "mean_squared_error",
        tried=f"{tried}: the loss",
        got=str(model.loss),
        look="the loss was in order: a temperature is a number, not a class",
    )
    *hidden, output = [layer["activation"] for layer in model.layers]
    parameters = (n_features + 1) * 16 + 2 * (16 + 1) * 16 + (16 + 1) * 1
    own = len(hidden) == 3  # a layer that is used twice is in the model once
    bent = "linear" not in hidden
    free = output == "linear"
    cured = free + own + bent
    cause = ""
    if output == "relu":
        cause = "ReLU at the output makes 0 of every negative sum. Can this layer give every temperature there is?"
    elif output in ("sigmoid", "tanh", "softmax"):
        cause = (
            "What is the largest number that this output can ever give, and the smallest? A temperature knows neither."
        )
    expect.that(
        free,
        tried=f"{tried}, {cured} of 3 symptoms cured: symptom 1, no forecast below 0 °C",
        cause=cause,
        got=f"activation {output} at the output",
        share=cured / 3,
        look="the output layer: which numbers can its activation give?",
    )
    expect.that(
        own,
        tried=f"{tried}, {cured} of 3 symptoms cured: symptom 2, too few parameters",
        share=cured / 3,
        got=f"{model.n_parameters} parameters",
        expected=f"{parameters}",
        look="a layer object holds one kernel, however often it stands in the list. Three hidden layers: three objects",
    )
    expect.that(
        bent,
        tried=f"{tried}, {cured} of 3 symptoms cured: symptom 3, no better than without hidden layers",
        got=f"activations of the hidden layers: {', '.join(map(str, hidden))}",
        share=cured / 3,
        look="what kind of function is a linear function of a linear function?",
    )
