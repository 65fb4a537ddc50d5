// What makes a page better than its HTML: each script is loaded only where the page has what it works on.
// Nothing here is needed: every page works as links, forms and tables.
//
// A script is a module with `enhance(root)`, which looks for its elements in `root` and leaves alone what
// it has seen before. It runs over the page, and again over what a drawer, a slider brings in.

const SCRIPTS = [
  ["time.local", "times"],
  ["a[data-drawer]", "drawer"],
  ["form[data-slider]", "slider"],
  ["figure[data-chart]", "charts"],
  ["figure[data-network]", "network"],
  ["figure[data-timeline]", "timeline"],
  ["[data-article]", "selection"],
  ["[data-margin]", "article"],
  ["body", "keys"],
];

// The address that we were asked by ends in ?v=...; what we load gets the same, or it would come stale
// out of the browser's cache.
const VERSION = new URL(import.meta.url).search;

function enhance(root) {
  for (const [selector, name] of SCRIPTS) {
    if (!root.matches(selector) && !root.querySelector(selector)) continue;
    import(`./${name}.js${VERSION}`)
      .then((script) => script.enhance(root))
      // One that fails leaves the page as it was, and the others at work.
      .catch((error) => console.error(`${name}.js:`, error));
  }
}

/** Bring in the sheet of what scripts put into a page: after the base, before what pages add. */
function sheet() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`../css/scripts.css${VERSION}`, import.meta.url);
  const base = document.querySelector('link[href*="/css/base.css"]');
  if (base) base.after(link);
  else document.head.append(link);
}

sheet();
document.addEventListener("dragoman:shown", (event) => enhance(event.target));
enhance(document.documentElement);
