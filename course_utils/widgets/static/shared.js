// What the widgets have in common.

// Let the controls inside `box` share the keyboard with JupyterLab.
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

// How long the kernel may take to answer until the reader is told that it has not, in ms.
export const PATIENCE = 2000;
export const NO_ANSWER = "There is no answer from the kernel. It may be running a cell, or it was shut down.";

// Stop taking input when the kernel is restarted.
//
// JupyterLab leaves a widget on the page. Its controls would still move, but no picture would follow, and no choice
// would be kept. So `controls` are switched off, and `say` tells what to do. A widget that is run again is a new one.
export function followKernel(model, controls, say) {
  model.on("comm_live_update", () => {
    for (const control of controls) control.inert = true;
    say("The kernel has been restarted. Run the cells above again, and then this cell.");
  });
}
