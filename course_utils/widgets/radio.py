"""How does a notebook ask a question with a few options, for mouse, keyboard and screen reader alike?

The radio buttons of ipywidgets are no group for a browser: the arrow keys leave them and move the notebook's
cursor, no screen reader says the question, and an option of two lines covers the next one. So this widget
draws the page's own radio buttons.
"""

import anywidget
import traitlets

from course_utils.widgets.keys import KEYS

_ESM = """
let groups = 0;

function render({ model, el }) {
  const group = document.createElement("fieldset");
  group.className = "course-radio";
  group.lang = "en";
  const question = document.createElement("legend");
  question.textContent = model.get("question");
  group.append(question);

  const name = `course-radio-${Date.now()}-${groups++}`;
  const buttons = model.get("options").map((text, index) => {
    const label = document.createElement("label");
    const button = document.createElement("input");
    button.type = "radio";
    button.name = name;
    keep_keys(button);
    button.addEventListener("change", () => {
      model.set("chosen", index);
      model.save_changes();
    });
    const words = document.createElement("span");
    words.textContent = text;
    label.append(button, words);
    group.append(label);
    return button;
  });

  const said = document.createElement("p");
  said.setAttribute("role", "status");
  group.append(said);

  leave_on_escape(group, el);

  const show_chosen = () => {
    buttons.forEach((button, index) => { button.checked = index === model.get("chosen"); });
  };
  const show_said = () => { said.textContent = model.get("said"); };
  model.on("change:chosen", show_chosen);
  model.on("change:said", show_said);
  show_chosen();
  show_said();
  el.append(group);
}

export default { render };
"""

_CSS = """
.course-radio {
  border: 1px solid var(--jp-border-color1, #8c8c8c);
  border-radius: 4px;
  margin: 4px 2px;
  padding: 4px 12px 8px;
  max-width: 60em;
  min-width: 0;
  color: var(--jp-content-font-color1, inherit);
  font-family: var(--jp-content-font-family, inherit);
  font-size: calc(1.1 * var(--jp-content-font-size1, 14px));
  line-height: 1.45;
}
.course-radio legend { font-weight: bold; padding: 0 4px; }
.course-radio label { display: flex; align-items: baseline; gap: 8px; padding: 3px 0; cursor: pointer; }
.course-radio input { flex: none; margin: 0; width: 1em; height: 1em; font-size: inherit; }
.course-radio input:focus-visible { outline: 3px solid #56b4e9; outline-offset: 2px; }
.course-radio p { margin: 6px 0 0; min-height: 1.45em; }
"""


class Radio(anywidget.AnyWidget):
    """One question with options of which one can be chosen.

    Attributes
    ----------
    question : str
    options : list of str
    chosen : int or None
        Index of the chosen option; None while there is none.
    said : str
        A line below the options, read aloud when it changes.
    """

    _esm = KEYS + _ESM
    _css = _CSS
    question = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.Int(None, allow_none=True).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
