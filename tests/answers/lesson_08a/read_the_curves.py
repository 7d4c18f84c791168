# %% right: case 7
read_the_curves = {"case": 7, "A": "not learning", "B": "underfitting", "C": "validation too easy", "D": "healthy",
                   "E": "overfitting", "F": "validation too easy"}


# %% right: case 3, other letters and spaces
read_the_curves = dict(case=3, A="Not learning", B=" too short", C="OVERFITTING", D="overfitting", E="diverged",
                       F="underfitting ")


# %% right: read by rules
import numpy as np
from course_utils.lessons.lesson_08a import check

case = 23
read_the_curves = {"case": np.int64(case)}
for letter, history in check.six_trainings(case).items():
    guess = np.log(history["num_classes"])
    loss, val_loss = np.array(history["loss"]), np.array(history["val_loss"])
    if not np.isfinite(loss).all() or loss[-1] > 5 * guess:
        name = "diverged"
    elif loss.min() > 0.9 * guess:
        name = "not learning"
    elif (np.diff(loss) > 0.2 * loss[:-1]).sum() > 3:
        name = "learning rate too high"
    elif val_loss[len(loss) // 2:].mean() < 0.75 * loss[len(loss) // 2:].mean():
        name = "validation too easy"
    elif val_loss[-1] > 1.2 * val_loss.min():
        name = "overfitting"
    elif loss[-1] < 0.88 * loss[-len(loss) // 4 - 1] and loss[-1] > 0.1 * guess:
        name = "too short"
    else:
        name = "healthy" if history["accuracy"][-1] > 0.9 else "underfitting"
    read_the_curves[letter] = name


# %% right: another case, NumPy's texts
import numpy as np

from course_utils.lessons.lesson_08a.exercises._shared import draw_case

read_the_curves = {"case": 1234} | {letter: np.str_(training.name.upper()) for letter, training in draw_case(1234).items()}


# %% wrong: one of six | Look again at C
read_the_curves = {"case": 7, "A": "not learning", "B": "underfitting", "C": "healthy", "D": "healthy",
                   "E": "overfitting", "F": "validation too easy"}


# %% wrong: all the same | Look again at A
read_the_curves = {"case": 7} | {letter: "healthy" for letter in "ABCDEF"}


# %% wrong G02: flat and high taken for overfitting | Look again at B: the validation loss ends at
read_the_curves = {"case": 7, "A": "not learning", "B": "overfitting", "C": "validation too easy", "D": "healthy",
                   "E": "overfitting", "F": "validation too easy"}


# %% wrong G16: the rise of the loss not seen | Look again at E: the validation loss was
read_the_curves = {"case": 7, "A": "not learning", "B": "underfitting", "C": "validation too easy", "D": "healthy",
                   "E": "healthy", "F": "validation too easy"}


# %% wrong: a name of one's own | use the names of the table above
read_the_curves = {"case": 7, "A": "flat", "B": "underfitting", "C": "validation too easy", "D": "healthy",
                   "E": "overfitting", "F": "validation too easy"}


# %% wrong: a number for a name | use the names of the table above
read_the_curves = {"case": 7, "A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}


# %% wrong: a letter missing | a dictionary with seven keys
read_the_curves = {"case": 7, "A": "not learning"}


# %% wrong: a list | a dictionary with seven keys
read_the_curves = ["not learning", "underfitting", "healthy"]


# %% wrong: the case in quotes | write the variable `case`
read_the_curves = {"case": "7"} | {letter: "healthy" for letter in "ABCDEF"}


# %% wrong: a case too large | write the variable `case`
read_the_curves = {"case": 10_000} | {letter: "healthy" for letter in "ABCDEF"}
