"""Stars, learned well and then lost; the check trains for 30 epochs."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "It begins so well. At which epoch does it turn, and what has changed by then?",
        "Print `model.optimizer.learning_rate` at each epoch, or work out the schedule by hand for epoch 20.",
        "A rate that is multiplied by more than 1 at each epoch grows without end. Decay means less than 1.",
    ],
)


def check(answer, rng):
    epochs = 30
    case, drawn = _shared.Treatment(answer, rng, "exploding rate", epochs), _datasets.stars(rng)
    history, predicted = case.run(drawn, "stars")
    loss, ran = history["loss"], len(history["loss"])
    case.cured(
        ran == epochs,
        f"stars, for {epochs} epochs,",
        f"{ran} epochs",
        f"{epochs}, as asked for",
        look="a training that stops before the explosion, or at it, hides the illness: the rate would still explode",
    )
    risen = loss[-1] > 2 * min(loss) + 0.1
    case.cured(
        not risen,
        f"stars, for {epochs} epochs,",
        f"the loss: {min(loss):.3g} at its lowest, {loss[-1]:.3g} at last",
        "about as low at last",
        look="it still loses what it has learned. What is the rate at the last epoch?",
    )
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    case.cured(
        right >= 0.85,
        "stars",
        f"{right:.0%} right",
        "at least 85 %",
        look="no explosion, and little learned: is the rate too small now?",
    )
    case.name(
        {
            "overfitting": "In overfitting the training loss goes on falling. Here it rises as well.",
            "dead units": "They may have died, at the end. Of what?",
            "unscaled inputs": "All columns have mean 0 and deviation 1, and the first epochs go well.",
        }
    )
    return f"{right:.0%} right after {epochs} epochs."
