"""One training step: every weight moves once, by minus the learning rate times its gradient; returns the loss."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03 import learner_side
from course_utils.lessons.lesson_03.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "Inside `with tf.GradientTape() as tape:` run the model and compute the loss; nothing else belongs there.",
        "`tape.gradient(loss, model.trainable_variables)` gives a list: one gradient for each variable.",
        "`optimizer.apply(gradients, model.trainable_variables)` moves the weights, once.",
    ],
    errors={
        "You must call `compile()`": _shared.NO_COMPILE,
        "truth value of an array": "`loss_fn` is a loss already, so call it: loss_fn(y, model(x)). "
        "A class of `keras.losses` is only the plan for one: its brackets make the loss.",
        "No gradients provided": "The tape saw nothing that connects the loss with the weights. Prediction and loss "
        "must be computed inside the `with` block, by TensorFlow, not NumPy.",
        "used to compute one set of gradients": "The tape is used up by the first gradient. Ask once, for all "
        "variables.",
        "'_unique_id'": "The optimizer got a gradient where it looked for a variable. In a pair for `apply_gradients` "
        "the gradient comes first, as its argument's name says: grads_and_vars.",
    },
)


def check(answer, rng):
    exported, weights = _shared.network(rng, 3, 4, 2, activation="tanh")
    x, y = rng.normal(size=(7, 3)).astype("float32"), rng.normal(0, 2, size=(7, 2)).astype("float32")
    rate = float(np.round(rng.uniform(0.03, 0.07), 3))
    W1, b1, W2, b2 = (w.astype("float64") for w in weights)

    def pass_through(W1, b1, W2, b2, loss):
        a1 = np.tanh(x @ W1 + b1)
        error = a1 @ W2 + b2 - y
        squared = loss == "MeanSquaredError"
        dz2 = (2 * error if squared else np.sign(error)) / error.size
        dz1 = dz2 @ W2.T * (1 - a1**2)
        cost = (error**2).mean() if squared else np.abs(error).mean()
        return cost, [x.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)]

    start = [W1, b1, W2, b2]

    def moved(factor, gradient, frozen=()):
        new = [w - factor * g * (i not in frozen) for i, (w, g) in enumerate(zip(start, gradient, strict=True))]
        return np.concatenate([w.ravel() for w in new])

    for loss in ("MeanSquaredError", "MeanAbsoluteError"):
        tried = f"a step on 7 examples with SGD({rate}) and keras.losses.{loss}()"
        cost, gradient = pass_through(*start, loss)
        after_step = [w - rate * g for w, g in zip(start, gradient, strict=True)]
        again = pass_through(*after_step, loss)
        twice = np.concatenate([(w - rate * g).ravel() for w, g in zip(after_step, again[1], strict=True)])
        other_cost, other_gradient = pass_through(*start, "MeanSquaredError")
        got, after = answer.via(learner_side.train_step, exported, x, y, rate, loss=loss)
        expect.close(
            np.concatenate([np.ravel(w) for w in after]),
            moved(rate, gradient),
            tried=f"{tried}: all weights afterwards",
            look="each weight moves by −rate · gradient, once; biases too",
            rtol=1e-4,
            atol=1e-5,
            show=False,
            mistakes={
                "The weights did not move. The tape only computes the gradients; it is the optimizer that "
                "moves the weights.": moved(0, gradient),
                "The weights moved uphill: the update subtracts the gradient. `optimizer.apply` does that by "
                "itself.": moved(-rate, gradient),
                "The weights moved twice: one step, one update.": Either((twice, moved(2 * rate, gradient))),
                "The weights moved at another learning rate. The optimizer that you are handed knows the rate.": Either(
                    moved(factor, gradient) for factor in (1, 0.1, 0.01, 0.001)
                ),
                "Only the last layer moved. The gradient reaches all of them: `model.trainable_variables`.": Either(
                    (moved(rate, gradient, (0, 1)), moved(rate, gradient, (0, 1, 3)))
                ),
                "The biases did not move. They are trained like the kernels.": moved(rate, gradient, (1, 3)),
                "These weights follow the squared error, but another loss was handed over: use `loss_fn`.": (
                    moved(rate, other_gradient)
                ),
                "The gradient is that of a sum. The cost is a mean over the examples, as `loss_fn` gives it.": Either(
                    moved(factor * rate, gradient) for factor in (7, 14, 2)
                ),
            },
        )
        expect.close(
            got,
            cost,
            tried=f"{tried}: the loss that came back",
            look="the loss that the gradient was taken of, before the weights moved",
            rtol=1e-4,
            atol=1e-5,
            mistakes={
                "This is the loss after the step. The weights are right; return the loss that the tape saw.": again[0],
                "This is the squared error, but another loss was handed over: use `loss_fn`.": other_cost,
            },
        )
