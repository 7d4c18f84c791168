"""How does a picture follow sliders and lists, by mouse and keyboard, and what stands there without a kernel?"""

import base64
import html
import io
from dataclasses import asdict, dataclass

import anywidget
import traitlets

from course_utils.widgets.keys import KEYS

DPI = 105  # of an explorer's picture: as wide as a notebook's cell on a small laptop


@dataclass(frozen=True)
class Slider:
    """A number to choose.

    Attributes
    ----------
    name : str
        The argument of the drawing function that gets the number.
    label : str
        What stands beside the slider.
    low, high, step, start : float
        The ends of its range, the distance of two numbers in it, and the number at first. The drawing
        function gets whole numbers as int where all four are int.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    start: float

    def __post_init__(self):
        if not (self.low <= self.high and self.step > 0):
            raise ValueError(f"{self.name}: low must be at most high and step above 0, got {self}")
        self.checked(self.start)

    def checked(self, value):
        """The value as the drawing function gets it; ValueError when the slider cannot stand there."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (number and self.low <= value <= self.high):
            raise ValueError(f"{self.name} must be a number from {self.low} to {self.high}, got {value!r}")
        whole = all(isinstance(number, int) for number in (self.low, self.high, self.step, self.start))
        return round(value) if whole else float(value)


@dataclass(frozen=True)
class Choice:
    """One of several texts to choose.

    Attributes
    ----------
    name : str
        The argument of the drawing function that gets the text.
    label : str
        What stands beside the list.
    options : tuple of str
        At least one.
    start : str
        The option at first.
    """

    name: str
    label: str
    options: tuple
    start: str

    def __post_init__(self):
        self.checked(self.start)

    def checked(self, value):
        """The value, when it is an option; else ValueError."""
        if value not in self.options:
            raise ValueError(f"{self.name} must be one of {list(self.options)}, got {value!r}")
        return value


_ESM = """
let explorers = 0;

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "course-explorer";
  box.lang = "en";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", model.get("title"));
  const number = `course-explorer-${Date.now()}-${explorers++}`;

  const controls = model.get("controls").map((control, index) => {
    const label = document.createElement("label");
    label.textContent = control.label;
    label.htmlFor = `${number}-${index}`;
    const input = document.createElement(control.options ? "select" : "input");
    input.id = label.htmlFor;
    keep_keys(input);
    // for the eye only: to a screen reader the slider tells its number itself
    const shown = document.createElement("span");
    shown.setAttribute("aria-hidden", "true");
    if (control.options) {
      control.options.forEach((text) => input.add(new Option(text)));
    } else {
      input.type = "range";
      Object.assign(input, { min: control.low, max: control.high, step: control.step });
    }
    input.addEventListener("input", () => {
      const value = control.options ? input.value : Number(input.value);
      shown.textContent = control.options ? "" : input.value;
      model.set("values", { ...model.get("values"), [control.name]: value });
      // ipywidgets holds changes back while the kernel works on one, and then sends only the newest:
      // the picture cannot lag behind
      model.save_changes();
    });
    box.append(label, input, shown);
    return { name: control.name, input, shown, slides: !control.options };
  });

  const cases = Object.entries(model.get("cases"));
  const pressed = cases.map(([name, values]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    keep_keys(button);
    button.addEventListener("click", () => {
      model.set("values", values);
      model.save_changes();
    });
    return { button, values };
  });
  if (cases.length) {
    const row = document.createElement("div");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Cases");
    row.append(...pressed.map(({ button }) => button));
    box.prepend(row);
  }

  const image = document.createElement("img");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  box.append(image, said);

  leave_on_escape(box, el);

  const show_values = () => controls.forEach(({ name, input, shown, slides }) => {
    const value = model.get("values")[name];
    if (document.activeElement !== input) input.value = value;
    if (slides) shown.textContent = input.value;
  });
  const show_pressed = () => pressed.forEach(({ button, values }) => {
    const now = model.get("values");
    button.setAttribute("aria-pressed", Object.keys(values).every((name) => values[name] === now[name]));
  });
  let address = null;
  const show_picture = () => {
    const old = address;
    address = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.src = address;
    if (old) URL.revokeObjectURL(old);
  };
  const show_words = () => {
    image.alt = model.get("alt");
    said.textContent = model.get("said");
  };
  model.on("change:values", () => { show_values(); show_pressed(); });
  model.on("change:png", show_picture);
  model.on("change:alt change:said", show_words);
  show_values();
  show_pressed();
  show_picture();
  show_words();
  el.append(box);
  return () => URL.revokeObjectURL(address);
}

export default { render };
"""

