// Copy what is to be pasted, and have it open where the editor wants.
import { say } from "../infographic/strings.js";
import "./receiver.js"; // for the previews

document.body.classList.add("has-script");

const status = document.getElementById("status");
const show = document.getElementById("show");
const height = document.getElementById("height");
const { url, height: usual } = document.body.dataset;
const written = url.replaceAll("&", "&amp;").replaceAll("'", "&#39;"); // as what is to be pasted has it
const following = document.querySelectorAll("[data-follows]");

for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = say("copied");
      button.firstChild.data = say("copied");
    } catch {
      field.focus();
      field.select();
      status.textContent = say("selected");
    }
  });
}

/** Every address of the map and every height in what is to be pasted, and the previews, as chosen. */
function follow() {
  const place = show.value ? "#show=" + encodeURIComponent(show.value) : "";
  const px = height.checkValidity() && height.value ? height.value : usual;
  for (const field of following) {
    field.value = field.defaultValue.replaceAll(`height="${usual}"`, `height="${px}"`);
    field.value = field.value.replaceAll(`"${written}"`, () => `"${written}${place}"`);
  }
  for (const button of document.querySelectorAll("[data-copies]")) button.firstChild.data = say("copy");
  for (const frame of document.querySelectorAll('iframe[src^="index.html"]')) {
    if (frame.getAttribute("src") !== "index.html" + place && !frame.sandbox.length) frame.src = "index.html" + place;
    if (!frame.style.height) frame.height = px;
  }
}

show.addEventListener("change", follow);
height.addEventListener("change", follow);
show.form.addEventListener("submit", (event) => event.preventDefault());
