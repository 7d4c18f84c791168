"""Pictures that follow sliders, lists and buttons, by mouse and by keyboard, with a still picture for elsewhere."""

import base64
import html
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import anywidget
import ipywidgets
import traitlets
from matplotlib.axes import Axes
from traitlets.utils.bunch import Bunch

from course_utils.plots.picture import Picture
from course_utils.widgets.assets import STATIC, script

DPI = 105  # of an explorer's picture: as wide as a notebook's cell on a small laptop


STILL = "This is a picture of the explorer. Run the cell to use its controls."


def slider(
    label: str, low: float, high: float, step: float, start: float
) -> ipywidgets.IntSlider | ipywidgets.FloatSlider:
    """Return a slider for a number.

    Parameters
    ----------
    label : str
        The text next to the slider.
    low, high, step, start : float
        The ends of its range, the distance between two numbers in it, and the number at the start. The slider gives
        whole numbers as int where all four are int.

    Raises
    ------
    ValueError
        When the start is outside of the range, or the step is not above 0.
    """
    numbers = (low, high, step, start)
    if not (low <= start <= high and step > 0):
        raise ValueError(f"{label}: low, start and high must rise and step must be above 0, got {numbers}")
    shared = {"description": label, "min": low, "max": high, "step": step, "value": start, "tooltip": ""}
    if all(isinstance(number, int) for number in numbers):
        return ipywidgets.IntSlider(**shared)
    decimals = -int(Decimal(str(step)).as_tuple().exponent)
    return ipywidgets.FloatSlider(readout_format=f".{decimals}f", **shared)


def choice(label: str, options: Sequence[str], start: str | None = None) -> ipywidgets.Dropdown:
    """Return a list of texts to choose one from; without a start, the first one is chosen."""
    return ipywidgets.Dropdown(description=label, options=tuple(options), value=start or options[0], tooltip="")


def number(label: str, low: float, high: float, step: float, start: float) -> ipywidgets.BoundedFloatText:
    """Return a field for a number, for the table of an explorer; `low` to `start` as for `slider`."""
    return ipywidgets.BoundedFloatText(description=label, min=low, max=high, step=step, value=start, tooltip="")


class LivePicture(anywidget.AnyWidget):
    """The picture of an explorer and the line below it.

    Its JavaScript also looks after the controls in the same explorer: it names them for a screen reader, says which
    case is shown, and keeps the arrow keys and letters from JupyterLab.

    Attributes
    ----------
    png : bytes
        The picture as it is now, the bytes of a PNG file.
    alt, said : str
        Its description, and the line below it.
    title, case : str
        What is explored, and the case that the controls show; empty where they show none.
    drawn : int
        How often the picture was drawn. It changes even where the picture stays the same, so that the browser knows
        that the kernel has answered.
    """

    _esm = script("explorer.js")
    _css = STATIC / "explorer.css"
    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    case = traitlets.Unicode().tag(sync=True)
    drawn = traitlets.Int().tag(sync=True)


