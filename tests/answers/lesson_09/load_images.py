# %% right: Pillow and pathlib
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for place in sorted(Path(folder).iterdir()):
        if not place.is_dir():
            continue
        pictures = []
        for file in sorted(place.iterdir()):
            try:
                image = Image.open(file).convert("L").resize((size[1], size[0]))
            except OSError:
                dropped.append(f"{place.name}/{file.name}")
            else:
                pictures.append(np.asarray(image, dtype="float32") / 255)
        if pictures:
            x += pictures
            y += [len(class_names)] * len(pictures)
            class_names.append(place.name)
        else:
            dropped.append(place.name)
    return np.stack(x), np.array(y), class_names, dropped


# %% right: os.listdir, a function for one file, a reason for each
import os
import numpy as np
from PIL import Image, UnidentifiedImageError


def read(path, size):
    with Image.open(path) as image:
        grey = image.convert("L").resize((size[1], size[0]), Image.Resampling.NEAREST)
    return np.array(grey) / 255.0


def load_images(folder, size):
    found, dropped = {}, []
    for name in os.listdir(folder):
        if not os.path.isdir(os.path.join(folder, name)):
            continue
        found[name] = []
        for file in os.listdir(os.path.join(folder, name)):
            try:
                found[name].append(read(os.path.join(folder, name, file), size))
            except (UnidentifiedImageError, OSError):
                dropped.append(os.path.join(name, file))
    dropped += [name for name, images in found.items() if not images]
    class_names = sorted(name for name, images in found.items() if images)
    x = np.concatenate([found[name] for name in class_names])
    y = np.repeat(range(len(class_names)), [len(found[name]) for name in class_names])
    return x, y, class_names, dropped


# %% right: Keras reads, walks from the last class to the first
import keras
import numpy as np
from pathlib import Path


def load_images(folder, size):
    folder = Path(folder)
    rows, dropped = [], []
    for file in sorted(folder.glob("*/*"), reverse=True):
        name = file.relative_to(folder).as_posix()
        try:
            image = keras.utils.load_img(file, color_mode="grayscale", target_size=size)
            rows.append((file.parent.name, keras.utils.img_to_array(image)[..., 0] / 255))
        except Exception:
            dropped.append(name)
    class_names = sorted({name for name, _ in rows})
    dropped += [f"{p.name}/" for p in folder.iterdir() if p.is_dir() and p.name not in class_names]
    x = [picture for _, picture in rows]
    y = [class_names.index(name) for name, _ in rows]
    return x, y, class_names, dropped


# %% right: weighed by hand, nothing from convert("L") but the channels
import glob
import os
import numpy as np
from PIL import Image


def load_images(folder, size):
    x, y, dropped = [], [], []
    names = sorted(n for n in os.listdir(folder) if os.path.isdir(f"{folder}/{n}"))
    for path in glob.glob(f"{folder}/*/*"):
        name, file = path.replace(os.sep, "/").split("/")[-2:]
        try:
            image = Image.open(path)
            image.load()
        except OSError:
            dropped += [f"{name}/{file}"]
            continue
        pixels = np.asarray(image.convert("RGB").resize(size[::-1], Image.BICUBIC), "float64")
        x.append(np.clip(pixels @ [0.299, 0.587, 0.114] / 255, 0, 1))
        y.append(name)
    class_names = [name for name in names if name in y]
    dropped += [name for name in names if name not in y]
    return np.array(x), np.array([class_names.index(n) for n in y]), class_names, dropped


# %% right: os.walk, one generator
import os
import numpy as np
from PIL import Image


def images_in(folder, size, dropped):
    top, classes, _ = next(os.walk(folder))
    for name in sorted(classes):
        found = 0
        for root, _, files in os.walk(os.path.join(top, name)):
            for file in files:
                try:
                    with Image.open(os.path.join(root, file)) as image:
                        gray = image.convert("L").resize(size[::-1])
                except OSError:
                    dropped.append(f"{name}/{file}")
                    continue
                found += 1
                yield name, np.asarray(gray) / 255
        if not found:
            dropped.append(name)


def load_images(folder, size):
    dropped = []
    names, x = zip(*images_in(folder, size, dropped))
    class_names, y = np.unique(names, return_inverse=True)
    return np.stack(x), y, class_names.tolist(), dropped


# %% right: ImageOps, float16, sets of names
import numpy as np
from pathlib import Path
from PIL import Image, ImageOps


def load_images(folder, size):
    height, width = size
    good, bad = {}, set()
    for path in Path(folder).glob("*/*"):
        try:
            gray = ImageOps.grayscale(Image.open(path).convert("RGB") if Image.open(path).mode in ("P", "RGBA") else Image.open(path))
            good[path] = np.array(gray.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float16) / np.float16(255)
        except OSError:
            bad.add(f"{path.parent.name}/{path.name}")
    class_names = sorted({path.parent.name for path in good})
    bad |= {path.name for path in Path(folder).iterdir() if path.is_dir()} - set(class_names)
    return np.array(list(good.values())), np.array([class_names.index(path.parent.name) for path in good]), tuple(class_names), sorted(bad)


