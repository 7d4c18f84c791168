// The page on which a phone votes: it joins with the code once, and asks every three seconds which question is open.
import { element, lettered, pollTable, show } from "./page.js";

const part = (id) => document.getElementById(id);
const PAUSE = 3000;
const SAID = {
  discuss: "The first vote is closed. Discuss, then vote again.",
  closed: "The voting is closed.",
  shown: "These are the votes of the class.",
  decided: "The runs in the notebooks have decided.",
};
let token = remembered();
let tag = "";
let failures = 0;

function remembered(value) {
  try {
    if (value !== undefined) localStorage.setItem("class-token", value);
    return localStorage.getItem("class-token") ?? "";
  } catch {
    return value ?? ""; // a browser that keeps nothing: a reload then asks for the code again
  }
}

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const request = { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(8000) };
  const answer = await fetch(path, request);
  return { status: answer.status, said: await answer.json() };
}

function refuse(text) {
  part("refusal").textContent = text;
  part("refusal").hidden = !text;
}

async function look() {
  if (token) {
    try {
      const { status, said } = await ask("news", { have: tag });
      failures = 0;
      if (status === 401) token = remembered("");
      else if (status === 200) take(said);
    } catch (error) {
      failures += 1;
      console.warn(error);
    }
  }
  part("lost").hidden = failures < 2;
  part("enter").hidden = token !== "";
  part("inside").hidden = token === "";
  setTimeout(look, PAUSE * (0.8 + 0.4 * Math.random()));
}

function take(said) {
  part("who").textContent = `You are in the class ${said.class_name} as ${said.name}.`;
  tag = said.tag;
  if (said.news) draw(said.news.poll);
}

function draw(poll) {
  const round = { first: 1, second: 2 }[poll?.step];
  const key = poll && [poll.id, poll.step, poll.counts, poll.decided, round ? null : poll.chosen];
  show(part("question"), key, () => {
    if (!poll) return [element("p", {}, "No question is open. This page shows the next one by itself.")];
    return [round ? choices(poll, round) : pollTable(poll)];
  });
  if (!poll) {
    part("said").textContent = "";
    return;
  }
  const own = poll.chosen === null ? "" : ` Your answer is ${lettered(poll.options[poll.chosen], poll.chosen)}.`;
  const open = poll.chosen === null ? "Choose an option." : "You can change it until the vote is closed.";
  part("said").textContent = round ? `${round === 2 ? "Vote again." : ""}${own} ${open}`.trim() : `${SAID[poll.step]}${own}`;
  for (const input of part("question").querySelectorAll("input")) input.checked = Number(input.value) === poll.chosen;
}

function choices(poll, round) {
  const buttons = poll.options.map((option, number) => {
    const input = element("input", { type: "radio", name: "option", value: number, onchange: () => vote(poll, round, number) });
    return element("label", { class: "choice" }, input, element("span", {}, lettered(option, number)));
  });
  return element("fieldset", {}, element("legend", {}, poll.text), ...buttons);
}

async function vote(poll, round, option) {
  refuse("");
  try {
    const { status, said } = await ask("vote", { poll: poll.id, round, option });
    if (status === 200) take(said);
    else refuse(said.error);
  } catch (error) {
    console.warn(error);
    refuse("The class does not answer, so your answer was not counted. Choose it again.");
  }
}

async function join() {
  refuse("");
  try {
    const { status, said } = await ask("join", { code: part("code").value, name: part("name").value, phone: true });
    if (status !== 200) refuse(said.error);
    else {
      token = remembered(said.token);
      part("enter").hidden = true;
      part("inside").hidden = false;
      const first = await ask("news", { have: "" });
      if (first.status === 200) take(first.said);
    }
  } catch (error) {
    console.warn(error);
    refuse("The class does not answer. Is this device in the same network?");
  }
}

async function leave() {
  refuse("");
  try {
    const { status, said } = await ask("leave", { forget: true });
    if (status !== 200 && status !== 401) refuse(said.error);
    else {
      token = remembered("");
      tag = "";
      part("enter").hidden = false;
      part("inside").hidden = true;
      part("code").focus();
    }
  } catch (error) {
    console.warn(error);
    refuse("The class does not answer, so nothing was deleted. Try again.");
  }
}

part("leave").addEventListener("click", leave);
part("code").value = location.hash.slice(1).replace(/[^0-9A-Za-z-]/g, "").slice(0, 24);
part("join").addEventListener("click", join);
part("name").addEventListener("keydown", (event) => event.key === "Enter" && join());
await look();
