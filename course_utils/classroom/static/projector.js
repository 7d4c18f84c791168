// The projector page: counts and how to join. The server sends it no name.
import { countRows, inWords, news, poll, pollState, pollTable, show, spoken } from "./page.js";

const part = (id) => document.getElementById(id);
let have = "";

async function look() {
  const state = await news(`projector/changes?have=${have}`);
  if (!state) return;
  have = state.have;
  const open = state.code !== "";
  const words = state.hub ? "" : `"${state.address}", "${state.code}", "your name"`;
  part("lines").textContent = open ? `from course_utils.classroom import join\njoin(${words})` : "The door of this class is closed.";
  if (part("code").textContent !== state.code) {
    part("code").textContent = state.code;
    part("code").className = state.code.length > 6 ? "code large" : "code huge"; // with a fingerprint it is long
    part("qr").src = `projector/qr.svg?${have}`;
  }
  part("code").parentElement.hidden = part("qr").hidden = !open || state.hub;
  part("present").textContent = `${state.here} of ${state.joined} here`;
  part("clock").hidden = !state.clock;
  if (state.clock) {
    const { section, left, running } = state.clock;
    show(part("clock-part"), section, () => [section || "The plan of the lesson is over."]);
    part("clock-left").textContent = section ? `· ${inWords(left)} left${running ? "" : ", paused"}` : "";
  }
  part("lesson").textContent = `Lesson ${spoken(state.lesson)}`;
  part("progress").hidden = Boolean(state.poll);
  part("poll").hidden = !state.poll;
  if (state.poll) {
    show(part("polled"), state.poll, () => [pollTable(state.poll)]);
    show(part("poll-state"), pollState(state.poll), () => [pollState(state.poll)]);
    part("how-to-vote").hidden = state.poll.step !== "first" && state.poll.step !== "second";
    part("or-vote").hidden = state.hub;
    part("vote-page").textContent = `${state.scheme}://${state.address}/vote`;
  }
  show(part("counts"), [state.counts, state.joined], () => countRows(state.counts, state.joined));
}

await poll(look, part("lost"));
