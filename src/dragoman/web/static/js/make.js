// Making elements and reading the data of a page. Text only ever gets in as text: what articles say can
// never become markup here.

/** Make an element: attributes that are null or false are left out, true is an empty one. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Read the JSON block that a figure or form names: the one beside it if a drawer holds a second one. */
export function dataOf(asker, id) {
  const near = asker.closest("main, .drawer") ?? document;
  const block = near.querySelector(`#${CSS.escape(id)}`) ?? document.getElementById(id);
  return JSON.parse(block.textContent);
}

/** Tell whether `element` has not been seen under `name` before, and remember it. */
export function isNew(element, name) {
  const seen = (element.dataset.enhanced ?? "").split(" ");
  if (seen.includes(name)) return false;
  element.dataset.enhanced = [...seen, name].join(" ").trim();
  return true;
}

/** Find all matches in `root`, itself too. */
export function all(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  return root.matches(selector) ? [root, ...found] : found;
}

/** Give the address if it is one of this site, else null. */
export function own(href) {
  if (!href) return null;
  const address = new URL(href, location.href);
  return address.origin === location.origin ? address : null;
}

/** Go to an address of this site. */
export function follow(href) {
  const address = own(href);
  if (address) location.assign(address);
}

/**
 * Fetch a page of this site as a document. Whatever is not the page itself (an error, a login) is better
 * seen as a page, so it throws; and what is not HTML holds words of articles that are not escaped for it.
 */
export async function fetchPage(address, signal) {
  const answer = await fetch(address, { signal, headers: { accept: "text/html" } });
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  if (!answer.ok || answer.redirected || !isPage) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Load a library of static/vendor, beside the script that asks. */
export function vendor(file, meta) {
  return import(new URL(`../vendor/${file}`, meta.url));
}

/** Wait until `milliseconds` have passed without another call. */
export function debounced(milliseconds, call) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...given), milliseconds);
  };
}
