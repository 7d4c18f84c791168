// The part of the teacher's page that shows where the class should be in the plan of the lesson.
import { element, inWords, show, spoken } from "./page.js";

const part = (id) => document.getElementById(id);
const classOf = (route, planned) => (route ? `${route} minutes, with less to do` : `${planned} minutes: the whole plan`);

/** Draw the clock, or what it takes to start it. */
export function drawClock({ clock, routes, planned, past_rule: rule, lesson, joined }) {
  part("clock-on").hidden = !clock;
  part("clock-off").hidden = Boolean(clock) || !routes.length;
  show(part("route"), [lesson, routes], () => routes.map((route) => element("option", { value: String(route) }, classOf(route, planned))));
  if (!clock) return;
  const { parts, part: number, section, ask, left, minute, total, running, skip, route } = clock;
  const other = clock.lesson === lesson ? "" : `, lesson ${spoken(clock.lesson)}`;
  part("clock-where").textContent = `Minute ${minute} of ${total}${other}${running ? "" : ". The clock is paused."}`;
  show(part("clock-part"), section, () => [section || "The plan is over."]);
  part("clock-ask").hidden = !ask;
  part("clock-ask").textContent = `Ask: ${ask}`;
  part("clock-facts").hidden = !section;
  part("clock-facts").textContent = section ? `${inWords(left)} left for this part. ${parts[number].past} of ${joined} learners are past it.` : "";
  const next = parts[number + 1];
  part("clock-next").textContent = next ? `Next, from minute ${next.begin}: ${next.section}` : "";
  part("next-part").disabled = !section;
  part("next-part").textContent = next || !section ? "Next part" : "End of the plan";
  part("pause-clock").textContent = running ? "Pause" : "Go on";
  show(part("clock-skip"), [route, skip], () => (skip.length ? [
    element("p", {}, `What to skip in ${route} minutes:`), element("ul", {}, ...skip.map((text) => element("li", {}, text))),
  ] : []));
  show(part("clock-plan"), [parts, number], () => parts.map((each, index) => planRow(each, index === number)));
  part("past-rule").textContent = rule;
}

function planRow({ section, begin, past }, now) {
  const name = now ? element("strong", {}, `▶ ${section}`) : section;
  return element(
    "tr", { "aria-current": now ? "step" : null }, element("td", { class: "number" }, String(begin)),
    element("th", { scope: "row" }, name), element("td", { class: "number" }, String(past)),
  );
}

/** Start the clock of the lesson that the page shows, for a class of the chosen length. */
export async function startClock(order, { lesson }) {
  if (await order({ type: "start_clock", lesson, route: Number(part("route").value) })) part("next-part").focus();
}
