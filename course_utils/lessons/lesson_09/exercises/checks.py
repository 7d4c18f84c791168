"""The checks of lesson 09: folders and tables with dirt in them, a project on unforeseen digits, odd ones, a card."""

import csv
import io
import math
from dataclasses import replace

import numpy as np

from course_utils.checks.learner_side import calls, models
from course_utils.checks import expect
from course_utils.lessons.digits import draw_digits
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_09.exercises._warped import draw_project

lesson = Lesson("09_your_own_data")
progress = lesson.progress


# ---- images in folders


def _new(marks, taken, *others):
    """Whether these greys of quarters are far from those of all other pictures, which then have them among them."""
    new = all(np.abs(marks - other).max() > 20 for other in (*taken, *others))
    if new:
        taken.append(marks)
    return new


def _flat(rng, taken):
    """Four grey values for the quarters of a picture, far from each other and from those of all other pictures."""
    while True:
        greys = rng.integers(30, 226, 4)
        apart = np.abs(greys[:, None] - greys)[np.triu_indices(4, 1)].min() > 25
        if apart and _new(greys, taken):
            return greys


def _framed(rng, taken):
    """Greys of the quarters of a picture, and of what is seen of them when its middle has them in reversed order."""
    while True:
        greys = np.sort(_flat(rng, []))  # so that the first and the last are far apart
        seen = 0.75 * greys + 0.25 * greys[::-1]
        if _new(seen, taken):
            return greys, seen


def _colours(rng, taken):
    """Colours (4, 3) of quarters and their greys (4,) for the eye, far from the channels' mean and from red alone."""
    while True:
        colours = rng.integers(30, 226, (4, 3))
        luma = colours @ [0.299, 0.587, 0.114]  # as `convert("L")` weighs them
        if _new(luma, taken, colours.mean(axis=1), colours[:, 0]):
            return colours, luma


def _quarters(greys, height, width):
    """A picture whose quarters have these values, uint8; greys (4,) or (4, channels)."""
    top, left = np.arange(height) >= height // 2, np.arange(width) >= width // 2
    return np.asarray(greys, "uint8")[2 * top[:, None].astype(int) + left]


def _file(pixels, kind, mode="", palette=None):
    """The bytes of an image file; `kind` is PNG, JPEG or BMP."""
    from PIL import Image

    image, file = Image.fromarray(pixels), io.BytesIO()
    if palette is not None:
        image.putpalette(palette)
    image.save(file, kind, **({"quality": 95} if kind == "JPEG" else {}))
    return file.getvalue()


