"""Keras computes a cross-entropy from the logits if softmax is the last operation, as lesson 03a says."""

import numpy as np
import pytest

pytestmark = pytest.mark.oldest


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "categorical_crossentropy"])
@pytest.mark.parametrize(("more_layers", "expected"), [(False, 40), (True, 16.12)])  # 16.12: -ln of 1e-7
def test_the_last_operation_decides(loss, more_layers, expected):
    import keras

    truth = np.array([1] if loss.startswith("sparse") else [[0.0, 1.0]])
    layers = [keras.layers.Activation("softmax")] + more_layers * [keras.layers.Reshape((2,))]
    model = keras.Sequential([keras.Input((2,)), *layers])
    model.compile(loss=loss)
    assert model.evaluate(np.array([[40.0, 0.0]]), truth, verbose=0) == pytest.approx(expected, abs=0.01)
