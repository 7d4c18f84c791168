import { NO_ANSWER, PATIENCE, followKernel, shareKeys } from "./shared.js";

let groups = 0;

function render({ model, el }) {
  const group = document.createElement("fieldset");
  group.className = "course-radio";
  group.lang = "en";
  const question = document.createElement("legend");
  question.textContent = model.get("question");
  group.append(question);

  let timer = 0;
  const name = `course-radio-${Date.now()}-${groups++}`;
  const buttons = model.get("options").map((text, index) => {
    const label = document.createElement("label");
    const button = document.createElement("input");
    button.type = "radio";
    button.name = name;
    button.addEventListener("change", () => {
      model.set("chosen", index);
      model.save_changes();
      clearTimeout(timer);
      timer = setTimeout(say, PATIENCE, `Your choice is not saved. ${NO_ANSWER}`);
    });
    const words = document.createElement("span");
    words.textContent = text;
    label.append(button, words);
    group.append(label);
    return button;
  });

  const said = document.createElement("p");
  said.setAttribute("role", "status");
  group.append(said);

  shareKeys(group);

  const showChosen = () => {
    buttons.forEach((button, index) => { button.checked = index === model.get("chosen"); });
  };
  const say = (text) => { clearTimeout(timer); said.textContent = text; };
  const showSaid = () => say(model.get("said"));
  model.on("change:chosen", showChosen);
  model.on("change:said", showSaid);
  showChosen();
  showSaid();
  el.append(group);
  followKernel(model, buttons.map((button) => button.parentElement), say);
}

export default { render };
