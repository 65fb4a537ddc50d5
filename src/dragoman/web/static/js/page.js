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

function enhance(root) {
  for (const [selector, name] of SCRIPTS) {
    if (!root.matches(selector) && !root.querySelector(selector)) continue;
    // Beside us, and so under the version that our own address has: never stale out of a cache.
    import(`./${name}.js`)
      .then((script) => script.enhance(root))
      // One that fails leaves the page as it was, and the others at work.
      .catch((error) => console.error(`${name}.js:`, error));
  }
}

/** Bring in the sheet of what scripts put into a page: after the base, before what pages add. */
function sheet() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("../css/scripts.css", import.meta.url);
  const base = document.querySelector('link[href*="/css/base.css"]');
  if (base) base.after(link);
  else document.head.append(link);
}

sheet();
document.addEventListener("dragoman:shown", (event) => enhance(event.target));
enhance(document.documentElement);
