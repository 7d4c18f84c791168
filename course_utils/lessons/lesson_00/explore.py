"""Explorer of one neuron with three inputs: its weights, its bias and the image that it sees."""

import numpy as np

from course_utils.lessons.lesson_00 import figures
from course_utils.plots.picture import Picture, short
from course_utils.widgets.explorer import Explorer, choice, slider

BRIGHT = np.array([1.0, 0.5, 0.25])
IMAGES = {"bright": BRIGHT, "dark": BRIGHT / 4, "black": np.zeros(3)}


def draw_neuron(image: str, w1: float, w2: float, w3: float, bias: float) -> tuple[Picture, str]:
    """Draw a ReLU neuron at work on an image of three pixels, and say what it computes.

    Parameters
    ----------
    image : str
        One of `IMAGES`.
    w1, w2, w3, bias : float
    """
    x, w = IMAGES[image], np.array([w1, w2, w3])
    z = float(x @ w + bias)
    title = f"A neuron that sees the {image} image"
    line = f"z = {short(z)}, so the output is a = {short(max(z, 0.0))}."
    return figures.neuron(w, bias, x, title=title), line


def three_inputs() -> Explorer:
    """Change the weights and the bias of a neuron, and let it see a bright, a dark and a black image."""
    weights = {f"w{i + 1}": slider(f"Weight {i + 1}", -3.0, 3.0, 0.25, w) for i, w in enumerate((2.0, -1.0, 3.0))}
    return Explorer(
        draw_neuron,
        {"image": choice("Image", tuple(IMAGES)), **weights, "bias": slider("Bias", -3.0, 3.0, 0.25, -1.0)},
        "Explore a neuron",
    )