_CSS = """
.course-explorer {
  display: grid;
  grid-template-columns: max-content minmax(8em, 26em) minmax(4em, 1fr);
  align-items: center;
  gap: 6px 14px;
  max-width: 1000px;
  padding: 6px 2px;
  color: var(--jp-content-font-color1, inherit);
  font-family: var(--jp-content-font-family, inherit);
  font-size: calc(1.1 * var(--jp-content-font-size1, 14px));
}
.course-explorer select { font-size: inherit; padding: 2px 6px; justify-self: start; max-width: 100%; }
.course-explorer input { width: 100%; margin: 0; }
.course-explorer div { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 6px; }
.course-explorer button { font: inherit; color: inherit; background: transparent; border: 1px solid currentColor;
  border-radius: 4px; padding: 2px 8px; }
.course-explorer button[aria-pressed="true"] { font-weight: bold; border-width: 3px; padding: 0 6px; }
.course-explorer :focus-visible { outline: 3px solid #56b4e9; outline-offset: 2px; }
.course-explorer span { font-variant-numeric: tabular-nums; }
/* as wide as the columns are, and no reason for them to be wider */
.course-explorer img, .course-explorer p { grid-column: 1 / -1; width: 0; min-width: 100%; }
.course-explorer img { background: white; }
.course-explorer p { margin: 0; min-height: 1.45em; line-height: 1.45; white-space: pre-line; }
"""


class Explorer(anywidget.AnyWidget):
    """A picture under the controls that it follows.

    Where no kernel is running, the picture of the start stands there, with its words.

    Parameters
    ----------
    draw : callable
        Gets one keyword argument for each control. Returns a `plots.Picture` and the line that stands below
        it. To feel immediate it should take less than 0.05 s; the figure's own drawing takes as long again.
    controls : sequence of Slider or Choice
    title : str
        What is explored: the name of the group of controls for a screen reader.
    cases : dict of str to dict, optional
        What a button of that name sets, by the names of the controls; all others go back to their start.

    Attributes
    ----------
    values : dict
        What the controls stand at, by their names. May be set; a value that a control cannot have is a
        ValueError.
    png : bytes
        The picture as it is now, the bytes of a PNG file.
    alt, said : str
        Its description, and the line below it.
    """

    _esm = KEYS + _ESM
    _css = _CSS
    title = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    cases = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, draw, controls, title, cases=None):
        self._draw = draw
        self._by_name = {control.name: control for control in controls}
        values = {control.name: control.start for control in controls}
        whole = {name: self._valid(values | case) for name, case in (cases or {}).items()}
        super().__init__(title=title, controls=[asdict(control) for control in controls], cases=whole, values=values)

    @traitlets.validate("values")
    def _checked(self, proposal):
        return self._valid(proposal.value)

    def _valid(self, values):
        if values.keys() != self._by_name.keys():
            raise ValueError(f"values must name {list(self._by_name)}, got {list(values)}")
        return {name: self._by_name[name].checked(value) for name, value in values.items()}

    @traitlets.observe("values")
    def _redraw(self, change):
        figure, said = self._draw(**change.new)
        with self.hold_sync():  # one message: picture and words belong together
            self.png, self.alt, self.said = _png(figure), figure.alt, said

    def __repr__(self):
        return f"{self.title}: {self.alt}"

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and beside it a still picture for where it cannot run."""
        address = base64.b64encode(self.png).decode("ascii")
        image = (
            f'<img alt="{html.escape(self.alt)}" src="data:image/png;base64,{address}"'
            ' style="max-width:100%;background:white">'
        )
        shown = f'<div lang="en">{image}<p style="white-space:pre-line">{html.escape(self.said)}</p></div>'
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": repr(self), "text/html": shown}, metadata


def light_axes(figure, place, xlim, ylim, xticks, yticks, xlabel, ylabel):
    """Axes for a picture that is drawn many times a second: their own ticks would take half of its time.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    place : tuple of float
        Left, bottom, width and height, in shares of the figure.
    xlim, ylim : tuple of float
        What the axes show; nothing that is drawn changes it.
    xticks, yticks : dict of str to float
        What stands beside the axes, and where.
    xlabel, ylabel : str

    Returns
    -------
    matplotlib.axes.Axes
    """
    axes = figure.add_axes(place, xlim=xlim, ylim=ylim, autoscale_on=False)
    axes.set_axis_off()
    black = {"color": "black", "clip_on": False}
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


def _png(figure):
    """A figure as the bytes of a PNG file, made for speed: few pixels, hardly compressed."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DPI, pil_kwargs={"compress_level": 1})
    return file.getvalue()
