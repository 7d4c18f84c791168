"""What remains of a trained model after each action: its weights, the optimizer's memory, both or neither."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise

_SURVIVES = {  # as tests/lessons/lesson_03/test_what_survives.py measures it
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Weights belong to the layers. The memory belongs to the optimizer: who makes a new optimizer?",
        "`compile` makes no layers, but it takes a new optimizer.",
        "Not sure? Try it: `model.get_weights()` before and after, and `model.optimizer.iterations`.",
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
        look="these seven keys, each with a value",
    )
    for action, right in _SURVIVES.items():
        choice, cause = got[action], ""
        if choice == "memory":
            cause = "The memory without the weights? It holds gradients of these very weights."
        elif action == "compile again" and choice == "neither":
            cause = "`compile` builds no layers: compare model.get_weights() before and after."
        elif action == "compile again" and choice == "both":
            cause = "`compile` takes a new optimizer, and a new one remembers nothing."
        elif action == "add a layer" and choice in ("weights", "neither"):
            cause = "Nobody compiled again: Keras even goes on training the old network, and says nothing."
        elif action == "change the rate" and choice in ("weights", "neither"):
            cause = "The rate is one number of the same optimizer, and it is set in place."
        elif action == "make it anew" and choice in ("both", "weights"):
            cause = "New layers draw new weights. What did the old model hand on?"
        elif action == "set_weights" and choice == "both":
            cause = "`get_weights` hands on the weights of the layers; the optimizer's memory is not among them."
        elif action == "save and load" and choice == "weights":
            cause = "A .keras file holds more than weights: it is made so that training can go on."
        elif action == "fit again" and choice == "weights":
            cause = "The optimizer is the same object as before: what should have made it forget?"
        elif choice == "neither":
            cause = "Something is left: compare model.get_weights() before and after."
        expect.that(
            isinstance(choice, str) and choice == right,
            tried=f"“{action}”",
            got=expect.short(choice),
            expected="" if cause else '"both", "weights", "memory" or "neither"',
            cause=cause,
            look="one of the four words",
        )
