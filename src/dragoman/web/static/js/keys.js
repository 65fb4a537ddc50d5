// Keys for those who read all day. Every one of them does what a link, a button or the Tab key does too.
//
//   [data-step]         what j and k go through; the present one has data-here and the focus
//   [data-open]         the link in a step that Enter opens (else its first link); on the step itself, an address
//   [data-edit]         the same for e: in the present step, or else on the page
//   [data-find]         the field that / goes to
//   [data-key="a"]      any button, link or field may have a key of its own; its words stand in the list
//   [data-keys]         a button that shows the list; without one, one is put into the foot

import { follow, make } from "./make.js";

const STORED = "dragoman.keys";
const CLICKED = "button, a, summary, label, input[type=radio], input[type=checkbox], input[type=submit]";

function areOn() {
  return localStorage.getItem(STORED) !== "off";
}

function isTyping(target) {
  const field = target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false])");
  if (!field) return false;
  return !field.matches(
    "input:is([type=checkbox], [type=radio], [type=range], [type=button], [type=submit])",
  );
}

function isShown(element) {
  return element.getClientRects().length > 0;
}

/** The part of the page that the keys work on: an open drawer that has the focus, or all of it. */
function place() {
  return document.activeElement?.closest(".drawer") ?? document.getElementById("main") ?? document.body;
}

function steps() {
  return [...place().querySelectorAll("[data-step]")].filter(isShown);
}

function present() {
  const focused = document.activeElement?.closest("[data-step]");
  if (focused) return focused;
  const marked = place().querySelector("[data-step][data-here]");
  if (marked) return marked;
  const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  return (named && named.closest("[data-step]")) || null;
}

function markPresent(step) {
  for (const other of document.querySelectorAll("[data-step][data-here]")) {
    if (other !== step) other.removeAttribute("data-here");
  }
  step.setAttribute("data-here", "");
}

function stepBy(distance) {
  const among = steps();
  if (!among.length) return;
  const at = among.indexOf(present());
  const to = at < 0 ? (distance > 0 ? 0 : among.length - 1) : at + distance;
  const step = among[Math.max(0, Math.min(among.length - 1, to))];
  if (step.tabIndex < 0 && !step.hasAttribute("tabindex")) step.setAttribute("tabindex", "-1");
  markPresent(step);
  step.focus({ preventScroll: true });
  step.scrollIntoView({ block: "nearest" });
}

/** Go where an element leads: to the address that its attribute holds, or as if it were clicked. */
function enter(element, attribute) {
  const address = element?.getAttribute(attribute);
  if (address) follow(address);
  else element?.click();
  return Boolean(element);
}

function within(step, attribute) {
  return step?.getAttribute(attribute) ? step : step?.querySelector(`[${attribute}]`);
}

function edit() {
  return enter(
    within(present(), "data-edit") ?? place().querySelector("[data-edit]:not([data-step])"),
    "data-edit",
  );
}

function find() {
  const field = document.querySelector("[data-find]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

/** Open the present step, if the focus is on the step and not on a link or button in it. */
function open(event) {
  const step = event.target.closest?.("[data-step]");
  if (!step || step !== event.target || step.matches("a, button, summary")) return false;
  return enter(within(step, "data-open") ?? step.querySelector("a[href]"), "data-open");
}

function pressOwn(key) {
  const asked = `[data-key="${CSS.escape(key)}"]`;
  const keyed = [...place().querySelectorAll(asked), ...document.querySelectorAll(asked)].find(isShown);
  if (!keyed || keyed.disabled) return false;
  keyed.focus();
  if (keyed.matches(CLICKED)) keyed.click();
  return true;
}

const KEYS = [
  ["j", "the next one", () => (stepBy(1), true), "[data-step]"],
  ["k", "the one before", () => (stepBy(-1), true), "[data-step]"],
  ["Enter", "open it", open, "[data-step]"],
  ["e", "edit it", edit, "[data-edit]"],
  ["/", "search", find, "[data-find]"],
  ["?", "show these keys", () => (show(), true), "body"],
];

function words(element) {
  return (element.dataset.keyWords || element.getAttribute("aria-label") || element.textContent).trim();
}

function rows() {
  const shared = KEYS.filter(([, , , where]) => document.querySelector(where));
  const owned = [...document.querySelectorAll("[data-key]")].filter(isShown);
  return [
    ...shared.map(([key, told]) => [key, told]),
    ...owned.map((element) => [element.dataset.key, words(element)]),
    ...(document.querySelector(".drawer") ? [["Esc", "close the drawer"]] : []),
  ];
}

function show() {
  const title = make("h2", { id: "keys-title" }, "Keys");
  const list = make("dl", {});
  for (const [key, told] of rows()) {
    list.append(make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, told)));
  }
  const on = make("input", { type: "checkbox" });
  on.checked = areOn();
  on.addEventListener("change", () => localStorage.setItem(STORED, on.checked ? "on" : "off"));
  const close = make("button", { type: "submit", autofocus: true }, "Close");
  const form = make("form", { method: "dialog" }, make("label", {}, on, " Single keys are on"), close);
  const dialog = make("dialog", { class: "keys", "aria-labelledby": "keys-title" }, title, list, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]") || !areOn()) return;
  const own = event.key.length === 1 && pressOwn(event.key);
  const shared = KEYS.find(([key]) => key === event.key);
  if (own || shared?.[2](event)) event.preventDefault();
}

let isListening = false;

export function enhance() {
  if (isListening) return;
  isListening = true;
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", (event) => {
    const step = event.target.closest?.("[data-step]");
    if (step) markPresent(step);
  });
  let button = document.querySelector("[data-keys]");
  if (!button) {
    button = make("button", { type: "button", class: "plain", "data-keys": true }, "Keys");
    document.querySelector("footer")?.append(button);
  }
  button.hidden = false;
  button.addEventListener("click", show);
}
