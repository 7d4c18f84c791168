"""Images in folders as arrays, and a list of everything that was left out."""

import io

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_09 import learner_side
from course_utils.lessons.lesson_09.exercises import _shared

# ---- images in folders


def _new(marks, used, *lookalikes):
    """Record these grays of quarters if they are far from those of all other images; return whether they are."""
    new = all(np.abs(marks - other).max() > 20 for other in (*used, *lookalikes))
    if new:
        used.append(marks)
    return new


def _flat(rng, used):
    """Draw four gray values for the quarters of an image, far from each other and from those of all other images."""
    while True:
        greys = rng.integers(30, 226, 4)
        apart = np.abs(greys[:, None] - greys)[np.triu_indices(4, 1)].min() > 25
        if apart and _new(greys, used):
            return greys


def _framed(rng, used):
    """Draw grays of quarters, and what remains of them when the middle of the image has them in reversed order."""
    while True:
        greys = np.sort(_flat(rng, []))  # so that the first and the last are far apart
        visible = 0.75 * greys + 0.25 * greys[::-1]
        if _new(visible, used):
            return greys, visible


def _colours(rng, used):
    """Draw colors (4, 3) of quarters and their grays (4,) to the eye, far from the channel mean and from red alone."""
    while True:
        colours = rng.integers(30, 226, (4, 3))
        luma = colours @ [0.299, 0.587, 0.114]  # as `convert("L")` weighs them
        if _new(luma, used, colours.mean(axis=1), colours[:, 0]):
            return colours, luma


def _quarters(greys, height, width):
    """Return an image whose quarters have these values, uint8; grays (4,) or (4, channels)."""
    top, left = np.arange(height) >= height // 2, np.arange(width) >= width // 2
    return np.asarray(greys, "uint8")[2 * top[:, None].astype(int) + left]


def _file(pixels, kind, mode="", palette=None):
    """Return the bytes of an image file; `kind` is PNG, JPEG or BMP."""
    from PIL import Image

    image, file = Image.fromarray(pixels), io.BytesIO()
    if palette is not None:
        image.putpalette(palette)
    image.save(file, kind, **({"quality": 95} if kind == "JPEG" else {}))
    return file.getvalue()


