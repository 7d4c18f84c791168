"""The sizes of the layers of a network, read from its summary."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_00.exercises import _shared

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "The output shape (None, 64) means any number of examples with 64 numbers for each.",
        "Flatten puts the pixels in a row, and its output is the input of the first Dense layer.",
        "A Dropout layer has no neurons and no parameters, so leave it out.",
        "The last Dense layer is the output layer, and the Dense layers before it are the hidden layers.",
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
        look="your dictionary needs these four keys, each with a value",
    )
    case = got["case"]
    expect.that(
        isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999,
        tried="the case",
        got=expect.short(case),
        expected="the whole number, from 0 to 9999, that you gave to check.summary",
        look="use the variable `case` without quotes, so that it is the number of your summary",
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
            "That is the number of pixels along one side of the image. The network receives every pixel.": side,
            "That is the first Dense layer, which is already a hidden layer. What comes before it?": hidden[0],
            "That is a number of parameters. The inputs are in the column for the output shape.": Either(
                (*parameters, sum(parameters))
            ),
        },
    )
    expect.close(
        got["hidden"],
        hidden,
        tried=f"the network of case {case}: hidden",
        look="a list of the units of the Dense layers before the last, in order",
        show=False,
        mistakes={
            "A Dropout layer has no neurons, so leave it out.": with_dropouts,
            "The last Dense layer is the output layer, not a hidden one.": (Either((dense, [*with_dropouts, outputs]))),
            "Flatten is not a hidden layer, because its outputs are the inputs of the network.": [side * side, *hidden],
            "These are the right sizes in the wrong order. Go from the input to the output.": hidden[::-1],
            "That is the number of hidden layers. The exercise asks for the units of each of them.": len(hidden),
            "Those are numbers of parameters. The units are in the column for the output shape.": (
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
            "That is the last hidden layer, but the output layer comes after it.": hidden[-1],
            "That is a number of parameters. The units are in the column for the output shape.": parameters[-1],
            "The network has more than one output, because its last layer returns one number for each class.": 1,
        },
    )
