"""The small NumPy network, compared with Keras."""

import subprocess
import sys

import numpy as np
import pytest

from course_utils import numpy_mlp

RNG = np.random.default_rng(3)
X, Y = RNG.normal(size=(30, 5)).astype("float32"), np.arange(30) % 3
X_VAL, Y_VAL = RNG.normal(size=(14, 5)).astype("float32"), np.arange(14) % 3


def keras_model(hidden, seed=0):
    """Return the same network in Keras, with the initial weights of `numpy_mlp`."""
    import keras

    layers = [keras.Input((5,))]
    for units in (*hidden, 3):
        activation = None if len(layers) == len(hidden) + 1 else "relu"
        layers.append(keras.layers.Dense(units, activation=activation))
    model = keras.Sequential(layers)
    model.set_weights(numpy_mlp.start((5, *hidden, 3), seed))
    return model


@pytest.mark.parametrize("hidden", [(), (7,), (8, 6)])
def test_gradients_are_keras_own(hidden):
    import keras
    import tensorflow as tf

    model = keras_model(hidden)
    with tf.GradientTape() as tape:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(Y, model(X))
    expected = tape.gradient(loss, model.trainable_variables)
    found, _, gradients = numpy_mlp.loss_and_gradients(numpy_mlp.start((5, *hidden, 3)), X, Y)
    assert found == pytest.approx(float(loss), rel=1e-6)
    assert len(gradients) == len(expected)
    for ours, theirs in zip(gradients, expected, strict=True):
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("activation", numpy_mlp.ACTIVATIONS)
def test_gradients_of_several_networks_are_keras_own(activation):
    import keras
    import tensorflow as tf

    shapes = (5, 4), (1, 4), (4, 3), (1, 3), (3, 1), (1, 1)
    weights = [RNG.normal(0, 0.7, (2, *shape)).astype("float32") for shape in shapes]
    outputs = numpy_mlp.forward(weights, X, activation=activation)
    target = (Y[:, None] == 0).astype("float32")
    back = (numpy_mlp.sigmoid(outputs[-1]) - target) / np.float32(len(X))  # of the mean binary cross-entropy
    ours = numpy_mlp.gradients(weights, X, outputs, back, activation=activation)
    for number in range(2):
        layers = [keras.layers.Dense(4, activation), keras.layers.Dense(3, activation), keras.layers.Dense(1)]
        model = keras.Sequential([keras.Input((5,)), *layers])
        model.set_weights([array[number].reshape(w.shape) for array, w in zip(weights, model.weights, strict=True)])
        with tf.GradientTape() as tape:
            logits = model(X)
            loss = keras.losses.BinaryCrossentropy(from_logits=True)(target, logits)
        np.testing.assert_allclose(outputs[-1][number], logits, rtol=1e-4, atol=1e-6)
        for found, expected in zip(ours, tape.gradient(loss, model.trainable_variables), strict=True):
            np.testing.assert_allclose(found[number].reshape(expected.shape), expected, rtol=1e-4, atol=1e-6)


def test_softmax_and_sigmoid_are_keras_own():
    import keras

    z = np.linspace(-200, 200, 60, dtype="float32").reshape(20, 3)
    np.testing.assert_allclose(numpy_mlp.softmax(z), keras.activations.softmax(z), rtol=1e-5)
    np.testing.assert_allclose(numpy_mlp.sigmoid(z), keras.activations.sigmoid(z), rtol=1e-5, atol=1e-25)


@pytest.mark.parametrize(("optimizer", "rate"), [("sgd", 0.3), ("momentum", 0.1), ("adam", 0.02)])
def test_curves_are_keras_own(optimizer, rate):
    import keras

    model = keras_model((8, 6), seed=4)
    optimizers = {
        "sgd": keras.optimizers.SGD(rate),
        "momentum": keras.optimizers.SGD(rate, momentum=0.9),
        "adam": keras.optimizers.Adam(rate),
    }
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizers[optimizer], loss=loss, metrics=["accuracy"])
    expected = model.fit(X, Y, batch_size=30, epochs=12, validation_data=(X_VAL, Y_VAL), verbose=0).history
    found = numpy_mlp.train(X, Y, X_VAL, Y_VAL, (8, 6), rate, optimizer, 12, batch_size=30, seed=4)
    assert sorted(found) == sorted(expected)
    assert expected["loss"][-1] < 0.9 * expected["loss"][0]  # so that there was something to compare
    for name in numpy_mlp.CURVES:
        np.testing.assert_allclose(found[name], expected[name], rtol=2e-4, err_msg=name)


