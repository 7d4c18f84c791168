"""Parts of every figure: colours, sizes, a title that fits, and the alternative text that it carries."""

import base64
import html
import io
import math
import textwrap
from collections.abc import Sequence
from typing import Any, SupportsFloat

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

# Okabe and Ito, Color Universal Design (2008): told apart with any kind of colour vision. Yellow is left
# out, which is too pale for lines on white.
BLACK, ORANGE, SKY, GREEN, BLUE, RED, PINK = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
COLOURS = (BLUE, RED, GREEN, PINK, ORANGE, SKY, BLACK)  # of lines
TINTS = (SKY, ORANGE, GREEN, PINK)  # of areas, on which black can be read
SIGNED = LinearSegmentedColormap.from_list("signed", [ORANGE, "white", BLUE])  # below, at and above 0
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DPI = 144  # of the file; the page shows 96
WIDTH = 9.5  # inches: what a notebook shows beside its prompts on a small laptop
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has the signs for right and wrong
    "font.size": 14,
    "axes.titlesize": 14,
    "axes.labelsize": 14,
    "xtick.labelsize": 13,
    "ytick.labelsize": 13,
    "legend.fontsize": 13,
    "figure.titlesize": 17,
    "figure.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": "#DDDDDD",
    "hatch.linewidth": 0.8,
    "lines.linewidth": 2,
    "lines.markersize": 7,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "text.color": "black",
}


class Picture(Figure):
    """A matplotlib figure that says in words what it shows.

    A notebook shows it once, where it stands last in a cell or is handed to ``display``, as an image with its
    alternative text. Neither matplotlib's nor JupyterLab's own way of showing figures passes such a text on.
    It belongs to no pyplot, which would show it a second time.

    Attributes
    ----------
    alt : str
        What a reader should learn from the figure, numbers included, for those who do not see it.
    """

    alt = ""

    def png(self) -> bytes:
        """Return the figure as the bytes of a PNG file, sharp on dense screens and small: notebooks are kept in git."""
        drawn, small = io.BytesIO(), io.BytesIO()
        with matplotlib.rc_context(STYLE):
            self.savefig(drawn, format="png", dpi=DPI)
        # Up to 64 colours are as good to the eye as all, and take a third of the room.
        Image.open(drawn).convert("RGB").quantize(64).save(small, format="png", optimize=True)
        return small.getvalue()

    def bundle(self) -> dict[str, str]:
        """Return what a notebook shows, by MIME type: the image with its words, and the words alone."""
        source = base64.b64encode(self.png()).decode("ascii")
        image = (
            f'<img src="data:image/png;base64,{source}" width="{round(96 * self.get_size_inches()[0])}" '
            f'alt="{html.escape(self.alt)}">'
        )
        return {"text/html": image, "text/plain": self.alt}

    def _ipython_display_(self) -> None:
        # Not _repr_mimebundle_: where the learner has used pyplot, IPython would add a second image to it.
        from IPython.display import display

        display(self.bundle(), raw=True)


def new_figure(title: str, height: float, width: float = WIDTH) -> Picture:
    """Return an empty figure of these inches below its title, outside pyplot, which would show it a second time."""
    figure = Picture(figsize=(width, 1), dpi=DPI, layout="constrained")
    figure.suptitle("\n".join(title_lines(title, width)), x=0.01, ha="left")
    resize(figure, title, height)
    return figure


def title_lines(title: str, width: float) -> list[str]:
    return textwrap.wrap(title, int(width * 7.1))


def resize(figure: Picture, title: str, height: float) -> None:
    """Give the figure a height, in inches below its title, where only drawing showed how much it takes."""
    width = figure.get_size_inches()[0]
    figure.set_size_inches(width, height + 0.32 * len(title_lines(title, width)) + 0.12)


def tint(place: int) -> str:
    return TINTS[place % len(TINTS)]


def names_of(class_names: Sequence[str] | None, classes: int) -> list[str]:
    if class_names is None:
        return [str(number) for number in range(classes)]
    if len(class_names) < classes:
        raise ValueError(f"class_names has {len(class_names)} names, and there are labels up to {classes - 1}")
    return [str(name) for name in class_names]


def classes_in(*labels: np.ndarray | None) -> int:
    return 1 + max((int(part.max()) for part in labels if part is not None), default=0)


def as_percent(share: SupportsFloat) -> str:
    """Write a share in percent with one decimal, where it has one."""
    return f"{100 * float(share):.1f}".removesuffix(".0") + "%"


def as_sureness(share: SupportsFloat) -> str:
    """Write a confidence in whole percent; 100 only where nothing is missing."""
    percent = 100 * float(share)
    return ">99%" if 99.5 <= percent < 100 else "<1%" if 0 < percent < 0.5 else f"{percent:.0f}%"


def short(value: SupportsFloat) -> str:
    """Write a number with three digits that matter."""
    number = float(value)
    size = abs(number)
    if size and not 1e-3 <= size < 1e5:
        text = f"{size:.3g}"
    elif size >= 100:
        text = f"{size:,.0f}"
    else:
        text = f"{size:.{2 - math.floor(math.log10(size)) if size else 0}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if number < 0 else text


def sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def counted(n: int, thing: str) -> str:
    return f"{n:,} {thing}" + ("" if n == 1 else "es" if thing.endswith("s") else "s")


def bare(axes: Axes) -> Axes:
    axes.set_aspect("equal")
    axes.axis("off")
    return axes