class Explorer(ipywidgets.VBox):
    """A picture under the controls that it follows.

    Where no kernel is running, the picture is shown as it was last, with its words.

    Parameters
    ----------
    draw : callable
        Gets one keyword argument for each control. Returns a `plots.Picture` and the line that is shown below
        it. To feel immediate it should take less than 0.05 s; the figure's own drawing takes as long again.
    controls : dict of str to widget
        For each argument of `draw`, what `slider` or `choice` returns.
    title : str
        What is explored: the name of the group of controls for a screen reader.
    cases : dict of str to dict, optional
        What a button of that name sets, by the names of the controls; all others go back to their start.
    table : (str, sequence of sequence of str), optional
        A label, and the names of the controls that appear next to it in rows and columns; each is a `number`.

    Attributes
    ----------
    values : dict
        The value of each control by its name. It may be set; a value that a control cannot have is a ValueError.
    picture : LivePicture
        The picture as it is now, and its words.
    controls, cases : dict
        As given; each case has a value for every control.
    """

    values = traitlets.Dict()

    def __init__(
        self,
        draw: Callable[..., tuple[Picture, str]],
        controls: dict[str, ipywidgets.ValueWidget],
        title: str,
        cases: Mapping[str, dict[str, Any]] | None = None,
        table: tuple[str, Sequence[Sequence[str]]] = ("", ()),
    ) -> None:
        self._draw, self.controls = draw, controls
        self.picture = LivePicture(title=title)
        start = {name: control.value for name, control in controls.items()}
        self.cases = {name: self._checked(start | case) for name, case in (cases or {}).items()}
        buttons = [ipywidgets.Button(description=name, tooltip="") for name in self.cases]
        for button in buttons:
            button.on_click(lambda button: self.set_trait("values", self.cases[button.description]))
        for name, control in controls.items():
            control.observe(lambda change, name=name: self._set_value(name, change.new), "value")
        row = [_box(ipywidgets.HBox, buttons, "course-cases")] if buttons else []
        label, rows = table
        cells = [name for names in rows for name in names]
        lines: list[ipywidgets.Widget] = [control for name, control in controls.items() if name not in cells]
        if cells:
            numbers = _box(ipywidgets.GridBox, (controls[name] for name in cells), "course-numbers")
            numbers.layout.grid_template_columns = f"repeat({len(rows[0])}, max-content)"
            lines.append(ipywidgets.HBox([ipywidgets.Label(label), numbers]))
        controls_box = _box(ipywidgets.VBox, lines, "course-controls")
        super().__init__([*row, controls_box, self.picture], _dom_classes=["course-explorer"])
        self.values = start

    def _set_value(self, name: str, value: Any) -> None:
        self.values = self.values | {name: value}

    @traitlets.validate("values")
    def _valid(self, proposal: Bunch) -> dict[str, Any]:
        return self._checked(proposal.value)

    def _checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        if values.keys() != self.controls.keys():
            raise ValueError(f"values must name {list(self.controls)}, got {list(values)}")
        for name, value in values.items():
            control = self.controls[name]
            if isinstance(control, ipywidgets.Dropdown):
                if value not in control.options:
                    raise ValueError(f"{name} must be one of {list(control.options)}, got {value!r}")
            elif isinstance(value, bool) or not control.min <= value <= control.max:
                raise ValueError(f"{name} must be a number from {control.min} to {control.max}, got {value!r}")
        return {name: _plain(self.controls[name], value) for name, value in values.items()}

    @traitlets.observe("values")
    def _redraw(self, change: Bunch) -> None:
        for name, value in change.new.items():
            control = self.controls[name]
            if _plain(control, control.value) != value:  # else a slider would jump back to here while it is dragged
                control.value = value
        figure, line = self._draw(**change.new)
        case = next((name for name, values in self.cases.items() if values == change.new), "")
        with self.picture.hold_sync():  # one message: picture and words belong together
            self.picture.png, self.picture.alt, self.picture.said = _png(figure), figure.alt, line
            self.picture.case = case
            self.picture.drawn += 1

    def __repr__(self) -> str:
        return f"{self.picture.title}: {self.picture.alt}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Return the widget, and a still picture for where it cannot run."""
        png = base64.b64encode(self.picture.png).decode("ascii")
        shown = still(png, self.picture.alt, self.picture.said)
        return super()._repr_mimebundle_(**kwargs) | {"text/plain": repr(self), "text/html": shown}


def still(png: str, alt: str, line: str) -> str:
    """Return a picture of an explorer, a PNG file in base64, and its words as HTML."""
    image = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{png}" style="max-width:100%;background:white">'
    said = f'<p style="white-space:pre-line">{html.escape(line)}</p>'
    return f'<div lang="en">{image}{said}<p>{STILL}</p></div>'


def _plain(control: ipywidgets.ValueWidget, value: Any) -> Any:
    """Return the value as the control's own type; a browser counts 0.1 + 0.2 as 0.30000000000000004."""
    decimal = isinstance(control, (ipywidgets.FloatSlider, ipywidgets.BoundedFloatText))
    return round(float(value), 9) if decimal else type(control.value)(value)


def _box(kind: type[ipywidgets.Box], children: Iterable[ipywidgets.Widget], name: str) -> ipywidgets.Box:
    return kind(list(children), _dom_classes=[name])


def light_axes(
    figure: Picture,
    place: tuple[float, float, float, float],
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    xticks: Mapping[str, float],
    yticks: Mapping[str, float],
    xlabel: str,
    ylabel: str,
) -> Axes:
    """Return axes for a picture that is drawn many times a second: their own ticks would take half of its time.

    Parameters
    ----------
    figure : plots.Picture
    place : tuple of float
        Left, bottom, width and height, in shares of the figure.
    xlim, ylim : tuple of float
        What the axes show; nothing that is drawn changes it.
    xticks, yticks : dict of str to float
        What stands beside the axes, and where.
    xlabel, ylabel : str
    """
    axes = figure.add_axes(place, xlim=xlim, ylim=ylim, autoscale_on=False)
    axes.set_axis_off()
    black: dict[str, Any] = {"color": "black", "clip_on": False}
    axes.plot([0, 0, 1], [1, 0, 0], transform=axes.transAxes, linewidth=1, **black)
    axes.plot([*xticks.values()], [ylim[0]] * len(xticks), "|", markersize=9, **black)
    axes.plot([xlim[0]] * len(yticks), [*yticks.values()], "_", markersize=9, **black)
    for text, at in xticks.items():
        axes.text(at, -0.035, text, transform=axes.get_xaxis_transform(), ha="center", va="top", fontsize=14)
    for text, at in yticks.items():
        axes.text(-0.02, at, text, transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=14)
    axes.text(0.5, -0.15, xlabel, transform=axes.transAxes, ha="center", va="top", fontsize=15)
    axes.text(-0.16, 0.5, ylabel, transform=axes.transAxes, ha="center", va="center", rotation=90, fontsize=15)
    return axes


def _png(figure: Picture) -> bytes:
    """Return a figure as the bytes of a PNG file, made for speed: few pixels, hardly compressed."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DPI, pil_kwargs={"compress_level": 1})
    return file.getvalue()
