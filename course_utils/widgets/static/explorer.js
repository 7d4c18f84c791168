import { NO_ANSWER, PATIENCE, followKernel, shareKeys } from "./shared.js";

// What ipywidgets' sliders lack: a name for a screen reader, and a number that it reads as it is shown ("-0.98", not
// "-0.9800000000000004"). The number next to a slider, into which you can type, is no second stop of the Tab key.
function nameControls(box) {
  for (const slider of box.querySelectorAll(".widget-slider")) {
    const name = slider.querySelector(".widget-label").textContent;
    const number = slider.querySelector(".widget-readout");
    const handle = slider.querySelector("[role=slider]");
    handle?.setAttribute("aria-label", name);
    handle?.setAttribute("aria-valuetext", number.textContent);
    number.setAttribute("role", "textbox");
    number.setAttribute("aria-label", `${name}, as a number`);
    number.tabIndex = -1;
  }
}

// Call `late` when a person has changed a control and no new picture has come for a while.
function expectPictures(box, model, late) {
  const state = () => [...box.querySelectorAll(".widget-readout, select, input")]
    .map((control) => control.value ?? control.textContent).join("\n");
  let before = state(), touched = false, timer = 0;
  const expect = () => { clearTimeout(timer); timer = setTimeout(late, PATIENCE); };
  const drawn = () => clearTimeout(timer);
  for (const type of ["pointerdown", "keydown"]) box.addEventListener(type, () => { touched = true; }, true);
  box.addEventListener("click", ({ target }) => {
    if (target.closest(".course-cases button")?.getAttribute("aria-pressed") === "false") expect();
  });
  const changed = () => {
    const now = state();
    if (touched && now !== before) expect();
    before = now;
  };
  box.addEventListener("change", () => setTimeout(changed));       // after the control has looked at its new value
  const numbers = new MutationObserver(changed);                   // next to sliders
  numbers.observe(box, { childList: true, subtree: true });
  model.on("change:drawn", drawn);
  return () => { numbers.disconnect(); drawn(); model.off("change:drawn", drawn); };
}

function lookAfter(box, model, say) {
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", model.get("title"));
  box.lang = "en";
  shareKeys(box);
  const cases = box.querySelector(".course-cases");
  cases?.setAttribute("role", "group");
  cases?.setAttribute("aria-label", "Cases");
  const showCase = () => cases?.querySelectorAll("button").forEach((button) => {
    button.setAttribute("aria-pressed", button.textContent === model.get("case"));
  });
  const complete = () => { nameControls(box); showCase(); };
  model.on("change:case", showCase);
  const late = new MutationObserver(complete);    // controls come one by one, and their numbers change
  late.observe(box, { childList: true, subtree: true });
  complete();
  const expected = () => say(NO_ANSWER);
  const release = expectPictures(box, model, expected);
  followKernel(model, box.querySelectorAll(".course-cases, .course-controls"), say);
  return () => {
    late.disconnect();
    model.off("change:case", showCase);
    release();
  };
}

function render({ model, el }) {
  const image = document.createElement("img");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  el.classList.add("course-picture");
  el.append(image, said);

  let address = null;
  const showPicture = () => {
    const old = address;
    address = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.src = address;
    if (old) URL.revokeObjectURL(old);
  };
  const say = (text) => { said.textContent = text; };
  const showWords = () => {
    image.alt = model.get("alt");
    say(model.get("said"));
  };
  model.on("change:png", showPicture);
  model.on("change:drawn", showWords);
  showPicture();
  showWords();

  let release = null;
  const seen = new ResizeObserver(() => {         // tells us when the notebook has put the picture on the page
    const box = el.closest(".course-explorer");
    if (!box) return;
    seen.disconnect();
    release = lookAfter(box, model, say);
  });
  seen.observe(el);
  return () => {
    seen.disconnect();
    release?.();
    URL.revokeObjectURL(address);
  };
}

export default { render };