def test_the_gradient_with_dropout_is_the_slope_of_the_loss():
    weights = [array + 0.1 * RNG.normal(size=array.shape) for array in numpy_mlp.start((5, 8, 6, 3))]  # no kink at 0
    kept = [(RNG.random((30, units)) > 0.4) / 0.6 for units in (8, 6)]
    x = X.astype("float64")
    _, _, gradients = numpy_mlp.loss_and_gradients(weights, x, Y, kept)
    for array, gradient in zip(weights, gradients, strict=True):
        place = np.unravel_index(np.argmax(np.abs(gradient)), array.shape)
        step, losses = 1e-5, []
        for way in (1, -2):
            array[place] += way * step
            losses.append(numpy_mlp.loss_and_gradients(weights, x, Y, kept)[0])
        array[place] += step
        assert (losses[0] - losses[1]) / (2 * step) == pytest.approx(gradient[place], rel=1e-4)


def test_dropout_keeps_the_mean_and_is_off_at_validation():
    smooth = {"hidden": (400,), "learning_rate": 1e-12, "optimizer": "sgd", "epochs": 300, "batch_size": 30}
    dropped, whole = numpy_mlp.train(X, Y, X, Y, dropout=0.3, **smooth), numpy_mlp.train(X, Y, X, Y, **smooth)
    assert np.std(dropped["loss"]) > 100 * np.std(whole["loss"])
    assert dropped["val_loss"] == whole["val_loss"]
    masks = numpy_mlp._dropout(np.random.default_rng(0), 2000, (50,), 0.3)[0]
    assert masks.mean() == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("batch_size", [1, 7, 30, 99])
def test_an_epoch_sees_each_row_once_and_weighs_it_the_same(batch_size):
    weights = numpy_mlp.start((5, 16, 3))
    found = numpy_mlp.train(X, Y, X, Y, learning_rate=1e-12, epochs=2, batch_size=batch_size)
    loss, accuracy = numpy_mlp.evaluate(weights, X, Y)
    assert found["loss"] == pytest.approx([loss, loss], rel=1e-5)
    assert found["accuracy"] == pytest.approx([accuracy, accuracy])


def test_a_run_depends_on_its_arguments_and_a_longer_one_begins_the_same():
    short, longer = (numpy_mlp.train(X, Y, X_VAL, Y_VAL, dropout=0.2, epochs=epochs, batch_size=8) for epochs in (3, 6))
    assert all(longer[name][:3] == short[name] for name in numpy_mlp.CURVES)
    first, second = (numpy_mlp.train(X, Y, X_VAL, Y_VAL, epochs=3, seed=seed) for seed in (1, 2))
    assert first["loss"] != second["loss"]


def test_it_learns_and_a_huge_rate_blows_up_without_a_warning(recwarn):
    assert numpy_mlp.train(X, Y, X_VAL, Y_VAL, hidden=(64,), epochs=200)["accuracy"][-1] == 1
    blown = numpy_mlp.train(1e4 * X, Y, X_VAL, Y_VAL, learning_rate=1e30, optimizer="sgd", epochs=4)
    assert not np.isfinite(blown["loss"][-1])
    assert not list(recwarn)


def test_it_needs_no_tensorflow():
    code = "import sys; from course_utils import numpy_mlp; print({'tensorflow', 'keras'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_a_flat_network_is_that_of_keras():
    import keras
    import tensorflow as tf

    network, rng = numpy_mlp.FlatNetwork(5, 4, 3), np.random.default_rng(0)
    w, x, y = network.start(1), rng.normal(size=(7, 5)).astype("float32"), rng.integers(0, 3, 7)
    model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, "relu"), keras.layers.Dense(3, "softmax")])
    model.set_weights(network.layers(w))
    with tf.GradientTape() as tape:
        cost = keras.losses.SparseCategoricalCrossentropy()(y, model(x))
    theirs = tape.gradient(cost, [variable.value for variable in model.trainable_variables])
    np.testing.assert_allclose(network.cost(w, x, y), float(cost), atol=1e-6)
    np.testing.assert_allclose(
        network.gradient(w, x, y), np.concatenate([np.ravel(part) for part in theirs]), atol=1e-6
    )
    assert network.accuracy(w, x, y) == np.mean(np.argmax(model(x), axis=1) == y)
