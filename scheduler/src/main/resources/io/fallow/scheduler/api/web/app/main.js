// Starts the console: sees who is signed in, then shows the page of the address.
import { h, render } from "view";
import { session } from "./session.js";
import { Shell } from "./shell.js";
import { ready } from "./time.js";

const place = document.getElementById("app");

async function start() {
  const [who] = await Promise.all([session.start(), ready]);
  place.replaceChildren();
  render(h(Shell, { who }), place);
}

start().catch((failure) => {
  const sentence = document.createElement("p");
  sentence.className = "panel";
  sentence.setAttribute("role", "alert");
  sentence.textContent = `The console could not start: ${failure.message} Load the page again.`;
  place.replaceChildren(sentence);
});
