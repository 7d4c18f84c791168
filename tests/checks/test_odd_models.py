"""Whatever model Keras can build, a check of a model ends with words for a learner: it doesn't break.

The right model of each exercise is changed: layers are dropped, doubled, moved, put in; or a different kind of model
takes its place, with shared layers, two inputs, two outputs, or none.
"""

import keras
import numpy as np
import pytest
from keras import layers

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import lessons, solutions

IN_MAKE_TEST, IN_SLOW = 10, 60  # odd models for each exercise; those that train are slow
PUT_IN = [
    lambda: layers.Flatten(),
    lambda: layers.Reshape((-1,)),
    lambda: layers.Reshape((-1, 1)),
    lambda: layers.Dense(3),
    lambda: layers.Dense(1, activation="sigmoid"),
    lambda: layers.Dense(10, activation="softmax"),
    lambda: layers.Conv2D(2, 2),
    lambda: layers.Conv1D(2, 2),
    lambda: layers.LSTM(3),
    lambda: layers.SimpleRNN(3, return_sequences=True),
    lambda: layers.Bidirectional(layers.GRU(2)),
    lambda: layers.Embedding(10, 3),
    lambda: layers.BatchNormalization(),
    lambda: layers.Dropout(0.9),
    lambda: layers.GlobalAveragePooling2D(),
    lambda: layers.GlobalMaxPooling1D(),
    lambda: layers.RepeatVector(2),
    lambda: layers.UpSampling2D(),
    lambda: layers.Permute((2, 1)),
    lambda: layers.Softmax(axis=0),
    lambda: layers.Masking(),
    lambda: layers.UnitNormalization(),
    lambda: layers.ActivityRegularization(l2=1e9),
    lambda: layers.TimeDistributed(layers.Dense(2)),
    lambda: layers.ZeroPadding2D(3),
    lambda: layers.Rescaling(float("inf")),
    lambda: layers.Identity(),
    lambda: layers.Lambda(lambda x: x, output_shape=(3,)),
]


def copies(model):
    found = [layer for layer in model.layers if not isinstance(layer, layers.InputLayer)]
    return [type(layer).from_config(layer.get_config()) for layer in found]


def chain(inputs, stack):
    for layer in stack:
        inputs = layer(inputs)
    return inputs


def changed(model, rng):
    """Return the model with one to three changes of its layers."""
    stack = copies(model)
    for _ in range(rng.integers(1, 4)):
        at = int(rng.integers(len(stack) + 1))
        kind = rng.integers(4)
        if kind == 0 and stack:
            del stack[at % len(stack)]
        elif kind == 1 and stack:
            stack.insert(at, type(stack[at % len(stack)]).from_config(stack[at % len(stack)].get_config()))
        elif kind == 2 and stack:
            stack.insert(at, stack.pop(int(rng.integers(len(stack)))))
        else:
            stack.insert(at, PUT_IN[rng.integers(len(PUT_IN))]())
    for number, layer in enumerate(stack):
        layer.name = f"layer_{number}"
    return keras.Sequential([keras.Input(model.input_shape[1:], dtype=model.inputs[0].dtype), *stack])


def different(model, rng):
    """Return a model of a different kind."""
    shape, dtype = model.input_shape[1:], model.inputs[0].dtype
    x = keras.Input(shape, dtype=dtype)
    stack = copies(model)
    kind = rng.integers(10)
    if kind == 0:  # two outputs
        return keras.Model(x, [chain(x, stack), layers.Flatten()(x)])
    if kind == 1:  # outputs with names
        return keras.Model(x, {"a": chain(x, stack), "b": x})
    if kind == 2:  # two inputs
        return keras.Model([x, keras.Input(shape, dtype=dtype)], chain(x, stack))
    if kind == 3:  # a shared layer
        shared = layers.Dense(shape[-1], name="shared")
        return keras.Model(x, chain(shared(shared(x)), stack))
    if kind == 4:  # no layer at all
        return keras.Sequential([x])
    if kind == 5:  # not built
        return keras.Sequential(stack)
    if kind == 6:  # a model in a model
        return keras.Sequential([x, keras.Sequential([keras.Input(shape, dtype=dtype), *stack]), layers.Flatten()])
    if kind == 7:  # a batch of a fixed size
        return keras.Sequential([keras.Input(batch_shape=(3, *shape), dtype=dtype), *stack])
    if kind == 8:  # one axis more
        return keras.Sequential([keras.Input((*shape, 2), dtype=dtype), *stack])
    return keras.Model(x, layers.Concatenate()([chain(x, stack)] * 2))  # its output twice


def odd(model, rng):
    """Return an odd model that Keras builds, compiled like the right one or not at all."""
    while True:
        try:
            made = (changed if rng.uniform() < 0.7 else different)(model, rng)
            if made.built and made.count_params() > 2_000_000:
                continue
            if model.compiled and rng.uniform() < 0.9:
                made.compile(optimizer="adam", loss=model.loss)
            return made
        except Exception:  # Keras refuses this one, as it may
            continue


def of_models():
    """Return the exercises whose right answer returns a model, by name."""
    found = {}
    for lesson in lessons().values():
        if lesson.tensorflow:
            for exercise in lesson.exercises:
                source = solutions(lesson.name)[exercise.name]
                if "return model" in source or "return keras." in source or "return network" in source:
                    found[exercise.name] = exercise
    return found


EXERCISES = of_models()


def replaced(returned, rng):
    """Return what an answer has returned, with an odd model in place of its model."""
    if isinstance(returned, keras.Model):
        return odd(returned, rng)
    if isinstance(returned, tuple):
        return tuple(replaced(each, rng) for each in returned)
    return returned


def faults(exercise, number):
    namespace = {}
    exec(compile("import numpy as np\nimport keras\nfrom keras import layers\n", "<set-up>", "exec"), namespace)
    exec(compile(solutions(exercise.lesson)[exercise.name], "<solution>", "exec"), namespace)
    right, rng = namespace[exercise.name], np.random.default_rng(number)
    told = []

    def answer(*args, **kwargs):
        made = replaced(right(*args, **kwargs), rng)
        told[:] = [layer.get_config() for layer in getattr(made, "layers", [])]
        return made

    with undisturbed():
        result = judge(exercise, here(exercise.name, answer), exercise.notebook_seed)
    return f"{number}: {result}\n{told}" if result.status == "check_failed" else ""


def test_all_exercises_of_models_are_found():
    assert len(EXERCISES) >= 10


@pytest.mark.parametrize("name", [name for name, exercise in EXERCISES.items() if not exercise.trains])
def test_odd_models(name):
    found = [faults(EXERCISES[name], number) for number in range(IN_MAKE_TEST)]
    assert not any(found), "\n".join(filter(None, found))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXERCISES)
def test_many_odd_models(name):
    found = [faults(EXERCISES[name], number) for number in range(5 if EXERCISES[name].trains else IN_SLOW)]
    assert not any(found), "\n".join(filter(None, found))