# %% wrong: opened outside of the try | isn't an image. Catch the OSError
#-        for file in sorted(place.iterdir()):
#+        for file in sorted(place.iterdir(), key=lambda file: file.stat().st_size):
#+            opened = Image.open(file)

#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = opened.convert("L").resize((size[1], size[0]))


# %% wrong: only the opening is tried | Pillow opens a file before it reads its pixels
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file)

#-                pictures.append(np.asarray(image, dtype="float32") / 255)
#+                pictures.append(np.asarray(image.convert("L").resize((size[1], size[0])), dtype="float32") / 255)


# %% wrong: a file beside the classes is taken for one | Only folders are classes
#-        if not place.is_dir():
#-            continue


# %% wrong: pictures of several shapes | Make each of them grayscale
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file)
#+                image.load()


# %% wrong: several shapes, by np.array | Make each of them grayscale
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file)
#+                image.load()

#-    return np.stack(x), np.array(y), class_names, dropped
#+    return np.array(x), np.array(y), class_names, dropped


# %% wrong: rows and columns exchanged | You swapped rows and columns
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file).convert("L").resize(size)


# %% wrong: a channel more | still have a channel axis
#-    return np.stack(x), np.array(y), class_names, dropped
#+    return np.stack(x)[..., None], np.array(y), class_names, dropped


# %% wrong: all pixels in one row | return one array of all images
#-    return np.stack(x), np.array(y), class_names, dropped
#+    return np.stack(x).reshape(len(x), -1), np.array(y), class_names, dropped


# %% wrong: not scaled | scale the whole numbers from 0 to 255
#-                pictures.append(np.asarray(image, dtype="float32") / 255)
#+                pictures.append(np.asarray(image, dtype="float32"))


# %% wrong: scaled as whole numbers | scale the whole numbers from 0 to 255
#-                pictures.append(np.asarray(image, dtype="float32") / 255)
#+                pictures.append(np.asarray(image) // 255)


# %% wrong: the empty class is counted | which has no image
#-        if pictures:
#-            x += pictures
#-            y += [len(class_names)] * len(pictures)
#-            class_names.append(place.name)
#-        else:
#+        x += pictures
#+        y += [len(class_names)] * len(pictures)
#+        class_names.append(place.name)
#+        if not pictures:


# %% wrong: classes in the order in which they come | computers list folders in different orders
#-    for place in sorted(Path(folder).iterdir()):
#+    for place in sorted(Path(folder).iterdir(), reverse=True):


# %% wrong: the numbers of a palette | color numbers as brightness
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file)
#+                image = (image if image.mode == "P" else image.convert("L")).resize((size[1], size[0]))


# %% wrong: the mean of the channels | weights the channels as the eye does
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file).convert("RGB").resize((size[1], size[0]))

#-                pictures.append(np.asarray(image, dtype="float32") / 255)
#+                pictures.append(np.asarray(image, dtype="float32") .mean(axis=2) / 255)


# %% wrong: the first channel | weights the channels as the eye does
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file).convert("RGB").resize((size[1], size[0]))

#-                pictures.append(np.asarray(image, dtype="float32") / 255)
#+                pictures.append(np.asarray(image, dtype="float32")[..., 0] / 255)


# %% wrong: only files that end with .png | Don't judge by its name
#-        for file in sorted(place.iterdir()):
#+        for file in sorted(place.glob("*.png")):


# %% wrong: cut out of the middle | it should show the whole image
#-                image = Image.open(file).convert("L").resize((size[1], size[0]))
#+                image = Image.open(file).convert("L")

#             else:
#+                h, w = size
#+                top, left = (image.height - h) // 2, (image.width - w) // 2
#+                image = image.crop((left, top, left + w, top + h))


# %% wrong: each picture twice | one image for each file
#-            x += pictures
#-            y += [len(class_names)] * len(pictures)
#+            x += 2 * pictures
#+            y += 2 * [len(class_names)] * len(pictures)


# %% wrong: names for labels | the position of its class in class_names
#-            y += [len(class_names)] * len(pictures)
#+            y += [place.name] * len(pictures)


# %% wrong: classes are numbered by folder | for fox/0.png the label 4
#-    for place in sorted(Path(folder).iterdir()):
#+    for k, place in enumerate(sorted(p for p in Path(folder).iterdir() if p.is_dir())):

#-            y += [len(class_names)] * len(pictures)
#+            y += [k] * len(pictures)


# %% wrong: whole paths | You reported whole paths
#-                dropped.append(f"{place.name}/{file.name}")
#+                dropped.append(str(file))

#-            dropped.append(place.name)
#+            dropped.append(str(place))


# %% wrong: file names alone | file names alone
#-                dropped.append(f"{place.name}/{file.name}")
#+                dropped.append(file.name)


# %% wrong: what is dropped is not told | You reported nothing
#-    return np.stack(x), np.array(y), class_names, dropped
#+    return np.stack(x), np.array(y), class_names, []


# %% wrong: the empty classes are not told | It has no image left, so it is dropped, too
#-        else:
#-            dropped.append(place.name)


