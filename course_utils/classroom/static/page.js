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
