import { followKernel, shareKeys } from "./shared.js";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const SIDE = 480;    // canvas pixels, shown at half the size
const PEN = 0.085;   // width of a line, as a share of the side
const STEPS = 16;    // of the pen from edge to edge, by keyboard
let boards = 0;

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  const id = `course-drawing-${Date.now()}-${boards++}`;
  const choices = DIGITS.map((digit) => {
    const button = make("input", { type: "radio", name: id, value: digit });
    const picture = make("img", {});
    const label = make("label", {}, picture, button, make("span", {}, String(digit)));
    button.addEventListener("change", () => { model.set("label", digit); model.save_changes(); });
    return { button, picture, label };
  });
  const canvas = make("canvas", {
    width: SIDE, height: SIDE, tabindex: 0, role: "application", "aria-describedby": `${id}-help`,
    "aria-label": "Canvas to draw a digit on",
  });
  const received = make("img", { class: "course-received" });
  const save = make("button", { type: "button" });
  const clear = make("button", { type: "button" }, "Clear");
  const said = make("p", { role: "status" });
  const help = make("p", { id: `${id}-help` },
    "Draw with the mouse, a pen or a finger. On the canvas you can also use the keyboard: the arrow keys move the pen, "
    + "Space starts a line or draws it on to the pen, Enter lifts the pen, and Backspace removes the last part.");
  const live = model.get("class_names").length > 0;     // a network answers; nothing is kept
  const bars = make("figure", { class: "course-answers" }, make("figcaption", {}, "What the network predicts"));
  const rows = model.get("class_names").map((name) => {
    const filled = make("span", { class: "course-filled" }), share = make("span", { class: "course-share" });
    bars.append(make("div", { "aria-hidden": "true" }, make("span", { class: "course-name" }, name),
      make("span", { class: "course-bar" }, filled), share));
    return { filled, share };
  });
  const board = make("div", { class: "course-drawing", lang: "en" },
    ...(live ? [] : [make("fieldset", {}, make("legend", {}, "Which digit do you draw?"),
      ...choices.map((choice) => choice.label))]),
    make("div", { class: "course-row" },
      make("figure", {}, make("figcaption", {}, "Draw here"), canvas),
      make("figure", {}, make("figcaption", {}, "What the network receives"), received),
      ...(live ? [bars] : []),
      make("div", { class: "course-buttons" }, ...(live ? [clear] : [save, clear]))),
    said, help);

  const ink = canvas.getContext("2d");
  let strokes = [], stroke = null;        // finished lines, and the one being drawn; points in [0, 1]
  let pen = [STEPS / 2, STEPS / 2];       // by keyboard, in steps
  let byKeys = false;
  let asked = 0;                          // a timer: the kernel is told soon

  const at = () => [pen[0] / STEPS, pen[1] / STEPS];

  function trace(points, width, colour, dashes = []) {
    if (!points.length) return;
    ink.strokeStyle = colour; ink.lineWidth = width; ink.lineCap = ink.lineJoin = "round"; ink.setLineDash(dashes);
    ink.beginPath();
    points.forEach(([x, y], i) => (i ? ink.lineTo(x * SIDE, y * SIDE) : ink.moveTo(x * SIDE, y * SIDE)));
    if (points.length === 1) ink.lineTo(points[0][0] * SIDE, points[0][1] * SIDE);
    ink.stroke();
  }

  function paint() {
    ink.fillStyle = "#000"; ink.fillRect(0, 0, SIDE, SIDE);
    for (const line of strokes) trace(line, PEN * SIDE, "#fff");
    if (stroke) trace(stroke, PEN * SIDE, "#fff");
    if (document.activeElement !== canvas || !byKeys) return;
    if (stroke) trace([stroke[stroke.length - 1], at()], 6, "#56b4e9", [12, 12]);
    const [x, y] = at();
    for (const arm of [[[x - 0.05, y], [x + 0.05, y]], [[x, y - 0.05], [x, y + 0.05]]]) {
      trace(arm, 10, "#000"); trace(arm, 5, "#e69f00");
    }
  }

  const rounded = (share) => Math.round(share * 1000) / 1000;
  function tell() {                       // the kernel gets what is drawn, an unfinished line included
    const all = stroke ? [...strokes, stroke] : strokes;
    model.set("strokes", all.map((line) => line.map(([x, y]) => [rounded(x), rounded(y)])));
    model.save_changes();
  }

  function lift() {
    if (!stroke) return;
    strokes = [...strokes, stroke]; stroke = null;
    tell(); paint();
  }

  // mouse, pen and finger
  function point(event) {
    const frame = canvas.getBoundingClientRect();
    const share = (value, low, size) => Math.min(1, Math.max(0, (value - low) / size));
    return [share(event.clientX, frame.left, frame.width), share(event.clientY, frame.top, frame.height)];
  }
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    lift();
    byKeys = false;
    stroke = [point(event)];
    canvas.setPointerCapture(event.pointerId);
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke || byKeys || !event.isPrimary) return;
    const path = event.getCoalescedEvents?.() ?? [];       // what happened since the last frame
    const before = stroke.length - 1;
    for (const step of path.length ? path : [event]) {
      const [x, y] = point(step), [fromX, fromY] = stroke[stroke.length - 1];
      if (Math.hypot(x - fromX, y - fromY) > 0.01) stroke.push([x, y]);
    }
    trace(stroke.slice(before), PEN * SIDE, "#fff");
    if (live && !asked) asked = setTimeout(() => { asked = 0; tell(); }, 150);    // the answer follows the pen
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => { if (event.isPrimary && !byKeys) lift(); });
  }

  // keyboard
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const place = () => `column ${pen[0] + 1}, row ${pen[1] + 1} of ${STEPS + 1}`;
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (!move && ![" ", "Enter", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    if (stroke && !byKeys) return;       // the mouse is drawing
    byKeys = true;
    if (move) {
      pen = pen.map((value, axis) => Math.min(STEPS, Math.max(0, value + move[axis])));
      say(`Pen at ${place()}${stroke ? ", drawing" : ""}.`);
    } else if (event.key === " ") {
      stroke = [...(stroke ?? []), at()];
      say(stroke.length > 1 ? `Line to ${place()}.` : `A line starts at ${place()}.`);
      tell();
    } else if (event.key === "Enter") {
      say(stroke ? "Pen lifted." : "The pen is up. Press Space to start a line.");
      lift();
    } else {
      if (stroke) stroke = stroke.length > 1 ? stroke.slice(0, -1) : null;
      else strokes = strokes.slice(0, -1);
      say("Last part removed.");
      tell();
    }
    paint();
  });
  canvas.addEventListener("focus", () => {
    if (stroke || !canvas.matches(":focus-visible")) return;
    byKeys = true;
    say(`Pen at ${place()}.`);
    paint();
  });
  canvas.addEventListener("blur", () => {
    if (!byKeys) return;
    lift();
    byKeys = false;
    paint();
  });
  shareKeys(board);

  function say(text) { said.textContent = text; }
  function empty() { strokes = []; stroke = null; tell(); paint(); }
  save.addEventListener("click", () => {
    lift(); say("Saving …");              // the answer comes when the kernel is free; the canvas is free at once
    model.send({ save: model.get("strokes"), label: model.get("label") });
    empty();
  });
  clear.addEventListener("click", () => { empty(); say("Cleared."); });

  function show() {
    const label = model.get("label"), kept = model.get("kept");
    choices.forEach(({ button, picture }, digit) => {
      button.checked = digit === label;
      picture.hidden = !kept[digit];
      if (kept[digit]) { picture.src = kept[digit]; picture.alt = "drawn:"; }
    });
    save.textContent = `Save as ${label}`;
  }
  function showReceived() {
    received.src = model.get("received");
    received.alt = model.get("received_alt");
  }
  function showAnswers() {
    const shares = model.get("answers"), top = Math.max(...shares);
    rows.forEach(({ filled, share }, k) => {
      const value = shares[k] ?? 0;
      filled.style.width = `${100 * value}%`;
      filled.classList.toggle("course-top", value > 0 && value === top);
      share.textContent = shares.length ? `${Math.round(100 * value)}%` : "";
    });
  }
  const told = () => say(model.get("said"));
  model.on("change:answers", showAnswers);
  model.on("change:label", show); model.on("change:kept", show);
  model.on("change:received", showReceived); model.on("change:said", told);
  strokes = model.get("strokes");
  show(); showReceived(); showAnswers(); told(); paint();
  el.append(board);
  followKernel(model, board.querySelectorAll("fieldset, .course-row"), say);
}

export default { render };
