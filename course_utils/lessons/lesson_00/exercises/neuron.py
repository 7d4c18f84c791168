"""The output of one neuron: ReLU of the weighted sum of its inputs plus its bias."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=2,
    hints=[
        "Three steps: multiply each input by its weight and add up; add the bias; apply the activation.",
        "The sum of products of two vectors is `np.dot(x, w)`, or `x @ w`.",
        "ReLU keeps a positive number and turns a negative one into 0: which of `z` and 0 is larger?",
    ],
    errors={
        "truth value of an array": "`max` and `if` compare single numbers, but here is one for each input. "
        "A neuron adds its products up first.",
    },
)


def check(answer, rng):
    # so drawn that a sum without weights differs by more than a bias, and that a tanh is not yet 1
    w = np.round(rng.uniform(1.7, 1.8, 4) * [1, -1, 1, -1], 2)
    high, low = np.round(rng.uniform(1.2, 1.4, 4), 2), np.round(rng.uniform(0.1, 0.15, 4), 2)
    # inputs that fit the weights make x @ w surely positive, inputs that clash with them surely negative
    fits, clashes = np.where(w > 0, high, low), np.where(w > 0, low, high)
    alone_on, alone_off = np.round([1.25 - clashes @ w, -0.75 - fits @ w], 2).tolist()
    # on; on by its bias alone; off in spite of its bias; off by its bias alone
    for x, b in ((fits, 0.5), (clashes, alone_on), (clashes, 0.3), (fits, alone_off)):
        products = x * w
        z = float(products.sum())
        right = max(0.0, z + b)
        positive = np.maximum(0, products).sum() + b
        expect.close(
            answer(x, w, b),
            right,
            tried=f"neuron(x={expect.short(x)}, w={expect.short(w)}, b={b})",
            look="the three steps: weighted sum, plus bias, then ReLU",
            mistakes={
                "This is the weighted sum plus the bias. The activation is still missing: what does ReLU "
                "make of a negative number?": z + b,
                "The bias is not in it: it is added to the weighted sum, before the activation.": max(0.0, z),
                "You applied ReLU before adding the bias. The bias decides when the neuron switches on, so "
                "it goes in first.": max(0.0, z) + b,
                "You returned one number for each input. A neuron adds its products up and gives a single one.": Either(
                    (products, products + b, np.maximum(0, products), np.maximum(0, products + b))
                ),
                "You applied ReLU to every product. Only their sum, with the bias, goes through the "
                "activation.": Either((positive, max(0.0, positive))),
                "The bias went in once for each input. A neuron has a single bias: add it once.": Either(
                    (max(0.0, z + b * len(x)), z + b * len(x), np.maximum(0, products + b).sum())
                ),
                "The inputs are added up without their weights.": max(0.0, float(x.sum()) + b),
                "This is a sigmoid or a tanh: fine activations, but a ReLU is asked for.": Either(
                    (1 / (1 + np.exp(-z - b)), np.tanh(z + b))
                ),
                "This is a step: 1 when the neuron is on. ReLU says how much it is on.": float(right > 0),
                "This neuron should be on. Did you take the smaller of two numbers? ReLU keeps what is positive.": min(
                    0.0, z + b
                ),
                "You took the absolute value. ReLU makes 0 of a negative number, it does not turn it over.": (
                    abs(z + b)
                ),
                "The bias was subtracted; it is added.": max(0.0, z - b),
                "The number is right, but in a list or array. Return the number itself.": Either(([right], [[right]])),
            },
        )
