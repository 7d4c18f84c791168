// The part of the teacher's page with what learners have handed in, and when it is due.
import { element, show } from "./page.js";

const part = (id) => document.getElementById(id);
const ROWS = 100; // that are drawn

/** Draw the hand-ins of the lesson; `nameOf` gives the name of a learner. */
export function drawHandins({ handins, ungraded, due, lesson, cannot_grade: cannot, grading_waits: trouble, joined }, nameOf) {
  part("ungraded").hidden = !(cannot && ungraded) && !trouble;
  part("ungraded").textContent = cannot
    ? `Hand-ins are kept, but they are not graded on this computer: ${cannot}. To grade them without a sandbox, start the class with --unsafe.`
    : `Hand-ins are kept, but they are not graded now: ${trouble}. Grading goes on by itself as soon as it can.`;
  if (part("handins").hidden) return;
  show(part("due-now"), [lesson, due], () => [due === null ? "No time is set." : `Due ${new Date(due * 1000).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}.`]);
  const waiting = ungraded ? ` The grader still has ${ungraded} to grade, all lessons counted.` : "";
  show(part("handins-count"), [handins.length, joined, waiting], () => [`${handins.length} of ${joined} learners have handed in this lesson.${waiting}`]);
  const rows = handins.map((each) => ({ ...each, name: nameOf(each.person) })).toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  show(part("handins-list"), rows.slice(0, ROWS), () => rows.slice(0, ROWS).map(handinRow));
}

function handinRow({ name, received, late, number, state, before, points, max_points: most, note }) {
  const result = { waiting: before ? `waiting, ${before} before it` : "next for the grader", failed: `not graded: ${note}`, graded: `◆ ${points} of ${most} points` }[state];
  return element(
    "tr", {}, element("th", { scope: "row" }, element("bdi", {}, name)), element("td", {}, `${received}${late ? ", late" : ""}`),
    element("td", {}, String(number)), element("td", {}, result),
  );
}

/** Set or remove the time when the lesson's hand-ins are due. */
export function setDue(order, lesson, remove) {
  const due = remove || !part("due").value ? null : new Date(part("due").value).getTime() / 1000;
  return order({ type: "due", lesson, due });
}
