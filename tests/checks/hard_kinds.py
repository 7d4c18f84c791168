"""Throw-away exercises of the kinds that strain the engine: state, functions, datasets, models, callbacks, steps."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.learner_side.export_model import export
from course_utils.lessons.lesson_03b import learner_side as learner_side_03b
from course_utils.lessons.lesson_04a import learner_side as learner_side_04a
from course_utils.lessons.lesson_04b import learner_side as learner_side_04b
from tests.made_up import MadeUpLesson

lesson = MadeUpLesson("99_hard_kinds")
settings = {"points": 1, "hints": ["none"]}


def momentum(w, gradients, rate, keep=0.9, forget=False):
    """Weights after each update of plain momentum; `forget` loses the velocity between updates."""
    velocity, path = np.zeros_like(w), []
    for gradient in gradients:
        velocity = (0 if forget else keep) * velocity - rate * gradient
        w = w + velocity
        path.append(w)
    return np.array(path)


@lesson.exercise(**settings)
def Momentum(answer, rng):
    """Judge a class with memory."""
    w, streams, rate = rng.normal(size=4), rng.normal(size=(2, 6, 4)), float(rng.uniform(0.01, 0.1))
    path = answer.via(learner_side_04b.steps, {"learning_rate": rate}, w, streams)
    together = streams.transpose(1, 0, 2).reshape(-1, 4)
    shared = momentum_shared(w, streams, rate)
    expect.close(
        path.swapaxes(1, 2),
        [momentum(w, s, rate) for s in streams],
        tried=f"two optimizers in turns, {len(together)} updates",
        look="the velocity",
        mistakes={
            "Your velocity is forgotten between updates.": [momentum(w, s, rate, forget=True) for s in streams],
            "Two of your optimizers share one velocity.": shared,
        },
    )


def momentum_shared(w, streams, rate):
    velocity, weights, path = np.zeros_like(w), [w.copy() for _ in streams], [[] for _ in streams]
    for step in range(streams.shape[1]):
        for number in range(len(streams)):
            velocity = 0.9 * velocity - rate * streams[number, step]
            weights[number] = weights[number] + velocity
            path[number].append(weights[number])
    return np.array(path)


@lesson.exercise(**settings)
def gradient_descent(answer, rng):
    """Judge a function that takes a function."""
    matrix = np.diag(rng.uniform(0.5, 2, 3))
    start, rate, n_steps = rng.normal(size=3), 0.1, 5
    result, _, asked = answer.via(learner_side_04a.descend, matrix, start, rate, n_steps)
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - rate * matrix @ path[-1])
    expect.close(
        result,
        path[-1],
        tried=f"{n_steps} steps",
        look="the update",
        mistakes={
            "You walked uphill: the gradient is subtracted.": np.linalg.matrix_power(np.eye(3) + rate * matrix, n_steps)
            @ start
        },
    )
    expect.close(
        asked,
        path[:-1],
        tried="where you asked for the gradient",
        look="the gradient at the current point, once a step",
    )


@lesson.exercise(**settings)
def make_dataset(answer, rng):
    """Judge a tf.data pipeline: shuffled batches of 4 from 10 rows."""
    x = rng.normal(size=(10, 2))
    first, second = answer.via(learner_side_03b.batches, [x, np.arange(10)], 20)
    sizes = [len(y) for _, y in first]
    expect.that(
        sizes == [4, 4, 2], tried="batches of 4 from 10 rows", got=sizes, expected="[4, 4, 2]", look="the last batch"
    )
    rows = [np.concatenate([y for _, y in one]).tolist() for one in (first, second)]
    expect.that(sorted(rows[0]) == list(range(10)), tried="one pass", got=rows[0], look="every row once")
    expect.that(rows[0] != rows[1], tried="two passes", got="the same order", look="shuffle")


@lesson.exercise(**settings)
def build(answer, rng):
    """Judge a model: 6 inputs, one hidden ReLU layer, 3 classes."""
    model = answer.model(seed=int(rng.integers(1000)))
    kinds = [(layer.kind, layer["units"], layer["activation"]) for layer in model.layers]
    expect.that(
        model.input_shape == (None, 6),
        tried="the input",
        got=model.input_shape,
        expected="(None, 6)",
        look="keras.Input",
    )
    expect.that(
        kinds[-1][1:] == (3, "softmax"),
        tried="the output layer",
        got=kinds[-1],
        look="one unit for each class, softmax",
    )
    expect.that(
        model.n_parameters == 6 * 8 + 8 + 8 * 3 + 3, tried="parameters", got=model.n_parameters, look="the hidden layer"
    )
    expect.that(
        model.loss == "sparse_categorical_crossentropy" and not model.from_logits,
        tried="the loss",
        got=model.loss,
        look="the labels",
    )
    expect.that(model.optimizer == "Adam", tried="the optimizer", got=model.optimizer, look="compile")
    sums = model.predict(rng.normal(size=(5, 6)).astype("float32")).sum(axis=1)
    expect.close(sums, np.ones(5), tried="predictions", look="softmax", atol=1e-5)


@lesson.exercise(**settings)
def train_step(answer, rng):
    """One training step on a linear model."""
    import keras

    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, use_bias=False)])
    w = rng.normal(size=(3, 1)).astype("float32")
    network.set_weights([w])
    x, y = rng.normal(size=(8, 3)).astype("float32"), rng.normal(size=(8, 1)).astype("float32")
    loss, (after,) = answer.via(learner_side_03b.train_step, export(network), x, y, 0.1)
    error = x @ w - y
    gradient = 2 * x.T @ error / 8
    expect.close(loss, (error**2).mean(), tried="the loss", look="the mean squared error", atol=1e-5)
    expect.close(
        after,
        w - 0.1 * gradient,
        tried="the weights after the step",
        look="apply the gradients",
        atol=1e-5,
        mistakes={"The weights did not move.": w, "They moved uphill.": w + 0.1 * gradient},
    )


ANSWERS = {
    "Momentum": {
        "right": """
