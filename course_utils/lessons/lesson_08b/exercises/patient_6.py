"""Stars, learned well and then lost; the check trains for 30 epochs."""

from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_08b.exercises import _datasets, _shared

exercise = Exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "Training begins well. In which epoch does it turn, and what has changed by then?",
        "Print the learning rate of each epoch, or calculate by hand what the schedule gives for epoch 20.",
        "A learning rate that is multiplied by a number above 1 in each epoch grows without limit. To decay, it needs "
        "a number below 1.",
    ],
)


def check(answer, rng):
    epochs = 30
    case, drawn = _shared.Treatment(answer, rng, "exploding rate", epochs), _datasets.stars(rng)
    history, predicted = case.run(drawn, "stars")
    loss, ran = history["loss"], len(history["loss"])
    case.cured(
        ran == epochs,
        f"stars, {epochs} epochs",
        f"{ran} epochs",
        f"{epochs}, as asked for",
        look="train for as many epochs as the program is asked for, because stopping earlier can hide the symptom",
    )
    risen = loss[-1] > 2 * min(loss) + 0.1
    case.cured(
        not risen,
        f"stars, {epochs} epochs",
        f"a loss of {min(loss):.3g} at its lowest, and {loss[-1]:.3g} in the last epoch",
        "about as low in the last epoch",
        look="the network still loses what it has learned. How high is the learning rate in the last epoch?",
    )
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    case.cured(
        right >= 0.85,
        f"stars, {epochs} epochs",
        f"{right:.0%} of the predictions correct",
        "at least 85%",
        look="nothing explodes now, but the network learns little. Is the learning rate too low?",
    )
    case.name(
        {
            "overfitting": "When a network overfits, its training loss keeps falling. Here it rises, too.",
            "dead units": "Units may have died at the end, but why did they?",
            "unscaled inputs": "All columns have mean 0 and standard deviation 1, and the first epochs go well.",
        }
    )
    return f"{right:.0%} of the predictions are correct after {epochs} epochs."
