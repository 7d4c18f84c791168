"""The sizes of the layers of a network, read from its summary."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_00.exercises import _shared

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The output shape (None, 64) reads: any number of examples, 64 numbers for each.",
        "Flatten has no units of its own: it lays the pixels in a row. What it gives is what the network is fed.",
        "A Dropout layer has no units and no parameters either: it is not a layer of neurons.",
        "The last Dense layer is the output layer; hidden layers are the Dense layers before it.",
    ],
    believed="a reading, compared with the network that the case draws",
)


def check(answer, rng):
    got = answer.value
    keys = ("case", "inputs", "hidden", "outputs")
    expect.that(
        isinstance(got, dict) and set(keys) <= set(got),
        tried="the form of your answer",
        got=expect.short(got),
        expected='{"case": case, "inputs": …, "hidden": […], "outputs": …}',
        look="these four names, each with a value",
    )
    case = got["case"]
    expect.that(
        isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999,
        tried="the case",
        got=expect.short(case),
        expected="the whole number, from 0 to 9999, that you gave to check.summary",
        look="write `case`, the variable: no quotes, no number of another summary",
    )
    side, hidden, outputs, dropouts = _shared.network(case)
    dense = [*hidden, outputs]
    with_dropouts = [units for units, again in zip(hidden, dropouts, strict=True) for _ in range(1 + again)]
    parameters = [(before + 1) * units for before, units in zip([side * side, *hidden], dense, strict=True)]
    expect.close(
        got["inputs"],
        side * side,
        tried=f"the network of case {case}: inputs",
        look="how many numbers enter the first Dense layer",
        show=False,
        mistakes={
            "That is the side of the image. The network is fed every pixel.": side,
            "That is the first Dense layer, already a hidden one. What comes before it?": hidden[0],
            "That is a number of parameters: weights, not inputs.": Either((*parameters, sum(parameters))),
        },
    )
    expect.close(
        got["hidden"],
        hidden,
        tried=f"the network of case {case}: hidden",
        look="a list of the units of the Dense layers before the last, in order",
        show=False,
        mistakes={
            "A Dropout layer passes its numbers on; it has no units of its own. Leave it out.": with_dropouts,
            "The last Dense layer is the output layer, not a hidden one.": (Either((dense, [*with_dropouts, outputs]))),
            "Flatten is not a hidden layer: its numbers are the inputs.": [side * side, *hidden],
            "The right sizes in the wrong order: from the input to the output.": hidden[::-1],
            "That is how many hidden layers there are. Asked for are the units of each.": len(hidden),
            "Those are numbers of parameters. The units stand in the output shape.": (
                Either((parameters[:-1], parameters))
            ),
        },
    )
    expect.close(
        got["outputs"],
        outputs,
        tried=f"the network of case {case}: outputs",
        look="the units of the last Dense layer",
        show=False,
        mistakes={
            "That is the last hidden layer.": hidden[-1],
            "That is a number of parameters. The units stand in the output shape.": parameters[-1],
            "One output? The last layer gives one number for each class.": 1,
        },
    )