def _marks(images):
    """The mean of the inner part of each quarter: (n, h, w) to (n, 4)."""
    h, w = images.shape[1] // 2, images.shape[2] // 2
    inner = [
        images[:, i + h // 4 : i + h - h // 4, j + w // 4 : j + w - w // 4].mean(axis=(1, 2))
        for i in (0, images.shape[1] - h)
        for j in (0, images.shape[2] - w)
    ]
    return np.stack(inner, axis=1)


def draw_folder(rng, size, dirty):
    """A folder of images as files, and what is right for it.

    Returns
    -------
    files : dict of str to bytes
    right : dict
        ``marks`` (n, 4), ``labels`` (n,), ``names`` of the n files, ``class_names``, ``dropped``; ``others``
        maps a file to what known mistakes make of it.
    """
    taken, files, names, marks, others = [], {}, [], [], {}
    classes = ["bird", "cat", "fox", "owl"] if dirty else ["cat", "fox"]

    def add(name, pixels, kind="PNG", seen=None, palette=None, **wrong):
        files[name] = _file(pixels, kind, palette=palette)
        names.append(name)
        marks.append(np.asarray(seen, dtype="float64") / 255)
        others[name] = {what: np.asarray(value) / 255 for what, value in wrong.items()}

    for name in classes:
        for k in range(3 if dirty else 2):
            greys = _flat(rng, taken)
            add(f"{name}/{k}.png", _quarters(greys, *size), seen=greys)
    if dirty:
        height, width = size
        greys, seen = _framed(rng, taken)
        large = _quarters(greys, 2 * width, 2 * width)
        inner = slice(width // 2, 3 * width // 2)  # a quarter of the part of each quarter that is compared
        large[inner, inner] = _quarters(greys[::-1], width, width)
        add("cat/large.png", large, seen=seen)
        greys = _flat(rng, taken)
        add("owl/photo.JPG", _quarters(greys, 2 * height, 2 * width), "JPEG", seen=greys)
        greys = _flat(rng, taken)
        add("fox/scan.bmp", _quarters(greys, *size), "BMP", seen=greys)
        colours, luma = _colours(rng, taken)
        add("fox/colour.png", _quarters(colours, *size), seen=luma, mean=colours.mean(axis=1), red=colours[:, 0])
        greys = _flat(rng, taken)
        solid = np.stack([greys, greys, greys, np.full(4, 255)], axis=1)
        add("bird/clear.png", _quarters(solid, *size), seen=greys, mean=solid.mean(axis=1))
        greys = _flat(rng, taken)
        palette = np.repeat(np.resize(greys, 256), 3).astype("uint8").tobytes()
        add("bird/few_colours.png", _quarters(np.arange(4), *size), seen=greys, palette=palette, index=np.arange(4))
        whole = files["cat/0.png"]
        files |= {"cat/half.png": whole[: len(whole) - 30], "fox/notes.txt": b"taken in May", "owl/none.png": b"",
                  "crow/": b"", "emu/broken.png": b"not an image", "read me.txt": b"my animals"}  # fmt: skip
    labels = np.array([classes.index(name.split("/")[0]) for name in names])
    dropped = ["cat/half.png", "crow", "emu", "emu/broken.png", "fox/notes.txt", "owl/none.png"] if dirty else []
    order = rng.permutation(len(files)).tolist()  # files are not written in the order of their names
    listed = list(files.items())
    return dict(listed[i] for i in order), {"marks": np.array(marks), "labels": labels, "names": names,
                                            "class_names": classes, "dropped": dropped, "others": others}  # fmt: skip


@lesson.exercise(
    points=3,
    hints=[
        "`sorted(Path(folder).iterdir())` lists what is in a folder; `is_dir()` tells a folder from a file.",
        "One file: `Image.open(path).convert('L').resize((width, height))`, then `np.asarray`, then divide by 255. "
        "Pillow counts width first.",
        "`try` … `except OSError` around opening **and** converting: a damaged file is noticed only when its pixels "
        "are read.",
        "A class gets its number when its first image is in. A folder that ends without one goes to `dropped`.",
    ],
    errors={
        "cannot identify image file": "This file is no image. Catch the OSError that Pillow raises, and put the file "
        "on the list of what was dropped.",
        "truncated": "Pillow opens a file before it reads its pixels: a damaged one is noticed at `convert`, `resize` "
        "or `np.asarray`. Do these inside of the `try`, too.",
        "Not a directory": "Beside the class folders lies a file. Only folders are classes.",
        "inhomogeneous": "These pictures have different shapes. Grey and of one size first, then one array.",
        "must have the same shape": "These pictures have different shapes. Grey and of one size first, then one array.",
    },
)
def load_images(answer, rng):
    """Images in folders to arrays, and a list of everything that was left out."""
    size = (int(rng.integers(3, 5)) * 8, int(rng.integers(6, 9)) * 8)  # much wider than high, so that cutting shows
    for dirty in (False, True):
        files, right = draw_folder(rng, size, dirty)
        what = "a folder with dirt in it" if dirty else "a sound folder"
        tried = f"load_images on {what}, size={size}"
        got = answer.via(calls.in_folder, files, "", size)
        four = isinstance(got, (tuple, list)) and len(got) == 4
        expect.that(four and _is_list(got[2]) and _is_list(got[3]), tried=tried, got=expect.short(got),
                    expected="(x, y, class_names, dropped)",
                    look="four things in this order; the last two are lists of texts")  # fmt: skip
        x, y, class_names, dropped = np.asarray(got[0]), got[1], list(got[2]), list(got[3])
        h, w = size
        cause = ""
        if x.ndim == 3 and x.shape[1:] == (w, h):
            cause = "Rows and columns are exchanged: Pillow's `resize` wants (width, height), the array has rows first."
        elif x.ndim == 4:
            cause = "Each picture still has channels. Grey pictures have rows and columns, nothing else."
        pictures = x.ndim == 3 and x.shape[1:] == size and len(x) > 0
        scaled, seen = False, f"shape {x.shape}, dtype {x.dtype}"
        if x.size and x.dtype.kind in "biuf":
            scaled = x.dtype.kind == "f" and bool(x.min() >= 0 and x.max() <= 1.001)
            seen += f", values from {expect.short(x.min())} to {expect.short(x.max())}"
        expect.that(pictures and scaled, tried=f"{tried}: x", cause=cause, got=seen,
                    expected=f"shape (n, {h}, {w}), floats from 0 to 1", look="one array of all pictures, in which the "
                    "whole numbers from 0 to 255 of the files are brought to 0 to 1")  # fmt: skip
        empty = [name for name in class_names if name in right["dropped"]]
        cause = f"In {empty[0]!r} there is not one image: a class that nobody can learn. Leave it out." if empty else ""
        expect.that(class_names == right["class_names"], tried=f"{tried}: class_names", got=expect.short(class_names),
                    expected=expect.short(right["class_names"]), cause=cause,
                    look="the names of the folders with images, sorted: every computer lists them in its own "
                    "order")  # fmt: skip
        marks, places = _marks(x.astype("float64")), []
        for name, want in zip(right["names"], right["marks"], strict=True):
            near = np.flatnonzero(np.abs(marks - want).max(axis=1) < 0.04)
            mistake = "" if len(near) else _what_became(name, marks, right["others"][name])
            expect.that(len(near) > 0, tried=f"{tried}: {name}", got="no picture of x looks like it",
                        cause=mistake,
                        look="the whole picture, stretched to the size: nothing cut off, nothing added")  # fmt: skip
            places.append(int(near[0]))
        expect.that(len(x) == len(right["names"]), tried=f"{tried}: x", got=f"{len(x)} pictures",
                    expected=f"{len(right['names'])}", look="one picture for each file that can be read")  # fmt: skip
        labels = np.asarray(y)
        fits = labels.shape == (len(x),) and labels.dtype.kind in "iu"
        expect.that(fits, tried=f"{tried}: y", got=expect.short(y), expected=f"{len(x)} whole numbers",
                    look="the label of a picture is the place of its class in class_names")  # fmt: skip
        expect.that(bool((labels[places] == right["labels"]).all()), tried=f"{tried}: y",
                    got=f"for {right['names'][-1]} the label {expect.short(labels[places[-1]])}",
                    expected=f"{right['labels'][-1]}, the place of its class in {class_names}",
                    look="number the classes that are in class_names, and no others")  # fmt: skip
        listed = {str(name).replace("\\", "/").rstrip("/") for name in dropped} - {"read me.txt"}
        missing, more = sorted(set(right["dropped"]) - listed), sorted(listed - set(right["dropped"]))
        cause = ""
        if any(name.startswith("data/") for name in more):
            cause = "With the whole path. Written down are class and file: the folder lies elsewhere on each computer."
        elif not listed:
            cause = "Nothing is reported. What is left out in silence is missed by nobody, until it matters."
        elif {name.split("/")[-1] for name in right["dropped"]} == listed:
            cause = "File names alone: two classes may have files of the same name. Write the class before it."
        elif missing and "/" not in missing[0]:
            cause = f"The class {missing[0]!r} has no image left. It is dropped, too, so it belongs on the list."
        expect.that(not missing and not more, tried=f"{tried}: dropped", got=expect.short(sorted(dropped)),
                    expected=expect.short(right["dropped"]), cause=cause,
                    look="every file that is no image, as class/file, and every class without an image")  # fmt: skip


def _is_list(value):
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim == 1)


def _what_became(name, marks, others):
    """Which known mistake made something else of a picture."""
    cause = ""
    found = [what for what, value in others.items() if (np.abs(marks - value).max(axis=1) < 0.02).any()]
    if "index" in found:
        cause = "This file has a palette: its numbers are places in a list of colours. `convert('L')` looks them up."
    elif found:
        cause = "Its channels became grey in another way than by `convert('L')`, which weighs them as the eye does."
    elif not name.endswith(".png"):
        cause = "This file is an image, too. Do not judge by the end of its name: let Pillow try."
    return cause


# ---- a table

MISSING = ("", "NA", "?")
TARGET = "animal"
_WAYS = ("running", "red, then grey", "grey")


def draw_table(rng, dirty):
    """The text of a CSV file, and its cells: (header, rows of texts)."""
    n = 18
    kinds = rng.permutation(np.resize(["cat", "fox", "owl"], n)).tolist()
    columns = {
        "weight": [f"{value:.1f}" for value in rng.uniform(1, 30, n)],
        "colour": rng.permutation(np.resize(["red", "grey", "brown"], n)).tolist(),
        "age": [str(value) for value in rng.integers(0, 15, n)],
    }
    if dirty:
        columns |= {
            "place": ["north"] * n,
            "year": ["2024"] * n,
            "remark": [f"seen at {minute}:{second}, far away" for minute, second in enumerate(rng.integers(10, 60, n))],
            "sound": rng.permutation(np.resize(["none", "loud, long", "soft"], n)).tolist(),
        }
        places = rng.permutation(n)
        columns["weight"][places[0]], columns["weight"][places[1]] = "NA", " 7.5 "
        columns["age"][places[2]], columns["age"][places[3]] = "", "?"
        columns["colour"][places[4]], columns["sound"][places[5]] = "", "NA"
        columns["year"][places[6]] = "?"
        kinds[places[7]], kinds[places[8]] = "", "emu"  # a row without a label, and a class seen once
    names = rng.permutation(list(columns)).tolist()
    at = int(rng.integers(1, len(names)))
    header = [*names[:at], TARGET, *names[at:]]
    columns[TARGET] = kinds
    rows = [[columns[name][row] for name in header] for row in range(n)]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode(), header, rows


def table(header, rows, *, fill=None, missing_is_a_value=False, keep=()):
    """What `load_table` returns for these cells, or what a known mistake makes of them.

    `fill` is a function of the numbers that are there, for those that are not; `keep` names what is not dropped:
    "constant", "unique", "once".
    """
    cells = [["" if cell.strip() in MISSING else cell.strip() for cell in row] for row in rows]
    at = header.index(TARGET)
    labels = [row[at] for row in cells]
    kept = [i for i, label in enumerate(labels) if label and ("once" in keep or labels.count(label) > 1)]
    class_names = sorted({labels[i] for i in kept})
    X, columns, dropped = [], [], []
    for name, column in zip(header, zip(*(cells[i] for i in kept), strict=True), strict=True):
        values = sorted(set(column) - {""})
        if name == TARGET:
            continue
        numbers = _floats(values)
        alone = numbers is None and len(values) == sum(cell != "" for cell in column)
        if (len(values) < 2 and "constant" not in keep) or (alone and "unique" not in keep):
            dropped.append(name)
        elif numbers is not None:
            rest = fill([float(cell) for cell in column if cell]) if fill else math.nan
            X.append([float(cell) if cell else rest for cell in column])
            columns.append(name)
        else:
            for value in [*([""] if missing_is_a_value and "" in column else []), *values]:
                X.append([float(cell == value) for cell in column])
                columns.append(f"{name}={value}")
    report = {"rows": [i for i in range(len(rows)) if i not in kept], "columns": dropped}
    y = [class_names.index(labels[i]) for i in kept]
    return np.array(X).T, np.array(y), columns, class_names, report


def _floats(values):
    try:
        return [float(value) for value in values]
    except ValueError:
        return None


@lesson.exercise(
    core=False,
    points=3,
    hints=[
        "`csv.reader(open(path, newline='', encoding='utf-8'))` gives lists of texts, and knows about quotes. Strip "
        "each cell, and make one thing of all that means missing: `''`.",
        "Rows first: count the labels with `collections.Counter`; a row stays if its label is there, and not alone.",
        "Then column by column, on the rows that stayed: how many different values are there? Can `float` read all of "
        "them?",
        "For words: `for value in sorted(values)`, a column of `cell == value`. A missing cell equals none of them.",
    ],
    errors={
        "could not convert string to float": "A cell is no number. Missing ones come as `NA`, `?` or nothing; and only "
        "a column in which all others are numbers is one of numbers.",
        "inhomogeneous": "Rows of different lengths. A comma inside of quotes does not part two cells: let the module "
        "`csv` read the lines.",
        "out of range": "A row is shorter than the others, or cut in the wrong places. A comma inside of quotes does "
        "not part two cells.",
    },
)
def load_table(answer, rng):
    """A CSV file to numbers, and a list of everything that was left out."""
    for dirty in (False, True):
        file, header, rows = draw_table(rng, dirty)
        tried = f"load_table on {'a table with dirt in it' if dirty else 'a sound table'}, target={TARGET!r}"
        got = answer.via(calls.in_folder, {"animals.csv": file}, "animals.csv", TARGET)
        five = isinstance(got, (tuple, list)) and len(got) == 5 and isinstance(got[4], dict)
        expect.that(five and _is_list(got[2]) and _is_list(got[3]) and {"rows", "columns"} <= set(got[4]), tried=tried,
                    got=expect.short(got), expected="(X, y, columns, class_names, dropped)",
                    look='five things in this order; dropped is {"rows": [...], "columns": [...]}')  # fmt: skip
        X, y, columns, class_names, dropped = table(header, rows)
        gone, cause = sorted(got[4]["rows"]) if _is_list(got[4]["rows"]) else got[4]["rows"], ""
        if dropped["rows"] and gone in ([i + 1 for i in dropped["rows"]], [i + 2 for i in dropped["rows"]]):
            cause = "Rows are counted from 0, and the header is none of them."
        elif gone == table(header, rows, keep=("once",))[4]["rows"]:
            cause = "One class has a single row. It cannot be in training and in the test, so it teaches nothing."
        elif gone == [] and dropped["rows"]:
            cause = "No row is reported, though one has no label."
        expect.that(gone == dropped["rows"], tried=f"{tried}: rows dropped", got=expect.short(gone),
                    expected=expect.short(dropped["rows"]), cause=cause,
                    look="rows without a label, and rows whose label occurs once; no other row is lost")  # fmt: skip
        gone, cause = got[4]["columns"], ""
        extra = [name for name in gone if name not in dropped["columns"]] if _is_list(gone) else []
        if gone == table(header, rows, keep=("unique",))[4]["columns"]:
            cause = "In `remark` no two rows agree: as a category it would be a name for each row."
        elif gone == table(header, rows, keep=("constant",))[4]["columns"]:
            cause = "A column in which all rows agree tells nothing. A missing cell is no second value."
        elif extra:
            cause = f"{extra[0]!r} has something to tell: two rows agree in it, and two differ."
        expect.that(_is_list(gone) and sorted(gone) == sorted(dropped["columns"]), tried=f"{tried}: columns dropped",
                    got=expect.short(gone), expected=expect.short(dropped["columns"]), cause=cause,
                    look="the same value everywhere, or words of which no two rows agree")  # fmt: skip
        names, cause = list(got[2]), ""
        if names == table(header, rows, missing_is_a_value=True)[2] and names != columns:
            cause = "Missing is not a colour. A row without a value has 0 in each of the columns of its category."
        elif TARGET in [str(name).split("=")[0] for name in names]:
            cause = "The target is among the columns: a model that may look at the label needs no other."
        elif sorted(names) == sorted(columns):
            cause = "The columns are the right ones, in another order: that of the file, values sorted."
        expect.that(names == columns, tried=f"{tried}: columns", got=expect.short(names), cause=cause,
                    expected=expect.short(columns), look="a column of numbers keeps its name; words become "
                    "`name=value`, sorted")  # fmt: skip
        expect.that(list(got[3]) == class_names, tried=f"{tried}: class_names", got=expect.short(got[3]),
                    expected=expect.short(class_names), look="the labels of the rows that stay, sorted")  # fmt: skip
        expect.close(got[1], y, tried=f"{tried}: y", look="the place of each row's label in class_names")
        expect.close(
            got[0],
            X,
            tried=f"{tried}: X, {len(y)} rows, columns {columns}",
            look="numbers as they are, NaN where none is; 1 where the row has this value, else 0",
            mistakes={
                "Missing numbers are filled in already. With what is decided after the split, by the training rows "
                "alone.": Either(table(header, rows, fill=fill)[0] for fill in (np.mean, np.median, lambda _: 0.0)),
                "Rows and columns are exchanged: a row of X is a row of the table.": X.T,
                "The numbers are scaled already. With which mean and deviation is decided after the split.": Either(
                    (_scaled(X, columns), _scaled(table(header, rows, fill=np.mean)[0], columns))
                ),
            },
        )


def _scaled(X, columns):
    X = X.copy()
    for j, name in enumerate(columns):
        if "=" not in name:
            X[:, j] = (X[:, j] - np.nanmean(X[:, j])) / np.nanstd(X[:, j])
    return X


# ---- a project

CURVE = ((0.35, 0.0), (0.60, 1.0))  # accuracy -> share of the points, straight in between


def share_of_points(accuracy):
    """The share of a project's points for an accuracy, by the curve that its text shows."""
    return float(np.interp(accuracy, *zip(*CURVE, strict=True)))


def accuracy_on(answer, data, seed):
    """Train a learner's project on `data.x_train` and `data.x_val`; its accuracy on `data.x_test`, and the model.

    The test pictures and their labels stay here: the model comes back as data and is run by the check. So this holds
    for pictures of any origin with the shapes of `warped.Data`, and a grader may bring its own.
    """
    model = answer.model(data.x_train, data.y_train, data.x_val, data.y_val, seed=seed)
    side, cause = data.x_train.shape[1:], ""
    tried = f"the model, trained on {len(data.x_train):,} digits"
    if model.input_shape == (None, *side, 1):
        cause = (
            "It wants a channel. The check asks it for pictures without one: begin with keras.Input((14, 14)) and let "
            "a Reshape layer add it."
        )
    expect.that(model.input_shape == (None, *side), tried=tried, got=f"input {model.input_shape}", cause=cause,
                expected=f"{(None, *side)}", look="pictures as they come, of shape (n, 14, 14)")  # fmt: skip
    expect.that(model.output_shape == (None, 10), tried=tried, got=f"output {model.output_shape}",
                expected="(None, 10)", look="ten outputs, one for each digit")  # fmt: skip
    right = np.asarray(model.predict(data.x_test)).argmax(axis=1) == data.y_test
    neat = np.asarray(model.predict(data.x_train)).argmax(axis=1) == data.y_train
    return float(right.mean()), float(neat.mean()), model


@lesson.shows
def digits(case):
    """Digits to try a project with: neat ones for training, some of life's for validation.

    Parameters
    ----------
    case : int
        Any whole number from 0; each draws others, and the check draws its own.

    Returns
    -------
    tuple of numpy.ndarray
        ``x_train, y_train, x_val, y_val``: float32 of shape (n, 14, 14) from 0 to 1, and labels, int64 of shape (n,).
    """
    data = draw_project(np.random.default_rng(case))
    return data.x_train, data.y_train, data.x_val, data.y_val


@lesson.exercise(
    points=10,
    trains=True,
    hints=[
        "Measure first: the accuracy on `x_val` is about what the check will find. The one on `x_train` is not.",
        "Training digits are neat, the others are turned, moved, larger or smaller. What made neat pictures into more "
        "of them in lesson 05?",
        "Put layers of augmentation behind the input: RandomTranslation, RandomRotation, RandomZoom, each with "
        "`fill_mode='constant'`. `keras.layers.Reshape((14, 14, 1))` comes before them.",
        "Then convolutions and pooling as in lesson 06, some dropout, 20 epochs or more.",
    ],
    errors={"positional argument": "The function is called with four things: x_train, y_train, x_val, y_val."},
)
def project(answer, rng, hidden=None):
    """A network for digits that nobody has seen: points by the accuracy that it reaches."""
    data, whose = draw_project(rng), "warped digits by other writers, drawn just now"
    if hidden:  # a teacher's own pictures x (n, 14, 14) and labels y (n,), which a grader brings
        data, whose = replace(data, x_test=hidden["x"], y_test=hidden["y"]), "pictures of your teacher's"
    accuracy, neat, model = accuracy_on(answer, data, int(rng.integers(2**31)))
    share, cause = share_of_points(accuracy), ""
    if neat < 0.5:
        cause = (
            "Even the neat digits that it was trained on are too much for it: train for longer, with a usual learning "
            "rate, and look at the loss."
        )
    elif neat > 0.85 and accuracy < neat - 0.25:  # three epochs of a sound recipe: 77 % of the neat ones at most
        cause = (
            "It is good at neat digits and lost with other ones. What it may meet has to be met in training: move, "
            "turn and resize the training pictures."
        )
    expect.that(share >= 1, tried=f"{len(data.y_test)} {whose}", cause=cause,
                got=f"{accuracy:.1%} right, {share:.0%} of the points; {neat:.1%} of the neat training digits",
                expected=f"{CURVE[-1][0]:.0%} for all points", share=share if share < 1 else 0,
                look="the rest is patience: more augmentation, more filters, more epochs, one change at a "
                "time")  # fmt: skip
    return f"{accuracy:.1%} right on digits that nobody could foresee, with {model.n_parameters:,} parameters."


# ---- odd ones

AUC = 0.79  # right styles 0.92 to 0.94, their standard deviation 0.03 at most
PAINTS = 0.5  # right styles 0.17 to 0.32 of the mean picture's error, a code of one number 0.67 to 1


def draw_odd(rng):
    """Digits to learn from, and a pile of others in which some are odd: their upper and lower halves are exchanged.

    Returns
    -------
    x_train, x, odd : numpy.ndarray
        Pictures (n, 8, 8) from 0 to 1, of other writers in x; odd is True for the odd ones of x.
    """
    x_train, _, _, _, x, _ = draw_digits(rng)
    x = x[rng.permutation(len(x))[:300]]
    odd = rng.permutation(len(x)) < 40
    x[odd] = np.roll(x[odd], 4, axis=1)
    return x_train, x, odd


def ranking(errors, odd):
    """The share of pairs, an odd one and another, in which the odd one has the larger error; ties count half."""
    one, other = errors[odd][:, None], errors[~odd]
    return float((one > other).mean() + (one == other).mean() / 2)


@lesson.exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "Input and target are the same: `model.fit(x_train, x_train, ...)`. No label is used.",
        "In the middle a layer with far fewer units than the 64 pixels, about 10: what does not fit through it has to "
        "be left out. It learns what digits have in common.",
        "`Flatten`, dense layers that get narrower, then wider, `Dense(64, activation='sigmoid')` and "
        "`Reshape((8, 8))`; mean squared error; 30 epochs.",
    ],
    errors={
        "Dimensions must be equal": "The output is compared with the picture, pixel by pixel: both must have the same "
        "shape.",
        "positional argument": "The function is called with x_train alone: an autoencoder needs no labels.",
    },
)
def autoencoder(answer, rng):
    """A network that paints digits again, and fails at what is none: the errors rank the odd ones first."""
    x_train, x, odd = draw_odd(rng)
    model = answer.model(x_train, seed=int(rng.integers(2**31)))
    tried = f"the model, trained on {len(x_train):,} digits"
    expect.that(model.input_shape == (None, 8, 8), tried=tried, got=f"input {model.input_shape}",
                expected="(None, 8, 8)", look="pictures as they come")  # fmt: skip
    expect.that(model.output_shape == (None, 8, 8), tried=tried, got=f"output {model.output_shape}",
                expected="(None, 8, 8)", look="it paints a picture: of the same shape as the one it saw")  # fmt: skip
    distances = ((np.asarray(model.predict(x), dtype="float64") - x) ** 2).mean(axis=(1, 2))
    score = ranking(distances, odd)
    paints = distances[~odd].mean() / ((x[~odd] - x_train.mean(axis=0)) ** 2).mean()
    if paints > 0.9:
        cause = (
            "It paints nearly the same whatever it sees, no better than the mean picture. Train for longer; does the "
            "loss fall, are input and target the same?"
        )
    elif paints > PAINTS:
        cause = (
            "It hardly tells one digit from another. With so few units in the middle too much of what digits have in "
            "common is left out; or train for longer."
        )
    else:
        cause = (
            "It copies whatever it sees, odd ones as well as digits. Make it narrow in the middle, so that it can only "
            "paint what digits have in common."
        )
    expect.that(score >= AUC and paints <= PAINTS, cause=cause,
                tried=f"{len(x)} pictures ranked by their error, {odd.sum()} of them with halves exchanged",
                got=f"in {score:.0%} of the pairs the odd one has the larger error; digits with {paints:.0%} of the "
                "mean picture's error",
                expected=f"at least {AUC:.0%}, and at most {PAINTS:.0%}")  # fmt: skip
    return f"the odd one has the larger error in {score:.1%} of the pairs."


