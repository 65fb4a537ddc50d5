// The article page: notes in the margin stand at the line where their statement begins, words and note
// light up together, and selected words get a permanent link.
//
//   <div class="text" data-margin data-link="/documents/ID">
//     <mark data-s="ID" id="s-ID"> ... </mark>          words of a statement
//     <li data-of="s-ID"> ... </li>                     its note, in the .notes of its line
//   <p data-selected hidden><a href>...</a></p>         where the link to selected words is shown
//
// Without this script the notes stand at the top of their paragraph, and a link is written by hand.

import { all, debounced, isNew } from "./make.js";
import { runsOf, selectedSpan, wordsOf } from "./selection.js";

const SHOWN = 60;

/** Where each note wants to stand and how high it is, read all at once. */
function measured(text) {
  const lines = [];
  for (const notes of text.querySelectorAll(".notes")) {
    const line = notes.parentElement;
    if (getComputedStyle(line).display !== "grid") return null;
    const top = notes.getBoundingClientRect().top;
    const items = [...notes.children].map((item) => {
      const mark = document.getElementById(item.dataset.of);
      const spot = mark?.getClientRects()[0];
      return { item, wanted: spot ? spot.top - top : 0, height: item.offsetHeight };
    });
    lines.push(items);
  }
  return lines;
}

function align(text) {
  for (const item of text.querySelectorAll("[data-of]")) item.style.marginTop = "";
  for (const items of measured(text) ?? []) {
    let at = 0;
    for (const { item, wanted, height } of items) {
      const gap = Math.max(0, Math.round(wanted - at));
      if (gap) item.style.marginTop = `${gap}px`;
      at += gap + height;
    }
  }
}

function light(text, id, on) {
  const words = id.slice(2);
  for (const mark of text.querySelectorAll(`[data-s="${CSS.escape(words)}"]`)) mark.classList.toggle("lit", on);
  document.getElementById(`n-${words}`)?.classList.toggle("lit", on);
}

/** Light up the statement under the pointer or the focus, and no other. */
function lightsOf(text) {
  let lit = null;
  return (target) => {
    const note = target.closest?.("[data-of]");
    const mark = target.closest?.("[data-s]");
    const id = note ? note.dataset.of : mark ? `s-${mark.dataset.s}` : null;
    if (id === lit) return;
    if (lit) light(text, lit, false);
    if (id) light(text, id, true);
    lit = id;
  };
}

/** Make the statement that the address names the one from which j and k go on. */
function beginAtAddress(text) {
  const note = text.querySelector(`[data-of="${CSS.escape(location.hash.slice(1))}"]`);
  if (!note) return;
  for (const other of text.querySelectorAll("[data-here]")) other.removeAttribute("data-here");
  note.setAttribute("data-here", "");
}

function linkSelected(text) {
  const place = document.querySelector("[data-selected]");
  if (!place) return;
  const link = place.querySelector("a");
  let runs = null;
  const show = debounced(120, () => {
    if (getSelection().isCollapsed) {
      place.hidden = true;
      return;
    }
    runs ??= runsOf(text);
    const span = selectedSpan(text, runs);
    place.hidden = !span;
    if (!span) return;
    const words = wordsOf(runs, span.start, span.end).replace(/\s+/g, " ").trim();
    link.textContent = words.length > SHOWN ? `${words.slice(0, SHOWN)} …` : words;
    link.href = `${text.dataset.link}?start=${span.start}&end=${span.end}#span`;
  });
  document.addEventListener("selectionchange", show);
}

export function enhance(root) {
  for (const text of all(root, "[data-margin]")) {
    if (!isNew(text, "article")) continue;
    align(text);
    document.fonts?.ready.then(() => align(text));
    addEventListener("resize", debounced(100, () => align(text)));
    const lightUp = lightsOf(text);
    text.addEventListener("pointerover", (event) => lightUp(event.target));
    text.addEventListener("pointerleave", () => lightUp(document.body));
    text.addEventListener("focusin", (event) => lightUp(event.target));
    beginAtAddress(text);
    addEventListener("hashchange", () => beginAtAddress(text));
    const place = document.getElementById("span");
    if (place && !location.hash) place.scrollIntoView({ block: "center" });
    else if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
    if (text.dataset.link) linkSelected(text);
  }
}