# %% wrong: only files that end like images are told | every file that isn't an image
#-                dropped.append(f"{place.name}/{file.name}")
#+                if file.suffix != ".txt":
#+                    dropped.append(f"{place.name}/{file.name}")


# %% wrong: pictures and labels only | four things in this order
#-    return np.stack(x), np.array(y), class_names, dropped
#+    return np.stack(x), np.array(y)


# %% wrong: the folder stands before the names | the names of the folders with images
#-    return np.stack(x), np.array(y), class_names, dropped
#+    return np.stack(x), np.array(y), [f"{Path(folder).name}/{name}" for name in class_names], dropped


# %% wrong: labels that are no whole numbers | the label of an image is the position
#-    return np.stack(x), np.array(y), class_names, dropped
#+    return np.stack(x), np.array(y, dtype="float32"), class_names, dropped


# %% wrong W01: divided by 255 twice | All your numbers are below 0.02. Did you divide by 255 twice?
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for group in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        images = []
        for file in sorted(group.iterdir()):
            try:
                gray = Image.open(file).convert("L").resize((size[1], size[0]))
                images.append(np.asarray(gray) / 255)
            except OSError:
                dropped.append(f"{group.name}/{file.name}")
        if images:
            y += [len(class_names)] * len(images)
            class_names.append(group.name)
            x += images
        else:
            dropped.append(group.name)
    return np.stack(x) / 255, np.array(y), class_names, dropped


# %% wrong W02: divided without the remainder | Your pixels are either 0 or 1, and all grays are lost. Divide with `/`,
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for group in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        images = []
        for file in sorted(group.iterdir()):
            try:
                gray = Image.open(file).convert("L").resize((size[1], size[0]))
                images.append(np.asarray(gray, dtype="float32") // 255)
            except OSError:
                dropped.append(f"{group.name}/{file.name}")
        if images:
            y += [len(class_names)] * len(images)
            class_names.append(group.name)
            x += images
        else:
            dropped.append(group.name)
    return np.stack(x), np.array(y), class_names, dropped


# %% wrong W03: resized to width and height exchanged, then transposed | Your images are mirrored: rows have become columns. `resize` expects
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for group in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        images = []
        for file in sorted(group.iterdir()):
            try:
                gray = Image.open(file).convert("L").resize(size)
                images.append(np.asarray(gray).T / 255)
            except OSError:
                dropped.append(f"{group.name}/{file.name}")
        if images:
            y += [len(class_names)] * len(images)
            class_names.append(group.name)
            x += images
        else:
            dropped.append(group.name)
    return np.stack(x), np.array(y), class_names, dropped


# %% wrong W04: np.resize of the pixels in place of the image's resize | compare your array with the file: it should show the whole image, not
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for group in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        images = []
        for file in sorted(group.iterdir()):
            try:
                images.append(np.resize(np.asarray(Image.open(file).convert("L")), size) / 255)
            except OSError:
                dropped.append(f"{group.name}/{file.name}")
        if images:
            y += [len(class_names)] * len(images)
            class_names.append(group.name)
            x += images
        else:
            dropped.append(group.name)
    return np.stack(x), np.array(y), class_names, dropped


# %% wrong W05: reversed brightness | Your images are negatives: black has become white. Keep 0 for black and
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for group in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        images = []
        for file in sorted(group.iterdir()):
            try:
                gray = Image.open(file).convert("L").resize((size[1], size[0]))
                images.append(1 - np.asarray(gray) / 255)
            except OSError:
                dropped.append(f"{group.name}/{file.name}")
        if images:
            y += [len(class_names)] * len(images)
            class_names.append(group.name)
            x += images
        else:
            dropped.append(group.name)
    return np.stack(x), np.array(y), class_names, dropped


# %% wrong W06: labels counted from 1 | You numbered the classes from 1. Positions in a list are counted from
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for group in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        images = []
        for file in sorted(group.iterdir()):
            try:
                gray = Image.open(file).convert("L").resize((size[1], size[0]))
                images.append(np.asarray(gray) / 255)
            except OSError:
                dropped.append(f"{group.name}/{file.name}")
        if images:
            class_names.append(group.name)
            y += [len(class_names)] * len(images)
            x += images
        else:
            dropped.append(group.name)
    return np.stack(x), np.array(y), class_names, dropped


# %% wrong W07: labels as one-hot rows | Your labels are one-hot rows. Here, each label is a single whole
import numpy as np
from pathlib import Path
from PIL import Image


def load_images(folder, size):
    x, y, class_names, dropped = [], [], [], []
    for group in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        images = []
        for file in sorted(group.iterdir()):
            try:
                gray = Image.open(file).convert("L").resize((size[1], size[0]))
                images.append(np.asarray(gray) / 255)
            except OSError:
                dropped.append(f"{group.name}/{file.name}")
        if images:
            y += [len(class_names)] * len(images)
            class_names.append(group.name)
            x += images
        else:
            dropped.append(group.name)
    return np.stack(x), np.eye(len(class_names))[y], class_names, dropped


# %% wrong: a string is no path | `Path(folder)` has methods
def load_images(folder, size):
    return [path.name for path in folder.glob("*/*")]