def _marks(images):
    """Return the mean of the inner part of each quarter: (n, h, w) to (n, 4)."""
    h, w = images.shape[1] // 2, images.shape[2] // 2
    inner = [
        images[:, i + h // 4 : i + h - h // 4, j + w // 4 : j + w - w // 4].mean(axis=(1, 2))
        for i in (0, images.shape[1] - h)
        for j in (0, images.shape[2] - w)
    ]
    return np.stack(inner, axis=1)


def draw_folder(rng, size, dirty):
    """Draw a folder of images as files, and what is right for it.

    Returns
    -------
    files : dict of str to bytes
    right : dict
        ``marks`` (n, 4), ``labels`` (n,), ``names`` of the n files, ``class_names``, ``dropped``; ``others``
        maps a file to what known mistakes make of it.
    """
    used, files, names, marks, others = [], {}, [], [], {}
    classes = ["bird", "cat", "fox", "owl"] if dirty else ["cat", "fox"]

    def add(name, pixels, kind="PNG", visible=None, palette=None, **mistaken):
        files[name] = _file(pixels, kind, palette=palette)
        names.append(name)
        marks.append(np.asarray(visible, dtype="float64") / 255)
        others[name] = {mistake: np.asarray(value) / 255 for mistake, value in mistaken.items()}

    for name in classes:
        for k in range(3 if dirty else 2):
            greys = _flat(rng, used)
            add(f"{name}/{k}.png", _quarters(greys, *size), visible=greys)
    if dirty:
        height, width = size
        greys, visible = _framed(rng, used)
        large = _quarters(greys, 2 * width, 2 * width)
        inner = slice(width // 2, 3 * width // 2)  # a quarter of the part of each quarter that is compared
        large[inner, inner] = _quarters(greys[::-1], width, width)
        add("cat/large.png", large, visible=visible)
        greys = _flat(rng, used)
        add("owl/photo.JPG", _quarters(greys, 2 * height, 2 * width), "JPEG", visible=greys)
        greys = _flat(rng, used)
        add("fox/scan.bmp", _quarters(greys, *size), "BMP", visible=greys)
        colours, luma = _colours(rng, used)
        add("fox/color.png", _quarters(colours, *size), visible=luma, mean=colours.mean(axis=1), red=colours[:, 0])
        greys = _flat(rng, used)
        solid = np.stack([greys, greys, greys, np.full(4, 255)], axis=1)
        add("bird/clear.png", _quarters(solid, *size), visible=greys, mean=solid.mean(axis=1))
        greys = _flat(rng, used)
        palette = np.repeat(np.resize(greys, 256), 3).astype("uint8").tobytes()
        add("bird/few_colors.png", _quarters(np.arange(4), *size), visible=greys, palette=palette, index=np.arange(4))
        whole = files["cat/0.png"]
        files |= {
            "cat/half.png": whole[: len(whole) - 30],
            "fox/notes.txt": b"taken in May",
            "owl/none.png": b"",
            "crow/": b"",
            "emu/broken.png": b"not an image",
            "read me.txt": b"my animals",
        }
    labels = np.array([classes.index(name.split("/")[0]) for name in names])
    dropped = ["cat/half.png", "crow", "emu", "emu/broken.png", "fox/notes.txt", "owl/none.png"] if dirty else []
    order = rng.permutation(len(files)).tolist()  # files are not written in the order of their names
    listed = list(files.items())
    return dict(listed[i] for i in order), {
        "marks": np.array(marks),
        "labels": labels,
        "names": names,
        "class_names": classes,
        "dropped": dropped,
        "others": others,
    }


_SHAPES = "Your images have different shapes. Make each of them grayscale and resize it before you stack them."

exercise = Exercise(
    points=3,
    hints=[
        "`sorted(Path(folder).iterdir())` lists what is in a folder. `is_dir()` says whether a path is a folder.",
        "For one file: `Image.open(path).convert('L').resize((width, height))`, then `np.asarray`, then divide by 255. "
        "Pillow expects the width first.",
        "Put `try` … `except OSError` around opening **and** converting, because Pillow notices a damaged file only "
        "when it reads the pixels.",
        "Collect the images of one class before you add its name to `class_names`. If there are none, the class goes "
        "to `dropped`.",
    ],
    errors={
        "cannot identify image file": "This file isn't an image. Catch the OSError that Pillow raises, and add the "
        "file to `dropped`.",
        "truncated": "Pillow opens a file before it reads its pixels, so it notices damage only in `convert`, `resize` "
        "or `np.asarray`. Call these inside the `try`, too.",
        "Not a directory": "There is a file next to the class folders. Only folders are classes.",
        "'str' object has no attribute": "`folder` is a string. `Path(folder)` has methods such as `glob` and "
        "`iterdir`.",
        "inhomogeneous": _SHAPES,
        "must have the same shape": _SHAPES,
    },
)


def check(answer, rng):
    size = (int(rng.integers(3, 5)) * 8, int(rng.integers(6, 9)) * 8)  # much wider than high, so that cutting shows
    for dirty in (False, True):
        files, right = draw_folder(rng, size, dirty)
        description = "a folder with errors" if dirty else "a clean folder"
        tried = f"load_images on {description}, size={size}"
        got = answer.via(learner_side.in_folder, files, "", size)
        four = isinstance(got, (tuple, list)) and len(got) == 4
        expect.that(
            four and _shared.is_list(got[2]) and _shared.is_list(got[3]),
            tried=tried,
            got=expect.short(got),
            expected="(x, y, class_names, dropped)",
            look="return four things in this order; the last two are lists of strings",
        )
        x, y, class_names, dropped = np.asarray(got[0]), got[1], list(got[2]), list(got[3])
        h, w = size
        cause = ""
        if x.ndim == 3 and x.shape[1:] == (w, h):
            cause = "You swapped rows and columns. `resize` expects (width, height), but arrays have rows first."
        elif x.ndim == 4:
            cause = "Your images still have a channel axis. A grayscale image here has only rows and columns."
        pictures = x.ndim == 3 and x.shape[1:] == size and len(x) > 0
        scaled, summary = False, f"shape {x.shape}, dtype {x.dtype}"
        if x.size and x.dtype.kind in "biuf":
            scaled = x.dtype.kind == "f" and bool(x.min() >= 0 and x.max() <= 1.001)
            summary += f", values from {expect.short(x.min())} to {expect.short(x.max())}"
        expect.that(
            pictures and scaled,
            tried=f"{tried}: x",
            cause=cause,
            got=summary,
            expected=f"shape (n, {h}, {w}), floats from 0 to 1",
            look="return one array of all images, and scale the whole numbers from 0 to 255 to floats from 0 to 1",
        )
        empty = [name for name in class_names if name in right["dropped"]]
        cause = f"Your classes include {empty[0]!r}, which has no image. A network can't learn it." if empty else ""
        expect.that(
            class_names == right["class_names"],
            tried=f"{tried}: class_names",
            got=expect.short(class_names),
            expected=expect.short(right["class_names"]),
            cause=cause,
            look="the names of the folders with images, sorted, because computers list folders in different orders",
        )
        marks, places = _marks(x.astype("float64")), []
        for name, want in zip(right["names"], right["marks"], strict=True):
            near = np.flatnonzero(np.abs(marks - want).max(axis=1) < 0.04)
            mistake = "" if len(near) else _mistake(name, x, marks, want, right["others"][name])
            expect.that(
                len(near) > 0,
                tried=f"{tried}: {name}",
                got="no image in x looks like this file",
                cause=mistake,
                look="compare your array with the file: it should show the whole image, not turned, and with 0 for "
                "black and 1 for white",
            )
            places.append(int(near[0]))
        expect.that(
            len(x) == len(right["names"]),
            tried=f"{tried}: x",
            got=f"{len(x)} images",
            expected=f"{len(right['names'])}",
            look="return one image for each file that can be read",
        )
        labels = np.asarray(y)
        fits = labels.shape == (len(x),) and labels.dtype.kind in "iu"
        one_hot = labels.shape == (len(x), len(class_names))
        expect.that(
            fits,
            tried=f"{tried}: y",
            got=expect.short(y),
            expected=f"{len(x)} whole numbers",
            cause="Your labels are one-hot rows. Here, each label is a single whole number." if one_hot else "",
            look="the label of an image is the position of its class in class_names",
        )
        bad = int(np.argmax(labels[places] != right["labels"]))  # the first wrong one
        expect.that(
            bool((labels[places] == right["labels"]).all()),
            tried=f"{tried}: y",
            got=f"for {right['names'][bad]} the label {expect.short(labels[places[bad]])}",
            expected=f"{right['labels'][bad]}, the position of its class in {class_names}",
            cause="You numbered the classes from 1. Positions in a list are counted from 0."
            if (labels[places] == right["labels"] + 1).all()
            else "",
            look="look up the class of each image in class_names, which has no class without images; positions are "
            "counted from 0",
        )
        listed = {str(name).replace("\\", "/").rstrip("/") for name in dropped} - {"read me.txt"}
        missing, extra = sorted(set(right["dropped"]) - listed), sorted(listed - set(right["dropped"]))
        cause = ""
        if any(name.startswith("data/") for name in extra):
            cause = "You reported whole paths. Report class and file only, because folders can be moved."
        elif not listed:
            cause = "You reported nothing. If files disappear silently, you won't notice when it matters."
        elif {name.split("/")[-1] for name in right["dropped"]} == listed:
            cause = "You reported file names alone, but two classes can have files of the same name. Add the class."
        elif missing and "/" not in missing[0]:
            cause = f"You didn't report the class {missing[0]!r}. It has no image left, so it is dropped, too."
        expect.that(
            not missing and not extra,
            tried=f"{tried}: dropped",
            got=expect.short(sorted(dropped)),
            expected=expect.short(right["dropped"]),
            cause=cause,
            look="report every file that isn't an image, as class/file, and every class without an image",
        )


def _mistake(name, x, marks, want, mistaken):
    """Return the message of the known mistake that changed an image, or all images."""

    def some_image_is(value, atol=0.04):
        return bool((np.abs(marks - value).max(axis=1) < atol).any())

    cause = ""
    fitting = [mistake for mistake, value in mistaken.items() if some_image_is(value, 0.02)]
    if not ((x > 0) & (x < 1)).any():
        cause = (
            "Your pixels are either 0 or 1, and all grays are lost. Divide with `/`, because `//` drops the remainder."
        )
    elif x.max() < 0.02:
        cause = "All your numbers are below 0.02. Did you divide by 255 twice?"
    elif some_image_is(want[[0, 2, 1, 3]]):
        cause = "Your images are mirrored: rows have become columns. `resize` expects (width, height)."
    elif some_image_is(1 - want):
        cause = "Your images are negatives: black has become white. Keep 0 for black and 1 for white."
    elif "index" in fitting:
        cause = (
            "You used color numbers as brightness. `convert('L')` looks up the color of each number in the "
            "file's palette."
        )
    elif fitting:
        cause = "You turned color into gray in a different way. `convert('L')` weights the channels as the eye does."
    elif not name.endswith(".png"):
        cause = "You left out a file that is an image, too. Don't judge by its name, but let Pillow try to read it."
    return cause
