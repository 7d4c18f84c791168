"""The references of lesson 02 equal what Keras computes."""

import keras
import numpy as np

from course_utils.lessons.lesson_02.exercises import count_parameters, forward, relu, softmax

RNG = np.random.default_rng(0)


def test_activations():
    z = RNG.normal(size=(4, 5)) * 3
    np.testing.assert_allclose(relu.reference(z), keras.activations.relu(z), atol=1e-6)
    np.testing.assert_allclose(softmax.reference(z), keras.activations.softmax(z), atol=1e-6)


def test_a_network_and_its_parameters():
    names = ("tanh", "relu", "sigmoid", "linear")
    model = keras.Sequential([keras.Input((3,)), *(keras.layers.Dense(4, activation=name) for name in names)])
    weights = iter(model.get_weights())
    layers = [(W, b + 0.5, keras.activations.get(name)) for name, W, b in zip(names, weights, weights, strict=True)]
    model.set_weights([part for W, b, _ in layers for part in (W, b)])
    X = RNG.normal(size=(6, 3)).astype("float32")
    np.testing.assert_allclose(forward.reference(X, layers), model(X), atol=1e-5)
    assert count_parameters.reference([3, 4, 4, 4, 4]) == model.count_params()
