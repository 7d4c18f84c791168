// An extension of JupyterLab for a lesson on a projector: large type, no bars, and a key for the next section.
//
// JupyterLab expects what webpack's module federation makes: an object of this name with `init` and `get`. Nothing is
// imported here, so the file is the extension, and nobody has to build it.
const style = Object.assign(document.createElement("link"), {
  rel: "stylesheet",
  href: new URL("presenter.css", document.currentScript.src).href,
});

// Select the next heading, or the one before, and put it at the top of the window.
function step(notebook, direction) {
  const cells = notebook.widgets;
  let index = notebook.activeCellIndex + direction;
  while (cells[index] && !cells[index].node.querySelector("h1, h2, h3")) index += direction;
  if (!cells[index]) return;
  notebook.mode = "command";
  notebook.deselectAll();
  notebook.activeCellIndex = index;
  notebook.activate();
  cells[index].node.scrollIntoView({ block: "start" });
}

function activate(app) {
  document.head.append(style);
  const notebook = () => app.shell.currentWidget?.content;
  const keys = { "next-section": ["PageDown", 1], "previous-section": ["PageUp", -1] };
  for (const [name, [key, direction]] of Object.entries(keys)) {
    const command = `presenter:${name}`;
    app.commands.addCommand(command, {
      label: name === "next-section" ? "Next section" : "Previous section",
      isEnabled: () => notebook()?.widgets !== undefined,
      execute: () => step(notebook(), direction),
    });
    app.commands.addKeyBinding({ command, keys: [key], selector: "body" });
  }
  app.restored.then(() => {
    // a bar can come back later, and then the layout changes
    const hideBars = () => {
      for (const side of ["left", "right"])
        if (app.shell.isSideTabBarVisible(side)) app.commands.execute("application:toggle-side-tabbar", { side });
      app.shell.currentWidget?.toolbar?.hide();
    };
    app.shell.collapseLeft();
    app.shell.collapseRight();
    app.shell.layoutModified?.connect(hideBars);
    app.shell.currentChanged?.connect(hideBars);
    hideBars();
  });
}

const registry = "_JUPYTERLAB"; // where JupyterLab looks for what has been loaded
const plugin = { id: "course-presenter:plugin", autoStart: true, activate };
const containers = (window[registry] ??= {});
containers["course-presenter"] = { init() {}, get: async () => () => ({ __esModule: true, default: plugin }) };
