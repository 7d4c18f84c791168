// The teacher's page: asks once a second for what is new, and draws only what has changed.
import { drawHandins, setDue } from "./handins.js";
import { breakable, countRows, element, inWords, news, poll, show, spoken } from "./page.js";
import { drawClock, startClock } from "./clock.js";
import { drawDesk, sendToAll } from "./desk.js";
import { askOwn, drawPolls } from "./polls.js";

const part = (id) => document.getElementById(id);
const ROWS = 40; // rows of the grid and of the list that are drawn at once
const SIGNS = { passed: "✔", tried: "✘", begun: "?" };
const WORDS = { passed: "passed", tried: "tried", begun: "read a hint" };

const people = new Map(); // from number to what the server says of a learner
const rows = new Map(); // from number to the learner's cells in this lesson
let summary = null;
let have = "";
let tag = "";
let first = 0; // the first row of the grid that is drawn
let confirming = null; // the learner who is about to be removed

// ---- news

async function look() {
  const answer = await news(`teach/changes?have=${have}&summary=${tag}`);
  if (!answer) return;
  if (answer.full) {
    people.clear();
    rows.clear();
  }
  for (const person of answer.people) people.set(person.id, person);
  for (const [person, cells] of Object.entries(answer.rows)) rows.set(Number(person), cells);
  ({ have, tag, summary } = answer);
  draw();
}

async function order(what) {
  part("refusal").hidden = true;
  const answer = await fetch("teach/order", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what), credentials: "same-origin",
  });
  if (!answer.ok) {
    part("refusal").textContent = (await answer.json()).error;
    part("refusal").hidden = false;
  }
  await look();
  return answer.ok;
}

// ---- drawing

const shown = () =>
  [...people.values()].filter((person) => !person.merged).toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));

const nameOf = (person) => people.get(person)?.name ?? "…";

function draw() {
  part("title").textContent = summary.class;
  const asking = summary.queue.length ? `${summary.queue.length} asking, ` : "";
  document.title = `${asking}${summary.here} here: ${summary.class}`;
  const since = `${inWords(summary.minutes)} since the class began`;
  show(part("present"), [summary.here, summary.joined, since], () => [`${summary.here} of ${summary.joined} here, ${since}`]);
  part("address").textContent = summary.hub ? "join() in a notebook of this Hub" : summary.addresses.join(" or ") || "no network";
  part("with-code").hidden = part("renew").hidden = summary.hub;
  part("code").textContent = summary.code;
  part("lock").textContent = summary.locked ? "Open the door" : "Close the door";
  for (const place of document.querySelectorAll(".folder")) place.textContent = summary.folder;
  part("full").hidden = !summary.disk_full;
  part("guessing").hidden = !summary.guessing;
  part("offline").hidden = summary.hub || summary.addresses.length > 0;
  show(part("lesson"), [summary.lessons, summary.chosen ? summary.lesson : ""], () => [
    element("option", { value: "", selected: !summary.chosen }, "the latest one"),
    ...summary.lessons.map((name) => element("option", { value: name, selected: summary.chosen && name === summary.lesson }, spoken(name))),
  ]);
  drawNow();
  if (!part("grid").hidden) drawGrid();
  if (!part("poll").hidden) drawPolls(summary, order);
  drawHandins(summary, nameOf);
  if (!part("people").hidden) drawPeople();
}

function drawNow() {
  part("now-title").textContent = `Now, in lesson ${spoken(summary.lesson)}`;
  drawClock(summary);
  show(part("counts"), [summary.counts, summary.joined], () => countRows(summary.counts, summary.joined));
  drawDesk(summary, nameOf, order);
  part("rule").textContent = summary.rule;
  const names = [...people.values()].map(({ id, name }) => [id, name]);
  show(part("stuck"), [summary.stuck, names], () => listed(summary.stuck, "Nobody is stuck.", stuckItem));
  show(part("mistakes"), [summary.mistakes, names], () => listed(summary.mistakes, "There are no messages yet.", mistakeItem));
  show(part("guesses"), summary.guesses, () => listed(summary.guesses, "Nobody has guessed in this lesson yet.", guessTable));
}

function listed(things, nothing, item) {
  return things.length ? things.map(item) : [element("p", { class: "soft" }, nothing)];
}

function stuckItem({ person, exercise, minutes, tries, same, message }) {
  const times = same > 1 ? `, the same message ${same} times` : "";
  const facts = `: ${exercise}, for ${minutes} min, ${tries} tr${tries === 1 ? "y" : "ies"}${times}`;
  return element("li", {}, element("strong", {}, element("bdi", {}, nameOf(person))), facts, element("div", { class: "soft" }, message));
}

