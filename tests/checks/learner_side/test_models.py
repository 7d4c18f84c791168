"""Models as data: what is exported, what is rebuilt, what is refused, what a check may know."""

import copy
import random

import keras
import numpy as np
import pytest
import tensorflow as tf

from course_utils.checks.answer import Answer, LearnerError
from course_utils.checks.learner_side.export_model import ModelError, export, rebuild
from course_utils.checks.learner_side.serialize import pack
from course_utils.checks.rebuilt_model import Model, predict

pytestmark = pytest.mark.oldest


def small(compiled=True):
    model = keras.Sequential(
        [
            keras.Input((4, 4)),
            keras.layers.Flatten(),
            keras.layers.Dense(5, kernel_regularizer=keras.regularizers.L2(0.01)),
            keras.layers.Activation("relu"),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(3),
            keras.layers.Softmax(),
        ]
    )
    if compiled:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.SGD(0.5), loss=loss)
    return model


def test_a_rebuilt_model_predicts_the_same():
    model = small()
    x = np.random.default_rng(0).normal(size=(7, 4, 4)).astype("float32")
    view = Model(export(model))
    np.testing.assert_allclose(view.predict(x), model.predict(x, verbose=0), atol=1e-6)


def test_what_a_check_may_know():
    view = Model(export(small()))
    assert [(layer.kind, layer["units"], layer["activation"]) for layer in view.layers] == [
        ("Flatten", None, None),
        ("Dense", 5, "relu"),
        ("Dropout", None, None),
        ("Dense", 3, "softmax"),
    ]
    assert [layer.size for layer in view.layers] == [16, 5, 5, 3]
    assert (view.input_shape, view.output_shape, view.n_parameters) == ((None, 4, 4), (None, 3), 16 * 5 + 5 + 15 + 3)
    assert (view.loss, view.from_logits, view.optimizer, view.learning_rate) == (
        "sparse_categorical_crossentropy",
        True,
        "SGD",
        0.5,
    )


class Stack(keras.Sequential):
    def __init__(self):
        super().__init__([keras.Input((3,)), keras.layers.Dense(4, activation=tf.nn.silu), keras.layers.Dense(2)])


class Graph(keras.Model):
    def __init__(self):
        inputs = keras.Input((3,))
        hidden = keras.layers.Dense(4, activation=tf.nn.silu)
        super().__init__(inputs, keras.layers.Dense(2)(hidden(inputs)))


@pytest.mark.parametrize("kind", [Stack, Graph])
def test_a_class_that_only_chooses_the_layers_is_taken(kind):
    model = kind()
    model.compile(keras.optimizers.SGD(0.5), "mse")
    view = Model(export(model))
    x = np.random.default_rng(0).normal(size=(7, 3)).astype("float32")
    np.testing.assert_allclose(view.predict(x), model.predict(x, verbose=0), atol=1e-6)
    assert [layer["activation"] for layer in view.layers] == ["silu", "linear"]
    assert (view.loss, view.optimizer, view.learning_rate) == ("mean_squared_error", "SGD", 0.5)


def test_a_class_that_computes_something_else_is_refused():
    class Doubled(Stack):
        def call(self, x, training=None, mask=None):
            return 2 * super().call(x, training=training, mask=mask)

    with pytest.raises(ModelError, match="Doubled is a different class"):
        export(Doubled())


@pytest.mark.parametrize(
    "loss",
    [
        "mse",
        "mean_squared_error",
        "MeanSquaredError",
        ["mse"],
        {"output": "mse"},
        keras.losses.MeanSquaredError,
        keras.losses.MeanSquaredError(name="mine"),
        keras.losses.mean_squared_error,
    ],
    ids=["short", "long", "class's", "list", "dict", "class", "object", "function"],
)
def test_one_loss_has_one_name_however_it_is_written(loss):
    model = small(compiled=False)
    model.layers[-1].name = "output"
    model.compile(loss=loss)
    assert Model(export(model)).loss == "mean_squared_error"


