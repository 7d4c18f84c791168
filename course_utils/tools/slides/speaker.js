// Starts the slides, and opens the speaker's window with the key s: notes, the next slide, and a clock.
"use strict";

const deck = window.Reveal;

deck.initialize({
  width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 4, center: false, hash: true, slideNumber: "c/t",
  transition: "none", backgroundTransition: "none", controls: false,
});

let speaker = null;
let began = null;

function show() {
  if (!speaker || speaker.closed) return;
  const page = speaker.document;
  const slide = deck.getCurrentSlide();
  const next = deck.getSlides()[deck.getState().indexh + 1];
  page.getElementById("now").textContent = title(slide);
  page.getElementById("next").textContent = next ? title(next) : "the end";
  tick();
  page.getElementById("notes").innerHTML = slide.querySelector("aside.notes").innerHTML || "<p>No notes for this slide.</p>";
}

function title(slide) {
  const heading = slide.querySelector("h1, h2, h3, .where").textContent;
  return `${heading} (${slide.classList[0]})`;
}

function tick() {
  if (!speaker || speaker.closed) return;
  const seconds = Math.floor((Date.now() - began) / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const until = deck.getCurrentSlide().dataset.until;
  const plan = until ? `, and this section ends at ${until}:00` : "";
  speaker.document.getElementById("clock").textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}${plan}`;
}

function move(event) {
  if (["ArrowRight", "PageDown", " "].includes(event.key)) deck.next();
  if (["ArrowLeft", "PageUp"].includes(event.key)) deck.prev();
}

function openSpeaker() {
  speaker = window.open("", "speaker", "width=900,height=650");
  if (!speaker) {
    window.alert("The browser has blocked the speaker's window. Allow pop-ups for this file, and press s again.");
    return;
  }
  began = began ?? Date.now();
  speaker.document.documentElement.lang = "en";
  speaker.document.title = "Speaker's notes";
  speaker.document.body.innerHTML = `<style>body { font: 22px/1.5 system-ui, sans-serif; margin: 24px; max-width: 50em; }
    #clock { font-size: 34px; } .small { color: #595959; font-size: 18px; } #notes { white-space: pre-line; }</style>
    <p id="clock"></p><p id="now" class="small"></p><div id="notes"></div>
    <p class="small">Next: <span id="next"></span></p>`;
  speaker.document.addEventListener("keydown", move);
  show();
}

deck.addKeyBinding({ keyCode: 83, key: "S", description: "Open the speaker's window" }, openSpeaker);
deck.on("slidechanged", show);
window.setInterval(tick, 1000);
