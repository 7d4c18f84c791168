"""Which networks `close_the_gap` takes for trained on the validation digits."""

import numpy as np
import pytest

from course_utils import numpy_mlp
from course_utils.lessons.lesson_05.exercises import _shared, close_the_gap
from course_utils.lessons.lesson_05.exercises.close_the_gap import LIKELY, MORE, learned, noisy_digits

STYLES = {
    "a softmax layer": {"hidden": (), "learning_rate": 0.01, "epochs": 30},
    "ten epochs": {"hidden": (64,), "learning_rate": 0.004, "epochs": 10},
    "few units": {"hidden": (16,), "learning_rate": 0.005, "epochs": 30},
    "dropout": {"hidden": (64,), "learning_rate": 0.003, "dropout": 0.5, "epochs": 30},
}


def trained(x, y, **settings):
    """Return the weights of a network after its training, which looks at them after each epoch."""
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numpy_mlp, "evaluate", lambda weights, *_: seen.append(weights) or (0.0, 0.0))
        numpy_mlp.train(x, y, x, y, **settings)
    return seen[-1]


def both_runs(settings, trained_on, draw):
    """Return what `learned` says of the training and of the validation digits, for two networks together."""
    rng, rows = np.random.default_rng(draw), []
    for seed in (0, 1):
        x_train, y_train, x_val, y_val, _, _, *correct = noisy_digits(rng)
        parts = [(x.reshape(len(x), -1), y) for x, y in ((x_train, y_train), (x_val, y_val))]
        weights = trained(*parts[trained_on], seed=seed, **settings)
        outputs = [_shared.softmax(numpy_mlp.logits(weights, x)) for x, _ in parts]
        rows.append([(p, y, right) for p, (_, y), right in zip(outputs, parts, correct, strict=True)])
    return [learned(*map(np.concatenate, zip(*part, strict=True))) for part in zip(*rows, strict=True)]


@pytest.mark.parametrize("style", STYLES)
def test_a_network_has_learned_the_wrong_labels_that_it_was_trained_on(style):
    for draw in range(5):
        from_training, from_validation = both_runs(STYLES[style], 0, draw)
        assert from_training > LIKELY > from_validation, f"draw {draw}"
        from_training, from_validation = both_runs(STYLES[style], 1, draw)
        assert from_validation > max(LIKELY, from_training + MORE), f"draw {draw}"


def test_a_network_that_saw_no_label_is_off_by_one_standard_deviation():
    rng = np.random.default_rng(0)
    measured = []
    for _ in range(500):
        correct = rng.integers(0, 10, 200)
        labels = np.where(rng.random(200) < 0.2, (correct + rng.integers(1, 10, 200)) % 10, correct)
        measured.append(learned(rng.dirichlet(np.full(10, 0.2), 200), labels, correct))
    assert abs(np.mean(measured)) < 0.2 and 0.9 < np.std(measured) < 1.1
    assert np.max(np.abs(measured)) < close_the_gap.SURE


def test_equal_probabilities_say_nothing():
    labels = np.arange(40) % 10
    assert learned(np.full((40, 10), 0.1), labels, (labels + 1) % 10) == pytest.approx(0, abs=1e-6)