def test_a_loss_of_ones_own_is_not_taken_for_keras_s():
    def mean_squared_error(y_true, y_pred):
        return keras.ops.mean(y_true - y_pred)

    model = small(compiled=False)
    model.compile(loss=mean_squared_error)
    assert "a function of your own" in Model(export(model)).loss


def test_not_compiled():
    view = Model(export(small(compiled=False)))
    assert (view.loss, view.optimizer) == (None, None)


@pytest.mark.parametrize(
    "activation",
    [
        "softmax",
        keras.layers.Softmax(),
        keras.layers.Activation("softmax"),
        keras.activations.softmax,
        tf.nn.softmax,
        keras.ops.softmax,
    ],
    ids=["name", "Softmax", "Activation", "Keras's function", "TensorFlow's function", "Keras's operation"],
)
def test_one_activation_has_one_name_however_it_is_written(activation):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation=activation)])
    model.compile(loss=keras.losses.BinaryCrossentropy)  # a class: such a model goes another way
    [dense] = Model(export(model)).layers
    assert (dense.kind, dense["activation"]) == ("Dense", "softmax")


def test_activations_that_only_share_a_name_with_keras_are_refused():
    def relu(z):
        return np.maximum(0, z)

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation=relu)])
    with pytest.raises(ModelError, match="your own function relu"):
        export(model)


def test_models_too_large_to_travel_are_refused():
    model = keras.Sequential([keras.Input((1200, 28, 28)), keras.layers.Flatten(), keras.layers.Dense(11)])
    with pytest.raises(ModelError, match="without the batch"):
        export(model)


def test_operations_that_are_no_layers_are_refused():
    x = keras.Input((2,))
    exported = export(keras.Model(x, keras.ops.relu(keras.layers.Dense(3)(x))))
    with pytest.raises(ModelError, match="as a bare operation"):
        rebuild(exported)


def test_functional_models_with_two_branches():
    x = keras.Input((3,))
    y = keras.layers.Add()([keras.layers.Dense(2)(x), keras.layers.Dense(2, activation="tanh")(x)])
    model = keras.Model(x, y)
    values = np.ones((2, 3), "float32")
    np.testing.assert_allclose(predict(export(model), values), model(values), atol=1e-6)


def tampered(change):
    exported = copy.deepcopy(export(small()))
    change(exported)
    return exported


def dense(exported):
    return next(layer for layer in exported["config"]["config"]["layers"] if layer["class_name"] == "Dense")


def foreign(exported):
    dense(exported)["module"] = "os"


def lambda_layer(exported):
    dense(exported)["class_name"] = "Lambda"


def hidden_function(exported):
    dense(exported)["config"]["activation"] = {"module": "builtins", "class_name": "function", "config": "system"}


def no_module(exported):
    dense(exported)["config"]["kernel_initializer"] = {"class_name": "Anything", "config": {}}


def enormous(exported):
    dense(exported)["config"]["units"] = 10**9


def fewer_weights(exported):
    exported["weights"].pop()


def other_shapes(exported):
    exported["weights"][0] = np.zeros((2, 2))


def nan(exported):
    exported["weights"][0][0, 0] = np.nan


