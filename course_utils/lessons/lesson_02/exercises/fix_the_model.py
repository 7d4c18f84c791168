"""A broken network with three problems, and a point for each one that is fixed."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_02.exercises import _shared

exercise = Exercise(
    points=3,
    hints=[
        "Each problem has one cause. For problem 1, which layer decides how small a prediction can be?",
        "For problem 2, how often does the program call `keras.layers.Dense`, and how many layers should it have?",
        "For problem 3, what do several layers without an activation function compute together?",
    ],
    errors={
        **_shared.BUILDING,
        "Could not interpret activation": _shared.NO_SUCH_ACTIVATION,
        "incompatible with the layer": "You used the same layer object in two places, and its weights fit only one "
        "of them. Create a new layer each time.",
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
        look="the input was correct, so keep its `n_features` numbers",
    )
    others = [layer.kind for layer in model.layers if layer.kind != "Dense"]
    units = [layer["units"] for layer in model.layers]
    expect.that(
        not others and 1 < len(units) < 5 and set(units[:-1]) == {16} and units[-1] == 1,
        got=str(others or units),
        tried=f"{tried}: the layers",
        expected="hidden Dense layers of 16 units, and a Dense layer of 1 unit",
        look="the kinds and widths of the layers were correct, so keep them",
    )
    expect.that(
        model.loss == "mean_squared_error",
        tried=f"{tried}: the loss",
        got=str(model.loss),
        look="the loss was correct, because a temperature is a number and not a class",
    )
    *hidden, output = [layer["activation"] for layer in model.layers]
    parameters = (n_features + 1) * 16 + 2 * (16 + 1) * 16 + (16 + 1) * 1
    separate = len(hidden) == 3  # a layer that is used twice is in the model once
    nonlinear = "linear" not in hidden
    unlimited = output == "linear"
    fixed = unlimited + separate + nonlinear
    cause = ""
    if output == "relu":
        cause = "ReLU on the output layer replaces every negative sum with 0. Which temperatures can't it return?"
    elif output in ("sigmoid", "tanh", "softmax"):
        cause = (
            "The activation function of the output layer limits its predictions. What are the largest and the smallest "
            "number that it can return?"
        )
    expect.that(
        unlimited,
        tried=f"{tried}, {fixed} of 3 problems fixed: problem 1, no prediction below 0 °C",
        cause=cause,
        got=f"{output} on the output layer",
        share=fixed / 3,
        look="which numbers can the activation function of the output layer return?",
    )
    expect.that(
        separate,
        tried=f"{tried}, {fixed} of 3 problems fixed: problem 2, too few parameters",
        share=fixed / 3,
        got=f"{model.n_parameters} parameters",
        expected=f"{parameters}",
        look="a layer object has only one set of weights, however often you use it. Three layers need three objects",
    )
    expect.that(
        nonlinear,
        tried=f"{tried}, {fixed} of 3 problems fixed: problem 3, no better than without hidden layers",
        got=f"activation functions of the hidden layers: {', '.join(map(str, hidden))}",
        share=fixed / 3,
        look="what do several layers without an activation function compute together?",
    )
