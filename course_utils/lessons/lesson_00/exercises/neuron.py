"""The output of one neuron: ReLU of the weighted sum of its inputs plus its bias."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=2,
    hints=[
        "There are three steps. Multiply each input by its weight and add up the products, then add the bias, then "
        "apply the activation function.",
        "`np.dot(x, w)` or `x @ w` multiplies two vectors number by number and adds up the products.",
        "ReLU returns the larger of two numbers. One of them is z.",
    ],
    errors={
        "truth value of an array": "`max` and `if` compare single numbers, but your function gives them an array with "
        "one number for each input. A neuron adds up its products first.",
        "cannot be interpreted as an integer": hints.MAXIMUM,
    },
    shown_as="neuron(x, w, b)",
    look="take the three steps one by one: weighted sum, plus bias, then ReLU",
    tolerance=1e-2,  # half precision is enough
)


def reference(x, w, b):
    return max(0.0, np.sum(x * w) + b)


mistakes = {
    "The activation function is still missing, so your function can return a negative number. What does ReLU do with "
    "a negative number?": lambda x, w, b: np.sum(x * w) + b,
    "Your function doesn't use the bias. Add it to the weighted sum before you apply ReLU.": (
        lambda x, w, b: max(0.0, np.sum(x * w))
    ),
    "You applied ReLU before you added the bias. The bias decides when the neuron is on, so add it first.": (
        lambda x, w, b: max(0.0, np.sum(x * w)) + b
    ),
    "You returned one number for each input. A neuron adds up its products and returns a single number.": (
        lambda x, w, b: x * w,
        lambda x, w, b: x * w + b,
        lambda x, w, b: np.maximum(0, x * w),
        lambda x, w, b: np.maximum(0, x * w + b),
    ),
    "You applied ReLU to each product. Apply it once, to the sum with the bias.": (
        lambda x, w, b: np.sum(np.maximum(0, x * w)) + b,
        lambda x, w, b: max(0.0, np.sum(np.maximum(0, x * w)) + b),
    ),
    "You added the bias once for each input. A neuron has a single bias, so add it once.": (
        lambda x, w, b: max(0.0, np.sum(x * w + b)),
        lambda x, w, b: np.sum(x * w + b),
        lambda x, w, b: np.sum(np.maximum(0, x * w + b)),
    ),
    "You added the bias to every weight. Add it once, to the weighted sum.": (
        lambda x, w, b: max(0.0, np.sum(x * (w + b))),
        lambda x, w, b: np.sum(x * (w + b)),
    ),
    "You multiplied two totals. Multiply each input by its own weight, and add up the products.": (
        lambda x, w, b: max(0.0, np.sum(x) * np.sum(w) + b)
    ),
    "You added up the inputs without their weights.": lambda x, w, b: max(0.0, np.sum(x) + b),
    "This is a sigmoid or a tanh. Both are activation functions, but this neuron uses ReLU.": (
        lambda x, w, b: 1 / (1 + np.exp(-np.sum(x * w) - b)),
        lambda x, w, b: np.tanh(np.sum(x * w) + b),
    ),
    "Your function returns 1 when the neuron is on. ReLU returns the sum itself when the sum is positive.": (
        lambda x, w, b: float(reference(x, w, b) > 0)
    ),
    "Your function returns 0 although the sum is positive. Did you take the smaller of two numbers instead of the "
    "larger one?": lambda x, w, b: min(0.0, np.sum(x * w) + b),
    "You returned the absolute value, which changes the sign of a negative number. ReLU replaces a negative number "
    "with 0 instead.": (lambda x, w, b: abs(np.sum(x * w) + b)),
    "You subtracted the bias. A neuron adds it.": lambda x, w, b: max(0.0, np.sum(x * w) - b),
    "The number is right, but it is in a list or an array. Return the number itself.": (
        lambda x, w, b: [reference(x, w, b)],
        lambda x, w, b: [[reference(x, w, b)]],
    ),
}


def cases(rng):
    # so drawn that a sum without weights differs by more than a bias, and that a tanh is not yet 1
    w = np.round(rng.uniform(1.7, 1.8, 4) * [1, -1, 1, -1], 2)
    high, low = np.round(rng.uniform(1.2, 1.4, 4), 2), np.round(rng.uniform(0.1, 0.15, 4), 2)
    # inputs that fit the weights make x @ w surely positive, inputs that clash with them surely negative
    fits, clashes = np.where(w > 0, high, low), np.where(w > 0, low, high)
    alone_on, alone_off = np.round([1.25 - clashes @ w, -0.75 - fits @ w], 2).tolist()
    # on; on by its bias alone; off in spite of its bias; off by its bias alone
    for x, b in ((fits, 0.5), (clashes, alone_on), (clashes, 0.3), (fits, alone_off)):
        yield Case("x = {x}, w = {w}, b = {b}", x=x, w=w, b=b)
