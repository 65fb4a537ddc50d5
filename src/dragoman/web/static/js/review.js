// Review without waiting: the next statement is loaded before it is asked for, and shown as soon as
// a decision is sent. If the server does not take the decision, the form comes back as it was left.
//
//   <div data-sheet="id" data-next="/review/...">   the statement, and the address of the one that follows
//   <form data-review>                              its form; buttons are named "decision"
//   <div data-status>                               where it is told what became of a decision
//   <input data-offers="/review/speakers">          names are offered for what is typed
//
// Without this script the form is sent like any other, and the answer is the next page.

import { debounced, follow, make, own } from "./make.js";

const DECIDED_AT_ONCE = { accept: "accepted", correct: "corrected", reject: "rejected" };

/** Pages that have been loaded before they are needed, by their address. */
const ready = new Map();

/** Decisions that the server did not take: what is told of each, and how to open its form again. */
const failures = [];

/** How many decisions are on their way. */
let underWay = 0;

function sheetIn(page) {
  return page.querySelector("[data-sheet]");
}

function load(address) {
  if (!ready.has(address)) {
    const page = fetch(address, { headers: { Accept: "text/html" } })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
      .then((html) => new DOMParser().parseFromString(html, "text/html"));
    page.catch(() => ready.delete(address));
    ready.set(address, page);
  }
  return ready.get(address);
}

function prefetch() {
  const next = own(sheetIn(document)?.dataset.next);
  if (next) load(next.href);
}

/** Put another page's content in the place of this one's. */
function show(main, title, address) {
  const old = document.getElementById("main");
  old.replaceWith(main);
  document.title = title;
  if (address) history.pushState(null, "", address);
  main.dispatchEvent(new CustomEvent("dragoman:shown", { bubbles: true }));
  mount();
  showFailures();
  scrollTo(0, 0);
  const heading = main.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

function tell(...words) {
  const line = document.querySelector("[data-status]");
  line?.classList.remove("failed");
  line?.replaceChildren(...words);
  return line;
}

/** Keep what failed in sight, whatever is decided next, until somebody opens it again. */
function fail(words, again) {
  failures.push({ words, again });
  tell();
  showFailures();
}

function showFailures() {
  const line = document.querySelector("[data-status]");
  document.querySelector("[data-failed]")?.remove();
  if (!failures.length || !line) return;
  const list = make("ul", { "data-failed": true, class: "wrong", role: "alert" });
  for (const failure of failures) {
    const button = make("button", { type: "button", class: "plain" }, "Open it again as it was left");
    button.addEventListener("click", () => {
      failures.splice(failures.indexOf(failure), 1);
      failure.again();
    });
    list.append(make("li", {}, `Not decided: ${failure.words} `, button));
  }
  line.after(list);
}

function undo(done, here) {
  const form = make("form", { class: "inline", method: "post", action: document.querySelector("[data-withdraw]").dataset.withdraw });
  form.append(make("input", { type: "hidden", name: "csrf", value: csrf() }), make("input", { type: "hidden", name: "next", value: here }));
  for (const id of done.split(",")) form.append(make("input", { type: "hidden", name: "id", value: id }));
  form.append(make("button", { class: "plain", type: "submit", "data-key": "u", "data-key-words": "undo the last decision" }, "Undo"));
  return form;
}

function csrf() {
  return document.querySelector("form[data-review] [name=csrf]")?.value ?? document.querySelector("[name=csrf]")?.value ?? "";
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  // keepalive: who leaves the page at once has decided all the same.
  const answer = await fetch(form.action, {
    method: "POST", body, headers: { Accept: "application/json" }, keepalive: true,
  });
  if (answer.ok && answer.headers.get("content-type")?.startsWith("application/json")) return { told: await answer.json() };
  const html = await answer.text();
  return { page: new DOMParser().parseFromString(html, "text/html"), status: answer.status };
}

/** Send a decision, and show the next statement meanwhile if it is there. */
async function decide(form, button) {
  const sheet = form.closest("[data-sheet]");
  const next = own(sheet.dataset.next);
  const [left, title, here] = [document.getElementById("main"), document.title, location.href];
  const fast = button.value in DECIDED_AT_ONCE && next && ready.has(next.href);
  const sent = send(form, button);
  sent.catch(() => {});
  let isShown = false;
  if (fast) {
    try {
      const page = await ready.get(next.href);
      show(document.importNode(page.getElementById("main"), true), page.title, next.href);
      tell(`${DECIDED_AT_ONCE[button.value]}: being saved …`);
      isShown = true;
    } catch {
      // The next page did not come; the answer will show it.
    }
  }
  const back = () => show(left, title, here);
  try {
    const { told, page } = await sent;
    ready.clear();
    if (told && !isShown) {
      follow(told.next);
    } else if (told) {
      tell(make("span", {}, told.note), " ", undo(told.done, `/review/${sheet.dataset.sheet}`));
      prefetch();
    } else if (page && sheetIn(page) && !isShown) {
      show(document.importNode(page.getElementById("main"), true), page.title);
    } else if (page && sheetIn(page)) {
      const main = document.importNode(page.getElementById("main"), true);
      const told = [...main.querySelectorAll(".problems li, .conflict h2")].map((one) => one.textContent.trim());
      fail(told.join("; ") || "the server did not take it.", () => show(main, page.title, here));
    } else {
      const problem = page?.querySelector(".lead")?.textContent.trim() || "The server did not take the decision.";
      if (isShown) fail(problem, back);
      else tell(problem)?.classList.add("failed");
    }
  } catch {
    const problem = "The server cannot be reached; the decision is not saved.";
    if (isShown) fail(problem, back);
    else tell(problem)?.classList.add("failed");
  }
}

function submitted(event) {
  const form = event.target.closest("form[data-review]");
  const button = event.submitter;
  if (!form || !button || button.name !== "decision" || button.value === "look") return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "true";
  underWay += 1;
  decide(form, button).finally(() => {
    underWay -= 1;
    delete form.dataset.sent;
  });
}

/** Offer names for what is typed, those that the form has already and those that the server knows. */
function offer(field) {
  const list = field.list;
  const first = [...list.children];
  field.addEventListener(
    "input",
    debounced(150, async () => {
      const asked = field.value.trim();
      if (asked.length < 2) return list.replaceChildren(...first);
      const answer = await fetch(`${field.dataset.offers}?q=${encodeURIComponent(asked)}`);
      if (!answer.ok || field.value.trim() !== asked) return undefined;
      const names = await answer.json();
      return list.replaceChildren(...names.map(({ name, note }) => make("option", { value: name, label: note })));
    }),
  );
}

/** What keys.js leaves to fields: Escape goes from a field back to the page, so that keys work again. */
function leave(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const field = event.target.closest?.("form[data-review] :is(input, select), [data-article]");
  if (!field) return;
  field.blur();
  document.querySelector(".sheet h1")?.focus({ preventScroll: true });
}

function mount() {
  for (const field of document.querySelectorAll("input[data-offers]:not([data-mounted])")) {
    field.dataset.mounted = "true";
    offer(field);
  }
  const article = document.querySelector("[data-article]");
  const content = article?.querySelector("[data-here]");
  if (content) {
    const above = content.getBoundingClientRect().top - article.getBoundingClientRect().top;
    article.scrollTop += above - article.clientHeight / 3;
  }
  prefetch();
}

document.addEventListener("submit", submitted);
document.addEventListener("keydown", leave);
addEventListener("popstate", () => location.reload());
addEventListener("beforeunload", (event) => {
  if (underWay || failures.length) event.preventDefault();
});
mount();
