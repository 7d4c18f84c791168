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


# %% wrong: rows and columns exchanged | You exchanged rows and columns
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


# %% wrong: the numbers of a palette | palette positions as brightness
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


# %% wrong: cut out of the middle | cut nothing off, and add nothing
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


# %% wrong: classes are numbered by folder | the position of its class in ['
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
