"""When Keras computes a loss from the scores, as lesson 03b says."""

import numpy as np
import pytest

pytestmark = pytest.mark.oldest

BINARY, SPARSE, ONE_HOT = "binary_crossentropy", "sparse_categorical_crossentropy", "categorical_crossentropy"
FROM_SCORES, LIMITED = 40.0, 15.94  # 16.12 for the probability 0 of softmax


@pytest.mark.parametrize(
    ("layers", "loss", "expected"),
    [
        (["sigmoid"], BINARY, FROM_SCORES),
        (["softmax"], SPARSE, FROM_SCORES),
        (["softmax"], ONE_HOT, FROM_SCORES),
        (["sigmoid", "reshape"], BINARY, LIMITED),
        (["softmax", "reshape"], SPARSE, 16.12),
        (["softmax"], "kl_divergence", 16.12),
    ],
)
def test_the_last_operation_and_the_loss_decide(layers, loss, expected):
    import keras

    score = np.array([[40.0]] if loss == BINARY else [[40.0, 0.0]])
    truth = {BINARY: [[0.0]], SPARSE: [1]}.get(loss, [[0.0, 1.0]])
    made = [
        keras.layers.Reshape(score.shape[1:]) if kind == "reshape" else keras.layers.Activation(kind) for kind in layers
    ]
    model = keras.Sequential([keras.Input(score.shape[1:]), *made])
    model.compile(loss=loss)
    assert model.evaluate(score, np.array(truth), verbose=0) == pytest.approx(expected, abs=0.01)


@pytest.mark.filterwarnings("ignore:You are using a softmax over axis")
def test_a_softmax_over_one_unit_has_the_loss_of_a_sigmoid():
    import keras

    model = keras.Sequential([keras.Input((1,)), keras.layers.Activation("softmax")])
    model.compile(loss=BINARY)
    score = np.array([[-5.0]])
    assert model.predict(score, verbose=0) == 1
    assert model.evaluate(score, np.array([[0.0]]), verbose=0) == pytest.approx(np.log(1 + np.exp(-5)), abs=1e-5)
