"""Images that each move by a few random pixels, during training only."""

import itertools

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_05.exercises import _shared
from course_utils.lessons.lesson_05.learner_side import seeded_and_arguments

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "Draw two whole numbers for each image, down and across: `rng.integers(-max_shift, max_shift + 1, ...)`. The "
        "upper end of `integers` is not included.",
        "First add a margin: `np.pad` puts max_shift pixels of 0 around each image. Then cut a window of the old "
        "size out of it. The position of the window decides how far the image moves.",
        "With `np.roll`, pixels that leave on one side come back on the other. You would have to set them to 0.",
        "`training=False` is for validation images, which are returned unchanged.",
    ],
    errors={
        "required positional argument": _shared.ARGUMENTS,
        "positional arguments but": _shared.ARGUMENTS,
        "could not broadcast input array": "The two sides of this line have different sizes. Try your slices with the "
        "shifts −1, 0 and 1: a negative number in a slice counts from the end.",
    },
)


def check(answer, rng):
    n, height, width = 12, 9, 7
    images = np.round(rng.uniform(0.1, 1, (n, height, width)), 3).astype("float32")
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 30)]
    for max_shift in (2, 1):
        tried = f"{n} images of {height} × {width} pixels, max_shift = {max_shift}, training = True"
        _, (after, *_) = answer.via(seeded_and_arguments, [images, max_shift, True], seeds[0])
        expect.unchanged(images, after, tried=tried, look="The next epoch needs the original images. Work on a copy")
        drawn = answer.via(calls.sample, [images, max_shift, True], [*seeds, seeds[0]])
        shapes = {np.shape(batch) if isinstance(batch, (np.ndarray, list)) else None for batch in drawn}
        expect.that(
            shapes == {images.shape},
            tried=tried,
            got=expect.short(drawn[0], 80),
            look="Return as many images as you were given, of the same size.",
            expected=f"an array of shape {images.shape}",
        )
        *drawn, again = (np.asarray(batch, dtype="float64") for batch in drawn)
        moves = {(i, j): _moved(images, i, j) for i in range(-3, 4) for j in range(-3, 4)}
        every, shifts = np.stack(list(moves.values())), []
        for batch in drawn:
            for k, image in enumerate(batch):
                near = np.abs(every[:, k] - image).max(axis=(1, 2)) < 2e-3
                fitting_moves = [move for move, fits in zip(moves, near, strict=True) if fits]
                mistake = "" if fitting_moves else _mistake(image, k, images, moves)
                got = f"image {k} is not the original image {k} moved by whole pixels and filled with 0"
                expect.that(
                    bool(fitting_moves),
                    tried=tried,
                    got=got,
                    cause=mistake,
                    look="Follow one image through your code. Is it still the same drawing, at its own position in the "
                    "batch?",
                )
                shifts.append(fitting_moves[0])
        shifts = np.array(shifts)
        each, cause = shifts.reshape(len(seeds), n, 2), ""
        if np.abs(shifts).max() > max_shift:
            cause = "Some images moved by more than max_shift pixels."
        elif not shifts.any():
            cause = "Your function doesn't move anything during training."
        elif (each == each[0]).all():
            cause = "The images move in the same way at every call, whatever the seed is. Use `seed` for the shifts."
        elif (each == each[:, :1]).all():
            cause = "All images of the batch move by the same shift. Draw a separate shift for each image."
        elif (shifts[:, 0] == shifts[:, 1]).all():
            cause = "The images move only along the diagonal. Draw the two numbers, down and across, separately."
        elif not shifts[:, 0].any() or not shifts[:, 1].any():
            cause = "The images move only up and down, or only left and right. Draw a shift for each of the two axes."
        elif shifts.min() == 0:
            cause = (
                "The images never move up or to the left. Are negative shifts drawn, and do your slices handle them?"
            )
        elif shifts.max() < max_shift:
            cause = "The largest shift never occurs. Is the upper end of your random numbers included?"
        occur = [set(shifts[:, axis].tolist()) == set(range(-max_shift, max_shift + 1)) for axis in (0, 1)]
        expect.that(
            not cause and all(occur),
            tried=tried,
            cause=cause,
            got="the shifts of the first images of a batch, each as [down, across]: "
            f"{expect.short(each[0, :5].tolist())} …",
            look="Every whole number from −max_shift to max_shift should occur, down and across.",
        )
        expect.that(
            bool((drawn[0] == again).all()), tried="the same seed twice", got="different shifts", look=_shared.CHANCE
        )
    for got in answer.via(calls.sample, [images, 2, False], seeds[:3]):
        expect.close(
            got,
            images,
            tried="max_shift = 2, training = False",
            show=False,
            atol=1e-5,
            look="With `training=False`, your function should return the images unchanged.",
        )


def _moved(images, down, across, mode="constant"):
    """Return images moved by whole pixels; what comes in at the sides is 0, or by a `mode` of `np.pad`."""
    room = [(0, 0), (abs(down), abs(down)), (abs(across), abs(across))]
    wide = np.pad(images, room, mode=mode)
    i, j = abs(down) - down, abs(across) - across
    return wide[:, i : i + images.shape[1], j : j + images.shape[2]]


def _mistake(image, k, images, moves):
    """Return the message of the mistake that made this image, which should be image k after a move."""
    cause = ""
    if any(np.allclose(image, moved, atol=2e-3) for all_moved in moves.values() for moved in all_moved):
        cause = (
            "The images changed their positions in the batch. The labels don't move, so each image must stay where it "
            "was."
        )
    elif any(np.allclose(image, np.roll(images[k], move, (0, 1)), atol=2e-3) for move in moves):
        cause = "Pixels that leave on one side come back on the other side. Fill the free pixels with 0 instead."
    elif any(
        np.allclose(image, _moved(turned[k : k + 1], *move)[0], atol=2e-3)
        for turned in (images[:, :, ::-1], images[:, ::-1], images[:, ::-1, ::-1])
        for move in moves
    ):
        cause = "Your function mirrors images. A mirrored 2 isn't a 2 any more, so its label would be wrong."
    elif any(
        np.allclose(image, _moved(images[k : k + 1], *move, mode)[0], atol=2e-3)
        for mode in ("edge", "reflect", "symmetric")
        for move in moves
    ):
        cause = "You filled the free pixels with copies of their neighbors. Fill them with 0 instead."
    elif _is_blended(image, images[k]):
        cause = (
            "Your images move by fractions of a pixel, so each new pixel is a mixture of several old pixels. Move the "
            "images by whole numbers of pixels. If you use a Keras layer, set `interpolation` so that it doesn't mix "
            "pixels, and `fill_mode` so that the free pixels become 0."
        )
    return cause


def _is_blended(image, original):
    """Return whether the middle of an image is that of the original, moved down and across by fractions of a pixel."""
    margin = 2  # the largest shift: farther inside, no pixel depends on how the free ones are filled
    middle = (slice(margin, -margin), slice(margin, -margin))
    pixels = image[middle].ravel()
    for move in itertools.product(range(-margin, margin), repeat=2):
        moves = np.add(move, [(0, 0), (0, 1), (1, 0), (1, 1)])
        neighbors = np.stack([np.roll(original, tuple(by), (0, 1))[middle].ravel() for by in moves], axis=1)
        shares, *_ = np.linalg.lstsq(neighbors, pixels, rcond=None)
        mixed = abs(shares.sum() - 1) < 0.01 and shares.min() > -0.01 and shares.max() < 0.99
        if mixed and np.allclose(neighbors @ shares, pixels, atol=2e-3):
            return True
    return False
