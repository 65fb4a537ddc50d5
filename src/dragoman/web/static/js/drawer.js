// A drawer beside the table: a link with data-drawer shows the <main> of its page there, and the table stays
// where it is. Without this script, and with a middle click, the link is a link.
//
// Which drawer is open stands in the address (#open:/positions/RU/ceasefire), so that Back, a reload and a
// copied address all give what is seen.

import { fetchPage, make, own } from "./make.js";

const PREFIX = "#open:";

let panel = null; // the drawer, when it is open
let shown = null; // the address that it shows
let asked = null; // what is being fetched
let isListening = false;

function wanted() {
  if (!location.hash.startsWith(PREFIX)) return null;
  return own(decodeURIComponent(location.hash.slice(PREFIX.length)));
}

function openers() {
  return [...document.querySelectorAll("a[data-drawer]")];
}

function markOpener() {
  for (const link of openers()) {
    if (shown && link.href === shown) link.setAttribute("aria-current", "true");
    else if (link.getAttribute("aria-current") === "true") link.removeAttribute("aria-current");
  }
}

function goTo(hash) {
  history.pushState(null, "", location.pathname + location.search + hash);
  follow();
}

function close() {
  if (panel) goTo("");
}

function remove() {
  const opener = openers().find((link) => link.href === shown);
  const hadFocus = panel.contains(document.activeElement) || document.activeElement === document.body;
  panel.remove();
  panel = shown = null;
  document.documentElement.removeAttribute("data-drawer-open");
  markOpener();
  if (hadFocus) opener?.focus();
}

function head(address, title) {
  const page = make("a", { href: address.href }, "Open as a page");
  const button = make("button", { type: "button", class: "plain", "aria-keyshortcuts": "Escape" }, "Close");
  button.addEventListener("click", close);
  return make(
    "header",
    { class: "drawer-head" },
    make("span", { class: "vh", id: "drawer-title" }, title),
    page,
    button,
  );
}

/** Put the main part of a fetched page into the drawer. */
function fill(address, fetched) {
  const content = document.importNode(fetched.querySelector("main"), true);
  const inner = make("div", { class: "drawer-content" });
  inner.append(...content.childNodes);
  if (!panel) {
    panel = make("aside", { class: "drawer", role: "dialog", "aria-labelledby": "drawer-title" });
    document.body.append(panel);
    document.documentElement.setAttribute("data-drawer-open", "");
  }
  panel.replaceChildren(head(address, fetched.title), inner);
  panel.scrollTop = 0;
  shown = address.href;
  markOpener();
  inner.dispatchEvent(new CustomEvent("dragoman:shown", { bubbles: true }));
  const heading = inner.querySelector("h1, h2") ?? inner;
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}

async function fetchInto(address) {
  asked?.abort();
  asked = new AbortController();
  try {
    const fetched = await fetchPage(address, asked.signal);
    if (!fetched.querySelector("main")) throw new Error(`${address}: has no main`);
    fill(address, fetched);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

/** Make the page show what its address says. */
function follow() {
  const address = wanted();
  if (address && address.href !== shown) fetchInto(address);
  if (!address) {
    asked?.abort();
    if (panel) remove();
  }
}

function clicked(event) {
  const link = event.target.closest?.("a[data-drawer]");
  const address = own(link?.href);
  if (!address || event.defaultPrevented || event.button || link.target) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (address.href === shown) close();
  else goTo(PREFIX + encodeURI(address.pathname + address.search));
}

function pressed(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  close();
}

export function enhance() {
  markOpener();
  if (isListening) return;
  isListening = true;
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  addEventListener("popstate", follow);
  follow();
}
