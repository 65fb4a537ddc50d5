// The timeline: a lane for each party, what it said as dots by act, meetings as bars.
// <figure data-timeline data-source="timeline" data-table="..." data-form="filters"> and a JSON block
//
//   {"since": "2025-05-01", "until": "2025-05-31",
//    "lanes": [{"id", "mark", "name", "hue"}],
//    "dots": [{"lane": id, "day", "glyph": "●", "count": 3, "words", "href"}],
//    "meetings": [{"start", "end", "name", "status": "held", "words", "href"}]}
//
// Drawing across some days puts them into the fields since and until of the form and sends it. Without
// a mouse the form does the same.

import { all, dataOf, follow, isNew, make, vendor } from "./make.js";

const DAY = 86_400_000;
const MEETINGS = "meetings";
const LEAST = 6; // pixels below which it was a click

const isoOf = (time) => new Date(time).toISOString().slice(0, 10);
const dayOf = (day) => Date.parse(day.slice(0, 10));

const LATE = 0.86; // from this part of the picture on, names stand before the end of their bars
const LETTER = 7.5; // about how many pixels a letter of a bar's name takes, and what is beside it
const BESIDE = 9;
const LABELS_WIDE = 70;

/** Tell where each bar's name stands: within it, beside it, or in the line below alone, because beside
 * it the name would run into other bars. */
function standing({ meetings }, { start, end }, width) {
  const perPixel = (end - start) / Math.max(1, width - LABELS_WIDE);
  const bars = meetings.map(({ start: first, end: last, name }) => {
    const from = dayOf(first);
    const until = dayOf(last ?? first) + DAY;
    const wide = (name.length * LETTER + BESIDE) * perPixel;
    const over = wide > until - from ? wide : 0;
    // Numbers are few letters, and may be set small: only what is narrower than they are goes.
    const number = /^\d+$/.test(name);
    const narrow = until - from < name.length * LEAST * perPixel;
    return { from, until, over, number, narrow, late: from - start > LATE * (end - start) };
  });
  const meets = (bar, from, until) =>
    bars.some((other) => other !== bar && other.from < until && other.until > from);
  return bars.map((bar) => {
    if (!bar.over || (bar.number && !bar.narrow)) return "within";
    if (bar.number) return "unnamed";
    const [from, until] = bar.late ? [bar.from - bar.over, bar.from] : [bar.until, bar.until + bar.over];
    return meets(bar, from, until) ? "unnamed" : "beside";
  });
}

function items({ dots, meetings }, { start, end }, names) {
  const said = dots.map((dot, index) => ({
    id: `dot ${index}`,
    group: dot.lane,
    type: "point",
    start: dayOf(dot.day) + DAY / 2,
    content: "",
    of: dot,
  }));
  // A meeting lasts until the end of its last day.
  const met = meetings.map((meeting, index) => ({
    id: `meeting ${index}`,
    group: MEETINGS,
    type: "range",
    content: "",
    of: meeting,
    start: dayOf(meeting.start),
    end: dayOf(meeting.end ?? meeting.start) + DAY,
    className: [
      "meeting",
      /^[a-z]+$/.test(meeting.status) ? meeting.status : "",
      // A name beside its bar would be cut at the right edge: there it stands before it.
      dayOf(meeting.start) - start > LATE * (end - start) ? "late" : "",
      names[index],
      /^\d+$/.test(meeting.name) ? "number" : "",
    ].join(" "),
  }));
  return [...said, ...met];
}

function lanesOf({ lanes, meetings }) {
  const rows = lanes.map((lane, order) => ({ id: lane.id, order, content: "", of: lane }));
  const row = { id: MEETINGS, order: -1, content: "", of: { name: "Meetings" } };
  return meetings.length ? [row, ...rows] : rows;
}

function hueClass(hue) {
  return `h${/^\d$/.test(hue ?? "") ? hue : "none"}`;
}

/** The element of an item: made here, so that its words are never read as markup. */
function itemElement(data, item) {
  const { of: told } = item;
  const made = make("span", { class: "opens", title: told.words });
  // What has no room, the line below the picture tells, and the list.
  if (item.group === MEETINGS) made.textContent = item.className.includes("unnamed") ? "\u00a0" : told.name;
  else {
    const lane = data.lanes.find(({ id }) => id === item.group);
    made.classList.add("dot", hueClass(lane.hue));
    made.append(make("span", { class: "glyph" }, told.glyph ?? "●"));
    if (told.count > 1) made.append(make("small", {}, String(told.count)));
  }
  if (!told.href) made.classList.remove("opens");
  return made;
}

function laneElement(group) {
  const { mark, name, hue } = group.of;
  return mark ? make("span", { class: `mark ${hueClass(hue)}`, title: name }, mark) : make("span", {}, name);
}