# ---- a card


def _classifier(rng, classes):
    """A compiled classifier of 5 inputs with dropout as data, and its answers for rows."""
    import keras

    network = keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    W1, b1, W2, b2 = (rng.normal(0, 1, shape) for shape in ((5, 7), 7, (7, classes), classes))
    network.set_weights([weight.astype("float32") for weight in (W1, b1, W2, b2)])
    return models.export(network), lambda x: (np.maximum(0, x @ W1 + b1) @ W2 + b2).argmax(axis=1)


def card_numbers(predicted, y_train, y_test, class_names, n_parameters):
    """The numbers of a model card, by name."""
    common = np.bincount(y_train).argmax()
    recall = {
        name: float((predicted[y_test == k] == k).mean()) if (y_test == k).any() else None
        for k, name in enumerate(class_names)
    }
    return {
        "n_test": len(y_test),
        "n_parameters": n_parameters,
        "accuracy": float((predicted == y_test).mean()),
        "baseline": float((y_test == common).mean()),
        "recall": recall,
    }


TEXTS = ("task", "data", "limits")


@lesson.exercise(
    core=False,
    points=3,
    hints=[
        "`model.predict(x_test, verbose=0).argmax(axis=1)` once; all shares are counted from it.",
        "The baseline is the class that is most frequent in `y_train`; how often is it right in `y_test`?",
        "Recall of class k: of the test rows with label k, the share that is predicted as k. If there is no such row, "
        "nobody knows: None.",
    ],
)
def model_card(answer, rng):
    """A model card: a dictionary whose numbers are measured on the test rows, and whose texts say what it is for."""
    class_names = rng.permutation(["bird", "cat", "fox", "owl", "wolf"]).tolist()
    n, classes = 59, len(class_names)  # a share of 1 / classes, which is guessing, no class can have
    exported, answers = _classifier(rng, classes)
    x_test = np.round(rng.normal(0, 1, (n, 5)), 2).astype("float32")
    predicted = answers(x_test)
    y_test = np.where(rng.random(n) < 0.4, rng.integers(0, classes, n), predicted)
    absent, rare, *_ = np.argsort(np.bincount(y_test, minlength=classes), kind="stable").tolist()
    frequent = int(np.bincount(y_test).argmax())
    y_test[y_test == absent] = frequent  # one class is not in the test
    y_test[np.flatnonzero(y_test == frequent)[:2]] = rare  # another is, though most frequent only in training
    y_train = rng.permutation(np.repeat(np.arange(classes), [14 if k == rare else 9 for k in range(classes)]))
    tried = f"model_card for a model of {classes} classes, {n} test rows"
    got = answer.via(calls.with_model, exported, y_train, x_test, y_test, class_names)
    n_parameters = sum(weight.size for weight in exported["weights"])
    right = card_numbers(predicted, y_train, y_test, class_names, n_parameters)
    missing = [name for name in (*TEXTS, *right) if not isinstance(got, dict) or name not in got]
    expect.that(not missing, tried=f"{tried}: its entries", got=expect.short(got),
                expected=f"a dictionary with {', '.join((*TEXTS, *right))}",
                look="all names as the table writes them")  # fmt: skip
    empty = [name for name in TEXTS if not isinstance(got[name], str) or len(got[name].split()) < 3]
    expect.that(not empty, tried=f"{tried}: its texts", got=f"{empty}: {[expect.short(got[name]) for name in empty]}",
                expected="a sentence each", look="who uses it for what, trained on what, where it fails")  # fmt: skip
    for name in ("n_test", "n_parameters"):
        expect.close(got[name], right[name], tried=f"{tried}: {name}", look="rows of x_test; all weights and biases")
    expect.close(
        got["accuracy"],
        right["accuracy"],
        tried=f"{tried}: accuracy",
        atol=2e-3,
        look="the share of the test rows that are right, as the model is used: with dropout off",
        mistakes={"These are per cent. A share goes from 0 to 1.": 100 * right["accuracy"]},
    )
    test_common = np.bincount(y_test, minlength=classes).max() / n
    expect.close(
        got["baseline"],
        right["baseline"],
        tried=f"{tried}: baseline",
        atol=2e-3,
        look="always the most frequent class of the training rows: how often is it right on the test rows?",
        mistakes={
            "You looked up the most frequent class in the test rows. The baseline, too, must be learned from training "
            "rows.": test_common,
            "This is its share of the training rows. Model and baseline are measured on the same rows, those of the "
            "test.": np.bincount(y_train).max() / len(y_train),
            "One over the number of classes is guessing. The baseline knows which class is frequent.": 1 / classes,
        },
    )
    recall = got["recall"]
    named = isinstance(recall, dict) and set(recall) == set(class_names)
    expect.that(named, tried=f"{tried}: recall", got=expect.short(recall),
                expected=f"a share for each of {class_names}",
                look="a dictionary from the names of the classes, also of one that the test has no row of")  # fmt: skip
    unknown = recall[class_names[absent]]
    nobody_knows = unknown is None or isinstance(unknown, float) and math.isnan(unknown)
    expect.that(nobody_knows, tried=f"{tried}: recall of {class_names[absent]!r}, of which the test has no row",
                got=expect.short(unknown), expected="None",
                look="0 would say that it is never right, 1 that it always is")  # fmt: skip
    there = [k for k in range(classes) if k != absent]
    of_predicted = [float((y_test[predicted == k] == k).mean()) if (predicted == k).any() else 0.0 for k in there]
    expect.close(
        [recall[class_names[k]] for k in there],
        [right["recall"][class_names[k]] for k in there],
        tried=f"{tried}: recall of {[class_names[k] for k in there]}",
        atol=2e-3,
        look="of the test rows of a class, the share that is predicted as this class",
        mistakes={
            "This is precision: of the rows predicted as a class, the share that is. Recall starts from the rows that "
            "are of the class.": of_predicted,
            "This is the accuracy, the same for each class. Which rows belong to this class?": [right["accuracy"]]
            * len(there),
            "Each class is divided by all test rows. Divide by the rows of that class.": [
                float(((predicted == k) & (y_test == k)).mean()) for k in there
            ],
        },
    )


BELIEVED = {}  # nothing: every answer is tried out