function mistakeItem({ exercise, message, count, people: who }) {
  const more = count > who.length ? ` and ${count - who.length} more` : "";
  const learners = element("div", { class: "soft" }, who.map(nameOf).join(", ") + more);
  return element("li", {}, element("strong", {}, `${count} × ${exercise}: `), message, learners);
}

function guessTable({ text, options }) {
  const most = Math.max(1, ...options.map(([, count]) => count));
  return element("table", { class: "wide" }, element("caption", {}, text), element("tbody", {}, ...options.map(([option, count]) => {
    const fill = element("div", { class: "fill-passed" });
    fill.style.width = `${(100 * count) / most}%`;
    const bar = element("div", { class: "track", "aria-hidden": "true" }, fill);
    return element("tr", {}, element("th", { scope: "row" }, option), element("td", { class: "number" }, String(count)), element("td", { class: "chart" }, bar));
  })));
}

function drawGrid() {
  part("grid-title").textContent = `Grid of lesson ${spoken(summary.lesson)}`;
  const exercises = summary.counts.map(({ name }) => name);
  show(part("head"), exercises, () => [
    element("th", { scope: "col" }, "Name"),
    ...exercises.map((name) => element("th", { scope: "col" }, breakable(name))),
  ]);
  const everybody = shown().filter((person) => !person.hidden && !person.phone);
  first = Math.max(0, Math.min(first, everybody.length - 1));
  const visible = everybody.slice(first, first + ROWS);
  patch(part("rows"), visible, exercises);
  const several = everybody.length > ROWS;
  part("more").textContent = several ? `Rows ${first + 1} to ${first + visible.length} of ${everybody.length}` : "";
  part("earlier").hidden = part("later").hidden = !several;
  part("earlier").disabled = first === 0;
  part("later").disabled = first + ROWS >= everybody.length;
}

/** Bring the rows of the grid up to date, keeping those that have not changed and the focus. */
function patch(body, visible, exercises) {
  const there = new Map([...body.children].map((row) => [Number(row.dataset.person), row]));
  const keep = new Set(visible.map(({ id }) => id));
  for (const [id, row] of there) if (!keep.has(id)) row.remove();
  visible.forEach((person, index) => {
    const key = JSON.stringify([person, rows.get(person.id), exercises]);
    let row = there.get(person.id);
    let focused = -1;
    if (!row || row.dataset.shown !== key) {
      const made = gridRow(person, exercises);
      made.dataset.shown = key;
      focused = row ? [...row.cells].indexOf(document.activeElement) : -1;
      row?.replaceWith(made);
      row = made;
    }
    if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
    if (focused >= 0) {
      row.cells[focused].setAttribute("tabindex", "0");
      row.cells[focused].focus();
    }
  });
  if (!body.querySelector("[tabindex='0']")) body.querySelector("td")?.setAttribute("tabindex", "0");
}

function gridRow(person, exercises) {
  const cells = rows.get(person.id) ?? [];
  const state = person.here ? "" : " (away)";
  const name = element("th", { scope: "row", class: person.here ? null : "away" }, element("bdi", {}, person.name));
  if (state) name.append(element("span", { class: "hidden-words" }, state));
  return element("tr", { "data-person": person.id }, name, ...exercises.map((exercise, index) => {
    const cell = cells[index];
    if (!cell) return element("td", { tabindex: "-1" }, element("span", { class: "hidden-words" }, "not begun"));
    const [kind, tries, hints, percent, graded] = cell;
    const marked = graded !== undefined;
    const words = [WORDS[kind], kind && `${tries} tr${tries === 1 ? "y" : "ies"}`, hints ? `${hints} hint${hints === 1 ? "" : "s"}` : "", kind === "tried" && percent ? `${percent}% of the points` : "", marked ? `graded: ${graded}% of the points` : ""];
    const text = `${exercise}: ${words.filter(Boolean).join(", ")}`;
    const sign = element("span", { "aria-hidden": "true" }, (SIGNS[kind] ?? "") + (kind === "tried" ? ` ${tries}` : ""));
    if (marked) sign.append(element("span", { class: "graded" }, graded === 100 ? " ◆" : ` ◇${graded}`));
    return element("td", { class: kind || null, title: text, tabindex: "-1" }, sign, element("span", { class: "hidden-words" }, text));
  }));
}

