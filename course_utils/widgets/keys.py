"""How does a control of ours share the keyboard with JupyterLab? JavaScript for the widgets."""

KEYS = """
// Without this, JupyterLab takes the arrow keys to move from cell to cell, and letters for commands. While Ctrl,
// Shift or the like is held, its shortcuts stay: Ctrl+S saves, Shift+Enter goes on.
function keep_keys(element) {
  const keep = ({ ctrlKey, metaKey, shiftKey, altKey }) => element.toggleAttribute(
    "data-lm-suppress-shortcuts", !(ctrlKey || metaKey || shiftKey || altKey));
  for (const type of ["focus", "keydown", "keyup"]) element.addEventListener(type, keep);
}

// Escape gives the keyboard back to the notebook
function leave_on_escape(box, el) {
  box.addEventListener("keydown", (event) => {
    const cell = event.key === "Escape" && el.closest(".jp-Cell");
    if (cell) cell.focus();
  });
}
"""
