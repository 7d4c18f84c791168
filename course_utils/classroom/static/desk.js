// The part of the teacher's page with the queue of those who ask for help, and messages to all.
import { element, show, showKeeping } from "./page.js";

const part = (id) => document.getElementById(id);

/** Draw the queue and the messages that were sent; `nameOf` gives the name of a learner, `order` tells the server. */
export function drawDesk({ queue, messages }, nameOf, order) {
  showKeeping(part("queue"), queue.map((each) => [each, nameOf(each.person)]), () =>
    queue.length ? queue.map((each) => helpItem(each, nameOf(each.person), order)) : [element("li", { class: "soft" }, "Nobody is asking for help.")]);
  show(part("said"), messages, () =>
    messages.length ? messages.map(({ text, code, sent }) => element("li", {}, `${sent} `, text, ...snippet(code))) : [element("li", { class: "soft" }, "None yet.")]);
}

const snippet = (code) => (code ? [element("pre", {}, code)] : []);

function helpItem({ id, text, code, state, minutes }, name, order) {
  const what = (kind) => ({ "data-what": `${kind} ${id}` });
  const attend = (to, answer = "") => order({ type: "attend", help: id, state: to, answer });
  const button = (kind, words, does) => element("button", { type: "button", "aria-label": `${words}: ${name}`, ...what(kind), onclick: does }, words);
  const answer = element("textarea", { class: "long", rows: "2", maxlength: "2000", placeholder: "Answer", "aria-label": `Answer to ${name}`, ...what("answer") });
  const taken = state === "taken";
  const facts = `, ${minutes} min${taken ? ", taken" : ""}: `;
  const cell = code ? [element("details", what("cell"), element("summary", {}, "The code"), element("pre", {}, code))] : [];
  return element(
    "li", {}, element("strong", {}, element("bdi", {}, name)), facts, text, ...cell,
    element("div", {}, answer),
    element("div", {}, button("take", taken ? "Back to the queue" : "Take", () => attend(taken ? "waiting" : "taken")), " ",
      button("send", "Send the answer", () => attend("answered", answer.value)), " ", button("close", "Close", () => attend("closed"))),
  );
}

/** Send what the teacher has typed to everybody. */
export async function sendToAll(order) {
  if (await order({ type: "say", text: part("say").value, code: part("say-code").value })) part("say").value = part("say-code").value = "";
}
