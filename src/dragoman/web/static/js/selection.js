// Marking words of an article on the review page, with the mouse or with keys.
//
//   <article data-article="review-form"><span data-start="0">Text as given</span> ... </article>
//   <form id="review-form">
//     <fieldset data-spans="content" data-many>
//       <p data-span><input type="number" name="content_start" value="12"><input type="number" name="content_end" value="30"></p>
//       <button type="button" data-take hidden>Take the selected words</button>
//     </fieldset>
//
// Offsets count Unicode code points of the document, as everywhere in the record; JavaScript counts UTF-16
// units, of which an emoji has two. A run (data-start) holds text of the document unchanged; what stands
// between runs, or in [data-aside] within one, is not text of the document.
//
// Without this script the numbers can be typed. With it they are hidden and their words are shown.

import { all, isNew, make } from "./make.js";

const BOTH = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** Count the code points of a text. */
export function codePoints(text) {
  return text.length - (text.match(BOTH)?.length ?? 0);
}

/** Give the index in UTF-16 units of the n-th code point of a text; its length if there are fewer. */
export function unitsBefore(text, count) {
  let at = 0;
  for (let seen = 0; seen < count && at < text.length; seen += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** The text nodes of a run, without what is set aside. */
function textsOf(run) {
  const walker = document.createTreeWalker(run, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches("[data-aside]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

/** The runs of an article: where each begins and ends in the document, and its text nodes. */
export function runsOf(article) {
  return [...article.querySelectorAll("[data-start]")].map((element) => {
    const texts = textsOf(element);
    const start = Number(element.dataset.start);
    const length = texts.reduce((sum, text) => sum + codePoints(text.data), 0);
    return { element, texts, start, end: start + length };
  });
}

function isBefore(node, offset, otherNode, otherOffset) {
  const [one, other] = [document.createRange(), document.createRange()];
  one.setStart(node, offset);
  other.setStart(otherNode, otherOffset);
  return one.compareBoundaryPoints(Range.START_TO_START, other) < 0;
}

/**
 * Give the offset in the document of a point in the page. A point between runs belongs to the run
 * after it, or with `toEnd` to the one before it; null if there is none.
 */
export function offsetAt(runs, node, offset, toEnd = false) {
  let last = null;
  for (const run of runs) {
    let passed = run.start;
    for (const text of run.texts) {
      if (text === node) return passed + codePoints(text.data.slice(0, offset));
      if (!isBefore(text, 0, node, offset)) return toEnd ? last : passed;
      passed += codePoints(text.data);
      last = passed;
    }
  }
  return toEnd ? last : null;
}

/** Give the point in the page of an offset: the text node and the index in it. */
export function pointAt(runs, offset, toEnd = false) {
  const run = runs.find(
    ({ start, end }) => (toEnd ? start < offset : start <= offset) && (toEnd ? offset <= end : offset < end),
  );
  if (!run) return null;
  let left = offset - run.start;
  for (const text of run.texts) {
    const length = codePoints(text.data);
    if (left < length || (toEnd && left === length)) return [text, unitsBefore(text.data, left)];
    left -= length;
  }
  return null;
}

/** Give the range of a span, or null if the article does not show it. */
export function rangeOf(runs, start, end) {
  const [from, to] = [pointAt(runs, start), pointAt(runs, end, true)];
  if (!from || !to || end <= start) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

/** Give the words of a span as the document has them, with … where a run was left out. */
export function wordsOf(runs, start, end) {
  let [words, at] = ["", start];
  for (const run of runs) {
    const [from, to] = [Math.max(start, run.start), Math.min(end, run.end)];
    if (from >= to) continue;
    const text = run.texts.map((node) => node.data).join("");
    words +=
      (from > at + 1 ? " … " : "") + // a line end of two characters is no gap
      text.slice(unitsBefore(text, from - run.start), unitsBefore(text, to - run.start));
    at = to;
  }
  return words;
}

/** Give the span that is selected, without space at its ends; null if nothing of the article is. */
export function selectedSpan(article, runs) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(article)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(article);
  const isStartIn = range.compareBoundaryPoints(Range.START_TO_START, whole) > 0;
  const isEndIn = range.compareBoundaryPoints(Range.END_TO_END, whole) < 0;
  let start = isStartIn ? offsetAt(runs, range.startContainer, range.startOffset) : runs[0]?.start;
  let end = isEndIn ? offsetAt(runs, range.endContainer, range.endOffset, true) : runs.at(-1)?.end;
  if (start === null || end === null || start === undefined || end <= start) return null;
  const words = wordsOf(runs, start, end);
  start += codePoints(words) - codePoints(words.trimStart());
  end -= codePoints(words) - codePoints(words.trimEnd());
  return end > start ? { start, end } : null;
}

// ---------------------------------------------------------------------------------------------------
// Keys: arrows move a caret through the focused article, with shift they select; ] and [ take a word more
// and a word less.

const MOVES = {
  ArrowRight: ["right", "character"],
  ArrowLeft: ["left", "character"],
  ArrowDown: ["forward", "line"],
  ArrowUp: ["backward", "line"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
};

function startCaret(article, runs) {
  const selection = getSelection();
  if (selection.rangeCount && article.contains(selection.focusNode)) return;
  const near = article.querySelector("[data-here]") ?? article.querySelector(":target");
  const run =
    runs.find(({ element }) => near && (near.contains(element) || element.contains(near))) ?? runs[0];
  if (run?.texts.length) selection.collapse(run.texts[0], 0);
}

function moved(event, article, runs) {
  if (event.altKey || event.metaKey || event.target !== article) return;
  const extending = { "]": "forward", "[": "backward" }[event.key];
  const [direction, by] = MOVES[event.key] ?? [extending, "word"];
  if (!direction) return;
  event.preventDefault();
  startCaret(article, runs);
  const selection = getSelection();
  const [node, offset] = [selection.focusNode, selection.focusOffset];
  const step = by === "character" && event.ctrlKey ? "word" : by;
  selection.modify(event.shiftKey || extending ? "extend" : "move", direction, step);
  // The caret stays in the article.
  if (!article.contains(selection.focusNode)) {
    if (event.shiftKey || extending) selection.extend(node, offset);
    else selection.collapse(node, offset);
  }
  selection.focusNode.parentElement?.scrollIntoView({ block: "nearest" });
}

/** Show where the caret is, which browsers do only where text can be changed. */
function showCaret(article, caret) {
  const selection = getSelection();
  const isHere =
    document.activeElement === article && selection.rangeCount && article.contains(selection.focusNode);
  caret.hidden = !isHere;
  if (!isHere) return;
  const point = document.createRange();
  point.setStart(selection.focusNode, selection.focusOffset);
  const [spot] = point.getClientRects();
  if (!spot) {
    caret.hidden = true;
    return;
  }
  const origin = article.getBoundingClientRect();
  caret.style.left = `${spot.left - origin.left + article.scrollLeft}px`;
  caret.style.top = `${spot.top - origin.top + article.scrollTop}px`;
  caret.style.height = `${spot.height}px`;
}

// ---------------------------------------------------------------------------------------------------
// The form: spans taken, shown by their words, and lit up in the article.

function spansOf(fieldset) {
  return [...fieldset.querySelectorAll("[data-span]")].map((line) => {
    const [start, end] = [...line.querySelectorAll("input")].map((field) =>
      field.value === "" ? null : Number(field.value),
    );
    return { line, start, end };
  });
}

function dress(line, runs, changed) {
  line.querySelector("output, button")?.parentElement.classList.add("taken");
  const [start, end] = [...line.querySelectorAll("input")];
  for (const field of [start, end]) field.type = "hidden";
  for (const label of line.querySelectorAll("label")) label.hidden = true;
  const words = make("q", { dir: "auto" }, wordsOf(runs, Number(start.value), Number(end.value)));
  const remove = make("button", { type: "button", class: "plain" }, "Remove");
  remove.addEventListener("click", () => {
    const fieldset = line.closest("[data-spans]");
    line.remove();
    changed();
    fieldset.querySelector("button")?.focus();
  });
  line.append(words, " ", remove);
}

function take(fieldset, span, runs, changed) {
  const name = fieldset.dataset.spans;
  const isMany = fieldset.hasAttribute("data-many");
  const kept = spansOf(fieldset).filter(
    ({ start, end }) => isMany && start !== null && (end <= span.start || span.end <= start),
  );
  for (const { line } of spansOf(fieldset)) if (!kept.some((other) => other.line === line)) line.remove();
  const line = make(
    "p",
    { "data-span": true },
    make("input", { name: `${name}_start`, value: span.start }),
    make("input", { name: `${name}_end`, value: span.end }),
  );
  const after = kept.find(({ start }) => start > span.start)?.line ?? fieldset.querySelector("[data-take]");
  after.before(line);
  dress(line, runs, changed);
  changed();
}

function lightUp(form, runs) {
  if (!CSS.highlights) return;
  for (const fieldset of form.querySelectorAll("[data-spans]")) {
    const ranges = spansOf(fieldset)
      .filter(({ start }) => start !== null)
      .map(({ start, end }) => rangeOf(runs, start, end))
      .filter(Boolean);
    CSS.highlights.set(`taken-${fieldset.dataset.spans}`, new Highlight(...ranges));
  }
}

function mount(article) {
  const form = document.getElementById(article.dataset.article);
  const runs = runsOf(article);
  if (!form || !runs.length) return;
  const changed = () => lightUp(form, runs);
  const caret = make("span", { class: "caret", "aria-hidden": "true", hidden: true });
  article.after(caret);
  article.prepend(caret);
  article.tabIndex = 0;
  article.addEventListener("keydown", (event) => moved(event, article, runs));
  for (const event of ["selectionchange", "focusin", "focusout"]) {
    document.addEventListener(event, () => showCaret(article, caret));
  }
  for (const fieldset of form.querySelectorAll("[data-spans]")) {
    for (const { line, start } of spansOf(fieldset)) {
      if (start === null) line.remove();
      else dress(line, runs, changed);
    }
    const button = fieldset.querySelector("[data-take]");
    button.hidden = false;
    // Pressing the button must not take the selection away.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const span = selectedSpan(article, runs);
      if (span) take(fieldset, span, runs, changed);
      else article.focus();
    });
  }
  changed();
}

export function enhance(root) {
  for (const article of all(root, "[data-article]")) {
    if (isNew(article, "selection")) mount(article);
  }
}