function drawPeople() {
  if (part("list").contains(document.activeElement) && document.activeElement.tagName !== "BUTTON") return; // somebody is typing
  const wanted = part("find").value.trim().toLocaleLowerCase();
  const everybody = shown();
  const found = everybody.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const visible = found.slice(0, ROWS);
  part("found").textContent = `${found.length} of ${everybody.length} learners${found.length > ROWS ? `, the first ${ROWS} are shown` : ""}`;
  const focus = document.activeElement?.dataset.what;
  show(part("names"), everybody.map(({ name }) => name), () => everybody.map(({ name }) => element("option", { value: name })));
  show(part("list"), [visible, confirming], () => visible.map(personRow));
  if (focus) part("list").querySelector(`[data-what="${focus}"]`)?.focus();
}

function personRow(person) {
  const { id, name } = person;
  const input = element("input", { value: name, maxlength: "40", "aria-label": `New name of ${name}`, "data-what": `name ${id}` });
  const into = element("input", { list: "names", placeholder: "merge into …", "aria-label": `Merge ${name} into`, "data-what": `into ${id}` });
  const button = (what, text, does) =>
    element("button", { type: "button", "aria-label": `${text}: ${name}`, "data-what": `${what} ${id}`, onclick: does }, text);
  const rename = () => order({ type: "rename", person: id, name: input.value });
  input.addEventListener("keydown", (event) => event.key === "Enter" && rename().then(() => input.blur()));
  const merge = () => {
    const target = shown().find((other) => other.id !== id && other.name === into.value);
    return order({ type: "merge", person: id, into: target?.id ?? id });
  };
  const remove = confirming === id
    ? [
        button("sure", "Delete everything of this learner", () => { confirming = null; return order({ type: "remove", person: id }); }),
        button("keep", "Keep", () => { confirming = null; drawPeople(); }),
      ]
    : [button("remove", "Remove", () => { confirming = id; drawPeople(); part("list").querySelector(`[data-what="keep ${id}"]`).focus(); })];
  const facts = [
    person.phone ? "votes on a phone" : "",
    person.here ? "here" : "away",
    person.hidden ? "hidden" : "",
    person.waiting ? `${person.waiting} results on the way` : "",
    person.unknown ? `${person.unknown} results of exercises that this course does not have: is the learner's version another one?` : "",
  ];
  return element(
    "tr", {}, element("th", { scope: "row" }, element("bdi", {}, name)), element("td", {}, facts.filter(Boolean).join(", ")),
    element("td", {}, input, button("rename", "Rename", rename), into, button("merge", "Merge", merge),
      button("hide", person.hidden ? "Show" : "Hide", () => order({ type: "hide", person: id, hidden: !person.hidden })), ...remove),
  );
}

// ---- what the teacher does

const tabs = [...document.querySelectorAll("[data-tab]")];
function open(name) {
  for (const tab of tabs) {
    const chosen = tab.dataset.tab === name;
    if (chosen) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
    part(tab.dataset.tab).hidden = !chosen;
  }
  if (summary) draw();
}
for (const tab of tabs) tab.addEventListener("click", () => { location.hash = `show-${tab.dataset.tab}`; });
const fromAddress = () => open(tabs.find((tab) => `#show-${tab.dataset.tab}` === location.hash)?.dataset.tab ?? "now");
addEventListener("hashchange", fromAddress);

part("lock").addEventListener("click", () => order({ type: "lock", locked: !summary.locked }));
part("renew").addEventListener("click", () => order({ type: "new_code" }));
part("lesson").addEventListener("change", (event) => order({ type: "choose", lesson: event.target.value || null }));
part("set-due").addEventListener("click", () => setDue(order, summary.lesson, false));
part("no-due").addEventListener("click", () => setDue(order, summary.lesson, true));
part("start-clock").addEventListener("click", () => startClock(order, summary));
part("pause-clock").addEventListener("click", () => order({ type: "pause_clock", paused: summary.clock.running }));
part("next-part").addEventListener("click", () => order({ type: "go_to_part", part: summary.clock.part + 1 }));
part("stop-clock").addEventListener("click", () => order({ type: "stop_clock" }).then(() => part("start-clock").focus()));
for (const button of document.querySelectorAll("[data-shift]"))
  button.addEventListener("click", () => order({ type: "shift_clock", minutes: Number(button.dataset.shift) }));
part("send").addEventListener("click", () => sendToAll(order));
part("ask-own").addEventListener("click", () => askOwn(order));
part("find").addEventListener("input", drawPeople);
part("earlier").addEventListener("click", () => { first -= ROWS; drawGrid(); });
part("later").addEventListener("click", () => { first += ROWS; drawGrid(); });

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
part("rows").addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const cell = event.target.closest("td");
  if (!step || !cell) return;
  const row = part("rows").children[cell.parentElement.sectionRowIndex + step[0]];
  const next = row?.cells[cell.cellIndex + step[1]];
  if (next?.tagName !== "TD") return;
  event.preventDefault();
  cell.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
});

fromAddress();
await poll(look, part("lost"));
