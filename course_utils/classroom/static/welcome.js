// Puts the address of this page, and the code that follows # in it, into the lines to copy.
const code = location.hash.slice(1).replace(/[^0-9A-Za-z-]/g, "").slice(0, 24);
const address = location.port === "8765" ? location.hostname : location.host;
document.getElementById("lines").textContent =
  `from course_utils.classroom import join\njoin("${address}", "${code || "CODE"}", "your name")`;
document.getElementById("vote").href = `vote#${code}`;
