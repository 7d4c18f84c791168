"""Images that each move by a few random pixels, in training only."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_05.exercises import _shared

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "Draw two whole numbers for each picture, down and across: `rng.integers(-max_shift, max_shift + 1, ...)`; the "
        "upper end of `integers` is not included.",
        "Make room first: `np.pad` puts max_shift pixels of 0 around each picture. Then cut a window of the "
        "old size out "
        "of it; the place of the window is the shift.",
        "`np.roll` lets what leaves on one side come in on the other. A digit must not do that.",
        "`training=False` is for validation pictures: they come back as they are.",
    ],
    errors={"required positional argument": _shared.ARGUMENTS, "positional arguments but": _shared.ARGUMENTS},
)


def check(answer, rng):
    n, height, width = 12, 9, 7
    images = np.round(rng.uniform(0.1, 1, (n, height, width)), 3).astype("float32")
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 30)]
    for max_shift in (2, 1):
        tried = f"augment on {n} pictures of {height} × {width} pixels, max_shift={max_shift}, training=True"
        _, (after, *_) = answer.via(calls.call_and_arguments, images, max_shift, True, seeds[0])
        expect.unchanged(images, after, tried=tried, look="the originals are needed again in the next epoch")
        drawn = answer.via(calls.sample, [images, max_shift, True], [*seeds, seeds[0]])
        shapes = {np.shape(batch) if isinstance(batch, (np.ndarray, list)) else None for batch in drawn}
        expect.that(
            shapes == {images.shape},
            tried=tried,
            got=expect.short(drawn[0], 80),
            look="as many pictures as came in, of the same size",
            expected=f"an array of shape {images.shape}",
        )
        *drawn, again = (np.asarray(batch, dtype="float64") for batch in drawn)
        moves = {(i, j): _moved(images, i, j) for i in range(-3, 4) for j in range(-3, 4)}
        every, shifts = np.stack(list(moves.values())), []
        for batch in drawn:
            for k, picture in enumerate(batch):
                near = np.abs(every[:, k] - picture).max(axis=(1, 2)) < 2e-3
                fitting_moves = [move for move, fits in zip(moves, near, strict=True) if fits]
                mistake = "" if fitting_moves else _mistake(picture, k, images, moves)
                got = f"picture {k} is not picture {k} moved by whole pixels, with 0 where nothing is left"
                expect.that(
                    bool(fitting_moves),
                    tried=tried,
                    got=got,
                    cause=mistake,
                    look="one picture, followed through your code: is it the same drawing, in its own place in "
                    "the batch?",
                )
                shifts.append(fitting_moves[0])
        shifts = np.array(shifts)
        each, cause = shifts.reshape(len(seeds), n, 2), ""
        if np.abs(shifts).max() > max_shift:
            cause = "Some pictures moved further than max_shift."
        elif not shifts.any():
            cause = "Nothing is moved in training."
        elif (each == each[0]).all():
            cause = "The same shifts each time: the seed is not used."
        elif (each == each[:, :1]).all():
            cause = "All pictures of the batch moved by the same. Each one has a shift of its own."
        elif (shifts[:, 0] == shifts[:, 1]).all():
            cause = "Pictures move along the diagonal only: down and across are drawn apart."
        elif not shifts[:, 0].any() or not shifts[:, 1].any():
            cause = "They move in one direction only: down and across, both."
        elif shifts.max() < max_shift:
            cause = "The largest shift never comes. Is the upper end of your random numbers included?"
        occur = [set(shifts[:, axis].tolist()) == set(range(-max_shift, max_shift + 1)) for axis in (0, 1)]
        expect.that(
            not cause and all(occur),
            tried=tried,
            cause=cause,
            got=f"the shifts of the first draw, down and across: {expect.short(each[0, :5].tolist())} …",
            look="every whole number from −max_shift to max_shift, down and across",
        )
        expect.that(
            bool((drawn[0] == again).all()), tried="the same seed twice", got="other shifts", look=_shared.CHANCE
        )
    for got in answer.via(calls.sample, [images, 2, False], seeds[:3]):
        expect.close(
            got,
            images,
            tried="max_shift=2, training=False",
            show=False,
            atol=1e-5,
            look="validation pictures are measured as they are: nothing is moved",
        )


def _moved(images, down, across, mode="constant"):
    """Return images moved by whole pixels; what comes in at the sides is 0, or by a `mode` of `np.pad`."""
    room = [(0, 0), (abs(down), abs(down)), (abs(across), abs(across))]
    wide = np.pad(images, room, mode=mode)
    i, j = abs(down) - down, abs(across) - across
    return wide[:, i : i + images.shape[1], j : j + images.shape[2]]


def _mistake(picture, k, images, moves):
    """Return the message of the mistake that made this image, which should be image k after a move."""
    cause = ""
    if any(np.allclose(picture, moved, atol=2e-3) for all_moved in moves.values() for moved in all_moved):
        cause = "This is another picture of the batch. The labels stay where they are, so every picture must stay, too."
    elif any(np.allclose(picture, np.roll(images[k], move, (0, 1)), atol=2e-3) for move in moves):
        cause = "What left on one side came in on the other. A digit that is cut in two is no digit: fill with 0."
    elif any(
        np.allclose(picture, _moved(turned[k : k + 1], *move)[0], atol=2e-3)
        for turned in (images[:, :, ::-1], images[:, ::-1], images[:, ::-1, ::-1])
        for move in moves
    ):
        cause = "This one is mirrored. A mirrored 2 is no 2, and an upside-down 6 is a 9: the label would be wrong."
    elif any(
        np.allclose(picture, _moved(images[k : k + 1], *move, mode)[0], atol=2e-3)
        for mode in ("edge", "reflect", "symmetric")
        for move in moves
    ):
        cause = "The rim is filled with neighbouring pixels. Ink must not be drawn out to the edge: fill with 0."
    return cause