class Momentum:
    def __init__(self, learning_rate):
        self.rate, self.v = learning_rate, 0
    def update(self, w, gradient):
        self.v = 0.9 * self.v - self.rate * gradient
        return w + self.v
""",
        "Your velocity is forgotten": """
class Momentum:
    def __init__(self, learning_rate):
        self.rate = learning_rate
    def update(self, w, gradient):
        v = 0
        v = 0.9 * v - self.rate * gradient
        return w + v
""",
        "share one velocity": """
class Momentum:
    v = 0
    def __init__(self, learning_rate):
        self.rate = learning_rate
    def update(self, w, gradient):
        Momentum.v = 0.9 * Momentum.v - self.rate * gradient
        return w + Momentum.v
""",
        "`update` returned None": """
class Momentum:
    def __init__(self, learning_rate):
        self.rate = learning_rate
    def update(self, w, gradient):
        w -= self.rate * gradient
""",
        "no method update(w, gradient)": """
class Momentum:
    def __init__(self, learning_rate):
        pass
""",
    },
    "gradient_descent": {
        "right": """
def gradient_descent(gradient, start, learning_rate, n_steps):
    w = start
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
    return w
""",
        "You walked uphill": """
def gradient_descent(gradient, start, learning_rate, n_steps):
    w = start
    for _ in range(n_steps):
        w = w + learning_rate * gradient(w)
    return w
""",
        "once a step": """
def gradient_descent(gradient, start, learning_rate, n_steps):
    w = start
    for _ in range(n_steps):
        gradient(w)
        w = w - learning_rate * gradient(w)
    return w
""",
        "ZeroDivisionError": """
def gradient_descent(gradient, start, learning_rate, n_steps):
    return start / 0 if False else 1 / 0
""",
    },
    "make_dataset": {
        "right": """
import tensorflow as tf
def make_dataset(x, y):
    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(10).batch(4)
""",
        "the last batch": """
import tensorflow as tf
def make_dataset(x, y):
    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(10).batch(4, drop_remainder=True)
""",
        "the same order": """
import tensorflow as tf
def make_dataset(x, y):
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(4)
""",
    },
    "build": {
        "right": """
import keras
def build():
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(8), keras.layers.ReLU(),
                              keras.layers.Dense(3, activation="softmax")])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy())
    return model
""",
        "right too": """
import keras
def build():
    x = keras.Input((6,))
    h = keras.layers.Dense(8, activation="relu")(x)
    model = keras.Model(x, keras.layers.Dense(3, activation="softmax")(h))
    model.compile(optimizer=keras.optimizers.Adam(), loss="sparse_categorical_crossentropy")
    return model
""",
        "not built yet": """
import keras
def build():
    return keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(3, activation="softmax")])
""",
        "holds Lambda": """
import keras
def build():
    return keras.Sequential([keras.Input((6,)), keras.layers.Lambda(lambda x: x), keras.layers.Dense(3)])
""",
        "a different class": """
import keras
class Mine(keras.Model):
    pass
def build():
    return Mine()
""",
        "expected a Keras model, got list": """
def build():
    return [8, 3]
""",
        "the labels": """
import keras
def build():
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(3, "softmax")])
    model.compile("adam", "categorical_crossentropy")
    return model
""",
    },
    "train_step": {
        "right": """
import tensorflow as tf
def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    return loss
""",
        "The weights did not move": """
def train_step(model, optimizer, loss_fn, x, y):
    return loss_fn(y, model(x))
""",
        "They moved uphill": """
import tensorflow as tf
def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    gradients = [-g for g in tape.gradient(loss, model.trainable_variables)]
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss
""",
    },
}
