// The part of the teacher's page where polls are opened, led from step to step, and ended.
import { element, pollState, pollTable, show } from "./page.js";

const part = (id) => document.getElementById(id);
const NEXT = {
  discuss: "Close the vote and discuss", second: "Open the second vote", closed: "Close the vote", shown: "Show the votes",
  decided: "Show what the runs said", ended: "End this poll",
};

/** Draw the poll that goes on, the questions of the lesson and the earlier polls; `order` tells the server. */
export function drawPolls({ poll, questions, earlier, lesson, addresses, hub }, order) {
  part("or-vote").hidden = hub;
  part("vote-page").textContent = `http://${addresses[0] ?? "no network"}/vote`;
  const quiet = !poll || poll.step === "shown" || poll.step === "decided";
  show(part("going"), poll, () => [poll ? pollTable(poll) : element("p", { class: "soft" }, "No question is open.")]);
  show(part("going-state"), poll && pollState(poll), () => [poll ? pollState(poll) : ""]);
  show(part("going-buttons"), poll && [poll.id, poll.step], () => (poll ? buttons(poll, order) : []));
  show(part("asked"), [questions, quiet], () => (questions.length ? questions.map((each) => questionItem(each, lesson, quiet, order)) : [
    element("li", { class: "soft" }, "The notebook of this lesson asks no question, or it is not on this computer."),
  ]));
  part("ask-own").disabled = !quiet;
  show(part("earlier-polls"), earlier, () => (earlier.length ? earlier.map(pollTable) : [element("p", { class: "soft" }, "There are none yet.")]));
}

function buttons(poll, order) {
  const go = async (to) => {
    await order({ type: "step", poll: poll.id, seen: poll.step, to });
    part("going-buttons").querySelector("button")?.focus();
  };
  const made = [element("button", { type: "button", onclick: () => go(poll.following) }, NEXT[poll.following])];
  if (poll.following !== "ended") made.push(" ", element("button", { type: "button", onclick: () => go("ended") }, "End this poll now"));
  return made;
}

function questionItem({ key, text, guessed, ran }, lesson, quiet, order) {
  const facts = [guessed ? `${guessed} guessed already` : "", ran ? `the runs of ${ran} have decided already` : ""].filter(Boolean).join(", ");
  const ask = () => order({ type: "ask", rounds: rounds(), lesson, question: key });
  const button = element("button", { type: "button", disabled: !quiet, "aria-label": `Ask the class: ${text}`, onclick: ask }, "Ask the class");
  return element("li", {}, text, " ", element("span", { class: "soft" }, facts), element("div", {}, button));
}

const rounds = () => (part("discuss").checked ? 2 : 1);

/** Ask the question that the teacher has typed. */
export async function askOwn(order) {
  const options = part("own-options").value.split("\n");
  if (await order({ type: "ask", rounds: rounds(), text: part("own").value, options })) part("own").value = part("own-options").value = "";
}
