"""One training step: every weight moves once, by minus the learning rate times its gradient; returns the loss."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_03b import learner_side
from course_utils.lessons.lesson_03b.exercises import _shared

_PYTORCH = (
    "`zero_grad`, `backward` and `step` belong to PyTorch. With TensorFlow, a `GradientTape` records the loss and "
    "computes the gradients."
)

exercise = Exercise(
    points=2,
    hints=[
        "Inside `with tf.GradientTape() as tape:`, call the model and compute the loss. Nothing else has to be there.",
        "`tape.gradient(loss, model.trainable_variables)` returns a list with one gradient for each variable.",
        "`optimizer.apply(gradients, model.trainable_variables)` changes the weights, once.",
    ],
    errors={
        "You must call `compile()`": _shared.NO_COMPILE,
        "truth value of an array": "`loss_fn` is already a loss object, so call it: loss_fn(y, model(x)). A "
        "class of `keras.losses` has to be called first to make such an object.",
        "No gradients provided": "The tape recorded nothing that connects the loss with the weights. Compute "
        "outputs and loss inside the `with` block, with TensorFlow and not with NumPy. `model.predict` returns NumPy "
        "arrays, so call `model(x)`.",
        "used to compute one set of gradients": "A tape can be used only once. Ask for the gradients of all "
        "variables in one call.",
        "'_unique_id'": "`apply_gradients` expects pairs of a gradient and its variable, and in each pair the gradient "
        "comes first.",
        "must already be built": "`optimizer.apply` needs the gradients and the variables that they belong to.",
        "no attribute 'zero_grad'": _PYTORCH,
        "no attribute 'backward'": _PYTORCH,
        "no attribute 'minimize'": "The optimizers of Keras 3 have no `minimize`. Compute the gradients with the "
        "tape, and use `optimizer.apply`.",
        "'NoneType'": "One of your variables is None. `tape.gradient` takes the loss first and then the variables, and "
        "returns None if the loss doesn't depend on them.",
        "no attribute '_id'": "`get_weights` returns copies, which the tape doesn't know. Ask for the gradients of "
        "`model.trainable_variables`.",
        "argument `type_value`": "`tape.gradient` needs the loss as TensorFlow computed it, and not as a number of "
        "Python.",
    },
)


def _network(rng):
    """Return a network with 3 inputs, 4 tanh units and 2 outputs as plain data, and its weights."""
    import keras

    from course_utils.checks.learner_side.export_model import export

    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(2)])
    weights = [rng.normal(0, 0.6, shape).astype("float32") for shape in ((3, 4), (4,), (4, 2), (2,))]
    network.set_weights(weights)
    return export(network), weights


def check(answer, rng):
    exported, weights = _network(rng)
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
            look="each weight, and each bias, changes once, by −learning rate · gradient",
            rtol=1e-4,
            atol=1e-5,
            show=False,
            mistakes={
                "The weights didn't change. The tape only computes gradients, and the optimizer changes the "
                "weights.": moved(0, gradient),
                "The weights moved in the wrong direction. The update subtracts the gradient, and `optimizer.apply`"
                " does that for you.": moved(-rate, gradient),
                "The weights changed twice. One training step is one update.": Either(
                    (twice, moved(2 * rate, gradient))
                ),
                "The weights changed with a different learning rate. Use the optimizer that your function is "
                "given.": Either(moved(factor, gradient) for factor in (1, 0.1, 0.01, 0.001)),
                "Only the last layer changed. Use the gradients for all of `model.trainable_variables`.": Either(
                    (moved(rate, gradient, (0, 1)), moved(rate, gradient, (0, 1, 3)))
                ),
                "The biases didn't change. They are trained like the other weights.": moved(rate, gradient, (1, 3)),
                "These weights follow the squared error, but your function was given a different loss. Use "
                "`loss_fn`.": (moved(rate, other_gradient)),
                "This is the gradient of a sum. The cost is a mean over the examples, as `loss_fn` returns it.": Either(
                    moved(factor * rate, gradient) for factor in (7, 14, 2)
                ),
            },
        )
        expect.close(
            got,
            cost,
            tried=f"{tried}: the loss that came back",
            look="the loss whose gradient you computed, before the weights changed",
            rtol=1e-4,
            atol=1e-5,
            mistakes={
                "You returned the loss after the step. The weights are right; return the loss that the tape "
                "recorded.": again[0],
                "This is the squared error, but your function was given a different loss. Use `loss_fn`.": other_cost,
            },
        )
