// How the controls inside `box` share the keyboard with JupyterLab.
//
// JupyterLab takes the arrow keys to move from cell to cell, and letters for commands, unless the element with the
// focus carries this attribute. While Ctrl, Shift or the like is held, JupyterLab's shortcuts stay: Ctrl+S saves,
// Shift+Enter goes on. Escape gives the keyboard back to the notebook.
export function shareKeys(box) {
  const keep = ({ target, ctrlKey, metaKey, shiftKey, altKey }) => target.toggleAttribute(
    "data-lm-suppress-shortcuts", !(ctrlKey || metaKey || shiftKey || altKey));
  for (const type of ["focusin", "keydown", "keyup"]) box.addEventListener(type, keep);
  box.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") box.closest(".jp-Cell")?.focus();
  });
}
