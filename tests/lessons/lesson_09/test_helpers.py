"""Redrawn digits, anomalies, and runs that depend on their seed alone."""

import keras
import numpy as np

from course_utils.lessons.lesson_09 import helpers


def bars(n):
    images = np.zeros((n, 28, 28), "uint8")
    images[:, 6:22, 12:16] = 255
    return images


def test_each_digit_is_redrawn_in_its_own_way():
    redrawn = helpers.redraw(bars(20), seed=0)
    assert (redrawn.shape, redrawn.dtype) == ((20, 28, 28), "uint8")
    assert len(np.unique(redrawn, axis=0)) == 20
    middles = redrawn.sum(axis=1) @ np.arange(28) / redrawn.sum(axis=(1, 2))
    assert 2 < np.ptp(middles) <= 6
    ink = redrawn.sum(axis=(1, 2)) / bars(1).sum()
    assert 0.6 < ink.min() < ink.max() <= 1.01


def test_the_seed_decides_how_digits_are_redrawn():
    np.testing.assert_array_equal(helpers.redraw(bars(3), seed=1), helpers.redraw(bars(3), seed=1))
    assert not np.array_equal(helpers.redraw(bars(3), seed=1), helpers.redraw(bars(3), seed=2))


def test_anomalies_come_last():
    digits = np.random.default_rng(0).random((12, 28, 28))
    letter = np.full((28, 28), 0.5)
    images = helpers.with_anomalies(digits, letter)
    assert (images.shape, images.dtype) == ((17, 28, 28), "float32")
    np.testing.assert_allclose(images[:12], digits, rtol=1e-6)
    np.testing.assert_allclose(images[12], letter)
    np.testing.assert_allclose(images[13], 1 - digits[0], rtol=1e-5)
    np.testing.assert_allclose(images[15, :14], digits[11, 14:], rtol=1e-6)
    assert not images[16].any()


def test_three_runs_do_not_depend_on_earlier_training():
    rng = np.random.default_rng(0)
    x, y = rng.integers(0, 256, (40, 28, 28)), rng.integers(0, 2, 40)
    x[y == 1, :14] = 0
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(2)]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    first = helpers.three_runs(model, x, y, [x, np.zeros_like(x)], y)
    assert first.shape == (3, 2)
    assert (first[:, 0] > 0.9).all()
    assert set(first[:, 1].round(6)) <= {round(np.mean(y == k), 6) for k in (0, 1)}
    np.testing.assert_array_equal(helpers.three_runs(model, x, y, [x, np.zeros_like(x)], y), first)