def broken(exported):
    del dense(exported)["config"]["units"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (foreign, "Keras's own layers only"),
        (lambda_layer, "holds Lambda"),
        (hidden_function, "the function system, which is none of"),
        (no_module, "holds Anything"),
        (enormous, "at most 1000000"),
        (fewer_weights, "its layers need"),
        (other_shapes, "its layers need"),
        (nan, "NaN or infinite"),
        (broken, "cannot rebuild"),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_made_up_models_are_refused(change, said):
    with pytest.raises(ModelError, match=said):
        rebuild(tampered(change))


def test_one_configuration_with_different_weights():
    """Building a network takes longest, so it is kept; no model may predict with the weights of another."""
    model, x = small(), np.ones((2, 4, 4), "float32")
    first, outputs = Model(export(model)), model(x).numpy()
    model.set_weights([weight + 1 for weight in model.get_weights()])
    second, others = Model(export(model)), model(x).numpy()
    assert not np.allclose(outputs, others)
    for _ in range(2):
        np.testing.assert_allclose(first.predict(x), outputs, atol=1e-6)
        np.testing.assert_allclose(second.predict(x), others, atol=1e-6)


def test_a_stateful_model_remembers_nothing_of_another_answer():
    model = keras.Sequential([keras.Input(batch_shape=(1, 3, 1)), keras.layers.SimpleRNN(2, stateful=True)])
    exported, x = export(model), np.ones((1, 3, 1), "float32")
    first = predict(copy.deepcopy(exported), x)
    np.testing.assert_allclose(predict(copy.deepcopy(exported), x), first)


ODD = [None, -1, 0, 2**40, "x", "", [], {}, [[]], {"a": 1}, 1e308, float("nan"), b"x", True, "keras", np.zeros(2), (1,)]


def places(node, path=()):
    """Yield the place of everything in a node but the node itself."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in entries:
        yield (*path, key)
        yield from places(value, (*path, key))


def test_a_model_with_something_replaced_is_a_model_or_is_refused_in_words():
    rng, exported = random.Random(0), export(small())
    outcomes = set()
    for _ in range(60):
        changed = copy.deepcopy(exported)
        *path, last = rng.choice([*places(changed)])
        node = changed
        for key in path:
            node = node[key]
        node[last] = rng.choice(ODD)
        reply = pack({"status": "ok", "value": changed, "warnings": []})
        try:
            outcomes.add(type(Answer("network", lambda request, reply=reply: reply).model()))
        except LearnerError as error:
            outcomes.add(type(error))
    assert outcomes == {Model, LearnerError}


LAYERS_OF_KERAS = {  # the arguments of layers that need some, from the shape of their input to these
    "ActivityRegularization": {},
    "AlphaDropout": {"rate": 0.2},
    "CenterCrop": {"height": 2, "width": 2},
    "Conv2D": {"filters": 2, "kernel_size": 2},
    "Cropping2D": {},
    "DepthwiseConv2D": {"kernel_size": 2},
    "EinsumDense": {"equation": "abcd,de->abce", "output_shape": (None, None, 2)},
    "GroupNormalization": {"groups": 1},
    "Identity": {},
    "RandomBrightness": {"factor": 0.1},
    "RandomContrast": {"factor": 0.1},
    "RandomCrop": {"height": 2, "width": 2},
    "Resizing": {"height": 3, "width": 3},
    "SpectralNormalization": {"layer": keras.layers.Dense(2)},
    "UnitNormalization": {},
}


@pytest.mark.parametrize("name", LAYERS_OF_KERAS)
def test_layers_of_keras_are_rebuilt(name):
    layer = getattr(keras.layers, name)(**LAYERS_OF_KERAS[name])
    model = keras.Sequential([keras.Input((4, 4, 2)), layer])
    images = np.random.default_rng(0).uniform(size=(3, 4, 4, 2)).astype("float32")
    np.testing.assert_allclose(predict(export(model), images), model(images, training=False), atol=1e-6)


def test_layers_of_keras_that_run_code_or_read_files_are_refused():
    for layer in (keras.layers.Lambda(abs, output_shape=(2,)), keras.layers.IntegerLookup(vocabulary=[1, 2])):
        model = keras.Sequential([keras.Input((2,)), layer])
        with pytest.raises(ModelError, match=f"{type(layer).__name__}, which cannot be rebuilt"):
            rebuild(export(model))


@pytest.mark.parametrize("name", ["deserialize", "Input", "Nothing"])
def test_only_layers_are_taken_from_keras_layers(name):
    exported = export(small())
    exported["config"]["config"]["layers"][1]["class_name"] = name
    with pytest.raises(ModelError):
        rebuild(exported)


def test_functions_of_tensorflow_that_are_no_activations_of_keras_are_named():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation=tf.square)])
    with pytest.raises(ModelError, match="the function square, which is none of Keras's"):
        rebuild(export(model))
