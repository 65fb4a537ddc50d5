// A slider over the days on which something changed: it moves the date field of a form, and the named parts
// of the page are replaced by those of the answer. Without this script: a date field and a button.
//
//   <form method="get" action="/positions" data-slider="as_of" data-source="days" data-target="matrix told">
//     <label>as of <input type="date" name="as_of"></label> <button>Show</button>
//   </form>
//   <script type="application/json" id="days">["2025-05-19", "2025-05-20"]</script>

import { all, dataOf, debounced, fetchPage, isNew, make } from "./make.js";

/** Find the last day that is not after `day`; the last one of all if there is no day. */
export function indexOf(days, day) {
  if (!day) return days.length - 1;
  const after = days.findIndex((other) => other > day);
  return after < 0 ? days.length - 1 : Math.max(0, after - 1);
}

function addressOf(form) {
  const address = new URL(form.action);
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  address.search = new URLSearchParams(given);
  return address;
}

let asked = null;

async function replace(form) {
  asked?.abort();
  asked = new AbortController();
  const address = addressOf(form);
  const targets = form.dataset.target.split(" ").map((id) => document.getElementById(id));
  for (const target of targets) target.setAttribute("aria-busy", "true");
  try {
    const fetched = await fetchPage(address, asked.signal);
    for (const target of targets) {
      const fresh = document.importNode(fetched.getElementById(target.id), true);
      target.replaceWith(fresh);
      fresh.dispatchEvent(new CustomEvent("dragoman:shown", { bubbles: true }));
    }
    document.title = fetched.title;
    history.replaceState(history.state, "", address.pathname + address.search + location.hash);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function add(form) {
  const days = dataOf(form, form.dataset.source);
  const field = form.elements[form.dataset.slider];
  if (days.length < 2) return;
  const range = make("input", {
    type: "range",
    min: 0,
    max: days.length - 1,
    step: 1,
    "aria-label": `Day, ${days[0]} to ${days.at(-1)}`,
  });
  const follow = () => {
    range.value = indexOf(days, field.value);
    range.setAttribute("aria-valuetext", days[range.value]);
  };
  const load = debounced(180, () => replace(form));
  range.addEventListener("input", () => {
    field.value = days[range.value];
    range.setAttribute("aria-valuetext", field.value);
    load();
  });
  field.addEventListener("change", () => {
    if (!field.checkValidity()) return; // half typed
    follow();
    load();
  });
  follow();
  field
    .closest("label")
    .after(
      make("span", { class: "slide" }, make("small", {}, days[0]), range, make("small", {}, days.at(-1))),
    );
}

export function enhance(root) {
  for (const form of all(root, "form[data-slider]")) {
    if (isNew(form, "slider")) add(form);
  }
}