function spanOf({ since, until, dots, meetings }) {
  const days = [
    ...dots.map(({ day }) => day),
    ...meetings.flatMap(({ start, end }) => [start, end ?? start]),
  ].map(dayOf);
  // Dots stand at the beginning of their week or month, which may be before the first day.
  const drawn = dots.map(({ day }) => dayOf(day));
  const first = since ? Math.min(dayOf(since), ...drawn) : Math.min(...days);
  const last = until ? dayOf(until) : Math.max(...days);
  const margin = Math.max(DAY / 2, (last - first) * 0.01);
  return { start: first - margin, end: last + DAY + margin };
}

/** How the axis is divided: days, weeks from about a month on, else as the library sees fit. */
function axisOf({ start, end }) {
  const days = (end - start) / DAY;
  return days > 130 ? {} : { timeAxis: { scale: days > 24 ? "week" : "day", step: 1 } };
}

const LABELS = {
  minorLabels: { day: "D", week: "D" },
  majorLabels: { day: "MMMM YYYY", week: "MMMM YYYY" },
};

function theirSheet() {
  const address = new URL("../vendor/vis-timeline.css", import.meta.url);
  if (document.querySelector(`link[href="${CSS.escape(address.href)}"]`)) return Promise.resolve();
  const link = make("link", { rel: "stylesheet", href: address.href });
  // First, so that our own sheets have the last word.
  document.head.prepend(link);
  return new Promise((done) => {
    link.addEventListener("load", done);
    link.addEventListener("error", done);
  });
}

/** Let days be chosen by drawing across them. */
function brush(box, timeline, chosen) {
  const centre = box.querySelector(".vis-panel.vis-center");
  const band = make("div", { class: "brush", hidden: true });
  centre.append(band);
  const timeAt = (event) => timeline.getEventProperties(event).time.getTime();
  let from = null;
  const reach = (event) => {
    const left = centre.getBoundingClientRect().left;
    band.style.left = `${Math.min(from.x, event.clientX) - left}px`;
    band.style.width = `${Math.abs(event.clientX - from.x)}px`;
    band.hidden = Math.abs(event.clientX - from.x) < LEAST;
  };
  centre.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    from = { x: event.clientX, time: timeAt(event) };
  });
  addEventListener("pointermove", (event) => from && reach(event));
  addEventListener("pointercancel", () => {
    from = null;
    band.hidden = true;
  });
  addEventListener("pointerup", (event) => {
    if (!from) return;
    const [start, drawnFar] = [from, Math.abs(event.clientX - from.x) >= LEAST];
    from = null;
    if (drawnFar) chosen(...[start.time, timeAt(event)].sort((a, b) => a - b).map(isoOf));
    band.hidden = !drawnFar;
  });
}

function send(form, since, until) {
  form.elements.since.value = since;
  form.elements.until.value = until;
  form.requestSubmit();
}

async function mount(figure) {
  const data = dataOf(figure, figure.dataset.source);
  if (!data.dots.length && !data.meetings.length) return;
  const [{ DataSet, Timeline, moment }] = await Promise.all([
    vendor("vis-timeline.js", import.meta),
    theirSheet(),
  ]);
  const caption = figure.querySelector("figcaption")?.textContent.trim() ?? "";
  const box = make("div", {
    class: "picture timeline",
    role: "img",
    "aria-label": `${caption} The list has the same.`.trim(),
    "aria-details": figure.dataset.table,
  });
  const form = document.getElementById(figure.dataset.form);
  const rest = form ? "Draw across days to keep to them." : "";
  const readout = make("p", { class: "readout", "aria-hidden": "true" }, rest);
  figure.append(box, readout);
  const span = spanOf(data);
  const shown = items(data, span, standing(data, span, figure.clientWidth));
  const byId = new Map(shown.map((item) => [item.id, item.of]));
  const timeline = new Timeline(box, new DataSet(shown), new DataSet(lanesOf(data)), {
    ...axisOf(span),
    format: LABELS,
    moment: (date) => moment(date).utc(),
    template: (item) => itemElement(data, item),
    groupTemplate: laneElement,
    moveable: false,
    zoomable: false,
    selectable: false,
    showCurrentTime: false,
    showTooltips: false,
    orientation: "top",
    margin: { item: { horizontal: 0, vertical: 1 }, axis: 4 },
  });
  // Given as options, start and end would keep the picture hidden for most of a second; and the first
  // drawing fits the window to the items, so this comes after it.
  const settle = () => {
    timeline.off("changed", settle);
    timeline.setWindow(span.start, span.end, { animation: false });
  };
  timeline.on("changed", settle);
  timeline.on("itemover", ({ item }) => {
    readout.textContent = byId.get(item)?.words ?? "";
  });
  timeline.on("itemout", () => {
    readout.textContent = rest;
  });
  timeline.on("click", ({ item }) => item && follow(byId.get(item)?.href));
  if (form) brush(box, timeline, (since, until) => send(form, since, until));
}

export async function enhance(root) {
  await Promise.all(
    all(root, "figure[data-timeline]")
      .filter((figure) => isNew(figure, "timeline"))
      .map(mount),
  );
}
