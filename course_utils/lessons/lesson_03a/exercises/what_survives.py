"""What remains of a trained model after each action: its weights, the optimizer's memory, both or neither."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise

_SURVIVES = {  # as tests/lessons/lesson_03a/test_what_survives.py measures it
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "build it again": "neither",
}


exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The weights belong to the layers, and the memory belongs to the optimizer. Which action makes a new "
        "optimizer?",
        "`compile` doesn't make layers, but it takes a new optimizer.",
        "If you aren't sure, try it: compare `model.get_weights()` and `model.optimizer.iterations` before and after.",
    ],
    believed="a table of choices, measured with Keras in a test",
)


def check(answer, rng):
    got = answer.value
    form = isinstance(got, dict) and set(_SURVIVES) <= set(got)
    expect.that(
        form,
        tried="the form of your answer",
        got=expect.short(got),
        expected="a dictionary with the keys " + ", ".join(map(repr, _SURVIVES)),
        look="use these seven keys, each with one of the four words",
    )
    for action, right in _SURVIVES.items():
        choice, cause = got[action], ""
        if choice == "memory":
            cause = (
                "None of these actions keeps the memory and loses the weights. Compare `model.get_weights()` and "
                "`model.optimizer.iterations` before and after."
            )
        elif action == "compile again" and choice == "neither":
            cause = "`compile` doesn't build layers. Compare `model.get_weights()` before and after."
        elif action == "compile again" and choice == "both":
            cause = "`compile` takes a new optimizer, which remembers nothing."
        elif action == "add a layer" and choice in ("weights", "neither"):
            cause = "Adding a layer doesn't compile the model again, so the optimizer is still the same object."
        elif action == "change the rate" and choice in ("weights", "neither"):
            cause = "The learning rate is one number of the same optimizer, and this line only changes that number."
        elif action == "build it again" and choice in ("both", "weights"):
            cause = "New layers get new random weights, and nothing is copied from the old model."
        elif action == "set_weights" and choice == "both":
            cause = "`get_weights` returns the weights of the layers only. The optimizer's memory isn't among them."
        elif action == "save and load" and choice == "weights":
            cause = "A .keras file contains more than the weights, so that you can continue training later."
        elif action == "fit again" and choice == "weights":
            cause = "The optimizer is the same object as before, so it hasn't forgotten anything."
        elif choice == "neither":
            cause = "Something does remain. Compare `model.get_weights()` before and after."
        expect.that(
            isinstance(choice, str) and choice == right,
            tried=f"“{action}”",
            got=expect.short(choice),
            expected="" if cause else '"both", "weights", "memory" or "neither"',
            cause=cause,
            look="use one of the four words",
        )
