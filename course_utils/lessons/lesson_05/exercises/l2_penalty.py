"""The L2 penalty of a network: a factor times the sum of all squared weights, without the biases."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls

exercise = Exercise(
    points=2,
    hints=[
        "Each entry of `layers` is a pair. `for W, b in layers:` takes it apart; which of the two is punished?",
        "Square every weight, then add all squares up: `np.sum(W**2)` for one layer.",
        "Add up the sums of all layers, then multiply by `factor`, once. No mean, no root, no half.",
    ],
    errors={
        "mismatch in its core dimension": "`@` is the product of matrices. Here each weight is multiplied by itself: "
        "element by element.",
        "inhomogeneous shape": "An entry of `layers` is a pair: the kernel W and the biases b. Take it apart before "
        "you compute.",
    },
)


def check(answer, rng):
    for shapes in (((5, 2), (2, 4), (4, 3)), ((4, 3), (3, 5), (5, 6), (6, 2))):
        layers = [
            (np.round(rng.normal(0.3, 1, shape), 2), np.round(rng.uniform(1, 2, shape[1]), 2)) for shape in shapes
        ]
        factor = float(np.round(rng.uniform(0.02, 0.3), 3))
        tried = f"l2_penalty with {len(shapes)} layers, kernels of the shapes {', '.join(map(str, shapes))}, "
        tried += f"factor={factor}"
        got, (after, _) = answer.via(calls.call_and_arguments, layers, factor)
        for (W, _), pair in zip(layers, after, strict=True):
            expect.unchanged(W, pair[0], tried=tried, look="`**=` and `*=` write into the network's own weights")
        squares = np.array([np.sum(W**2) for W, b in layers])
        biases = np.array([np.sum(b**2) for W, b in layers])
        sizes = np.array([W.size for W, b in layers])
        right, with_biases = factor * squares.sum(), squares + biases
        expect.close(
            got,
            right,
            tried=tried,
            look="factor · sum of the squares of all kernels",
            mistakes={
                "The biases are in it. A bias only moves a unit's threshold; what is punished are the weights of "
                "the inputs, in Keras the `kernel`.": Either(
                    (factor * with_biases.sum(), factor * with_biases.sum() / 2, factor * np.sqrt(with_biases.sum()))
                ),
                "These are the biases. The penalty is for the kernels, the W of each pair.": factor * biases.sum(),
                "This is half of it. Some books put ½ before the sum; Keras does not, so its factors mean twice "
                "as much.": right / 2,
                "This is a length: the root of the sum of squares. The penalty has no root; double all weights, and it "
                "is four times as large.": Either((factor * np.sqrt(squares.sum()), factor * np.sqrt(squares).sum())),
                "This is a mean. The penalty is a sum: a network with more weights pays more.": Either(
                    (
                        factor * squares.sum() / sizes.sum(),
                        factor * (squares / sizes).sum(),
                        factor * squares.mean(),
                        factor * (squares / sizes).mean(),
                    )
                ),
                "These are absolute values, the L1 penalty. L2 squares each weight.": (
                    factor * sum(np.abs(W).sum() for W, b in layers)
                ),
                "The weights are added up first, and positive and negative ones cancel out. Square each one by "
                "itself.": Either(
                    (
                        factor * sum(W.sum() for W, b in layers),
                        factor * sum(W.sum() for W, b in layers) ** 2,
                        factor * sum(W.sum() ** 2 for W, b in layers),
                    )
                ),
                "The factor is not in it.": squares.sum(),
                "The factor comes in once, in front of the sum. It is not squared.": factor**2 * squares.sum(),
                "This is one layer only. Does the loop stop in its first round, or forget what it had?": Either(
                    (factor * squares[0], factor * squares[-1])
                ),
                "This is one number for each layer. All of them are added up to one.": factor * squares,
                "The sign is turned over: large weights must cost something, so the penalty is positive.": -right,
            },
        )
