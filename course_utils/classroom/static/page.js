// What the teacher's page and the projector page have in common.

/** Return a new element; texts become text nodes, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Replace an element's children only if what they show has changed, so that nothing is announced or loses the focus. */
export function show(target, key, children) {
  const text = JSON.stringify(key);
  if (target.dataset.shown === text) return;
  target.dataset.shown = text;
  target.replaceChildren(...children());
}

/** Like `show`, for parts in which somebody may be typing: text, focus and what was opened stay. */
export function showKeeping(target, key, children) {
  const before = new Map([...target.querySelectorAll("[data-what]")].map((each) => [each.dataset.what, each]));
  const active = target.contains(document.activeElement) ? document.activeElement.dataset.what : null;
  show(target, key, children);
  for (const each of target.querySelectorAll("[data-what]")) {
    const old = before.get(each.dataset.what);
    if (!old || old === each) continue;
    if (each.tagName === "TEXTAREA") each.value = old.value;
    if (each.tagName === "DETAILS") each.open = old.open;
    if (each.dataset.what === active) each.focus();
  }
}

/** Return the rows of the table that says how many have passed and tried each exercise. */
export function countRows(counts, joined) {
  return counts.map(({ name, passed, tried }) => {
    const bar = element("div", { class: "track", "aria-hidden": "true" });
    for (const [kind, count] of [["passed", passed], ["tried", tried]]) {
      const part = element("div", { class: `fill-${kind}` });
      part.style.width = `${joined ? (100 * count) / joined : 0}%`;
      bar.append(part);
    }
    return element(
      "tr", {},
      element("th", { scope: "row" }, breakable(name)),
      element("td", { class: "number" }, String(passed)),
      element("td", { class: "number" }, String(tried)),
      element("td", { class: "chart" }, bar),
    );
  });
}

/** Return the name of an exercise, which may be broken after an underscore. */
export const breakable = (name) => name.replaceAll("_", "_\u200b");

/** Return the name of a lesson as people say it: "02 sequential mlp". */
export const spoken = (lesson) => lesson.replaceAll("_", " ");

/** Return a number of minutes with its unit. */
export const inWords = (number) => `${number} minute${number === 1 ? "" : "s"}`;

const LETTERS = "ABCDEFGHIJKL";

/** Return an option with its letter. */
export const lettered = (option, number) => `${LETTERS[number]}: ${option}`;

/** Return what a poll shows to everybody: the question with its options, and their votes once the server tells them. */
export function pollTable({ text, options, counts, decided }) {
  const columns = counts.length > 1 ? ["First vote", "Second vote"] : counts.length ? ["Votes"] : [];
  const most = Math.max(1, ...counts.flat());
  const heads = [...columns, ...(decided.length ? ["Runs"] : [])];
  const head = heads.length
    ? [element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Option"), ...heads.map((name) => element("th", { scope: "col" }, name))))]
    : [];
  const rows = options.map((option, number) => {
    const cells = counts.map((votes) => {
      const fill = element("div", { class: "fill-passed" });
      fill.style.width = `${(100 * votes[number]) / most}%`;
      return element("td", {}, String(votes[number]), element("div", { class: "track", "aria-hidden": "true" }, fill));
    });
    if (decided.length) {
      const said = decided[number] > 0 && decided[number] === Math.max(...decided);
      cells.push(element("td", { class: said ? "passed" : null }, `${said ? "✔ " : ""}${decided[number]}`));
    }
    return element("tr", {}, element("th", { scope: "row" }, lettered(option, number)), ...cells);
  });
  return element("table", { class: "wide polled" }, element("caption", {}, text), ...head, element("tbody", {}, ...rows));
}

const STATES = {
  first: "Voting is open.", second: "The second vote is open.", discuss: "The first vote is closed: discuss.",
  closed: "The voting is closed.", shown: "These are the votes.", decided: "The runs in the notebooks have decided.", ended: "This poll has ended.",
};

/** Return the step of a poll in words, with the number of votes and nothing about what they say. */
export function pollState({ step, votes, rounds, counts, changed, runs, question }) {
  const answers = `${votes} ${votes === 1 ? "learner has" : "learners have"} answered.`;
  const others = rounds > 1 && counts.length ? ` ${changed} changed the answer.` : "";
  const ran = question && step === "shown" ? ` The runs of ${runs} ${runs === 1 ? "learner has" : "learners have"} decided so far.` : "";
  return `${STATES[step]} ${answers}${others}${ran}`;
}

/** Call `ask` again and again: every second, more slowly while nobody looks or nothing answers. */
export function poll(ask, lost) {
  let failures = 0;
  const once = async () => {
    try {
      await ask();
      failures = 0;
    } catch (error) {
      failures += 1;
      console.warn(error);
    }
    lost.hidden = failures < 3;
    setTimeout(once, document.hidden || failures ? 3000 : 1000);
  };
  return once();
}

/** Return what the server has to say, or null where nothing is new. */
export async function news(path) {
  const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(8000) });
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}
