// Who stands with whom, beside a table of the same: <figure data-network data-source="network-data"> and a
// JSON block
//
//   {"nodes": [{"id", "kind": "party|actor|concept", "name", "mark", "hue", "href", "told"}],
//    "edges": [{"source", "target", "weight", "stance": "support|oppose|conditional|mixed", "told", "href"}]}
//
// With concepts it has two columns, without them camps. A row of the table with data-node="id" lights up
// its node while it is pointed at or has the focus; so do data-source-node and data-target-node for a tie.

import { colour, hue, onRecolour, sans } from "./colours.js";
import { inCamps, inColumns } from "./layout.js";
import { all, dataOf, follow, isNew, make, vendor } from "./make.js";

const STROKES = { support: "solid", oppose: "dashed", conditional: "dotted", mixed: "dotted" };
const STANCES = [
  ["support", "supports, or agrees"],
  ["oppose", "opposes, or contradicts"],
  ["conditional", "on a condition, or mixed"],
];

// Cytoscape would put a style element into the page, which the page's policy refuses. It does not if there
// is an element of this name; its rule stands in scripts.css.
const THEIR_SHEET = "__________cytoscape_stylesheet";

const LETTER = 6.4; // pixels that a letter of a label takes, about
const LONGEST = 180; // of a label, before it is cut with an ellipsis

/** What a node takes up with its label. */
function sizeOf({ mark, name }) {
  return mark ? [38, 38] : [Math.min(LONGEST, name.length * LETTER) + 8, 32];
}

function places({ nodes, edges }, { width, height }) {
  const others = nodes.filter(({ kind }) => kind !== "concept");
  const ids = others.map(({ id }) => id);
  if (others.length === nodes.length)
    return inCamps(ids, edges, { width, height, sizes: others.map(sizeOf) });
  const concepts = nodes.filter(({ kind }) => kind === "concept").map(({ id }) => id);
  const left = others.every(({ mark }) => mark) ? 26 : Math.min(LONGEST, width * 0.27);
  return inColumns([ids, concepts], edges, {
    width,
    height,
    widths: [left, Math.min(LONGEST, width * 0.36) + 16],
  });
}

function elements({ nodes, edges }) {
  const heaviest = Math.max(...edges.map(({ weight }) => weight));
  const hues = new Map(nodes.map((node) => [node.id, node.hue]));
  return [
    ...nodes.map((node) => ({
      group: "nodes",
      data: {
        ...node,
        look: node.kind === "concept" ? "concept" : node.mark ? "marked" : "plain",
        ink: hue(node.hue),
        // A longer mark is set smaller, or it would run over the ring.
        size: node.mark?.length > 3 ? 9.5 : 12,
      },
    })),
    ...edges.map((edge, index) => ({
      group: "edges",
      data: {
        ...edge,
        id: `edge ${index}`,
        // A tie between two parties has no party's colour.
        ink:
          hues.get(edge.source) && hues.get(edge.target)
            ? colour("soft")
            : hue(hues.get(edge.source) ?? hues.get(edge.target)),
        width: 1 + 5 * Math.sqrt(edge.weight / heaviest),
        stroke: STROKES[edge.stance] ?? "solid",
      },
    })),
  ];
}

function sheet(hasConcepts, width) {
  const cut = (share) => ({ "text-wrap": "ellipsis", "text-max-width": Math.min(LONGEST, width * share) });
  const beside = hasConcepts
    ? { ...cut(0.25), "text-valign": "center", "text-halign": "left", "text-margin-x": -5 }
    : { ...cut(1), "text-valign": "bottom", "text-margin-y": 3 };
  return [
    {
      selector: "node",
      style: {
        color: colour("ink"),
        "font-family": sans(),
        "font-size": 12,
        label: "data(name)",
        "overlay-opacity": 0,
        "text-background-color": colour("paper"),
        "text-background-opacity": 0.85,
        "text-background-padding": 1,
        "background-color": colour("paper"),
        "z-index-compare": "manual",
        "z-index": 2,
      },
    },
    {
      selector: "node[look = 'marked']",
      style: {
        width: 30,
        height: 30,
        "border-width": 2,
        "border-color": "data(ink)",
        label: "data(mark)",
        color: "data(ink)",
        "font-size": "data(size)",
        "font-weight": 700,
        "text-valign": "center",
        "text-halign": "center",
        "text-background-opacity": 0,
      },
    },
    {
      selector: "node[look = 'plain']",
      style: { width: 9, height: 9, "background-color": "data(ink)", ...beside },
    },
    {
      selector: "node[look = 'concept']",
      style: {
        ...cut(0.35),
        shape: "rectangle",
        width: 6,
        height: 6,
        "background-color": colour("soft"),
        "text-valign": "center",
        "text-halign": "right",
        "text-margin-x": 5,
      },
    },
    {
      selector: "edge",
      style: {
        width: "data(width)",
        "line-color": "data(ink)",
        "line-style": "data(stroke)",
        "line-dash-pattern": [7, 4],
        "curve-style": "straight",
        opacity: 0.55,
        "overlay-opacity": 0,
        "z-index-compare": "manual",
        "z-index": 1,
      },
    },
    { selector: "edge[stroke = 'dotted']", style: { "line-style": "dashed", "line-dash-pattern": [2, 5] } },
    { selector: ".faded", style: { opacity: 0.12 } },
    { selector: "edge.lit", style: { opacity: 1 } },
  ];
}

function spoken(element) {
  if (element.data("told")) return element.data("told");
  const ties = element.connectedEdges().length;
  return `${element.data("name")}: ${ties} ${ties === 1 ? "tie" : "ties"}`;
}

function light(picture, element) {
  const kept = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
  picture.batch(() => {
    picture.elements().removeClass("lit").addClass("faded");
    kept.removeClass("faded").addClass("lit");
  });
}

function keyOf(data) {
  const used = new Set(data.edges.map(({ stance }) => (stance === "mixed" ? "conditional" : stance)));
  return STANCES.filter(([stance]) => used.has(stance)).map(([stance, words]) =>
    make("li", {}, make("span", { class: `stroke ${STROKES[stance]}`, "aria-hidden": "true" }), ` ${words}`),
  );
}

/** Light up what a row of the table is about. */
function bindRows(picture, point, leave) {
  for (const row of document.querySelectorAll("[data-node], [data-source-node]")) {
    const { node, sourceNode, targetNode } = row.dataset;
    const meant = node
      ? picture.getElementById(node)
      : picture
          .edges()
          .filter((edge) => edge.data("source") === sourceNode && edge.data("target") === targetNode);
    if (!meant.length) continue;
    for (const event of ["mouseenter", "focusin"]) row.addEventListener(event, () => point(meant[0]));
    for (const event of ["mouseleave", "focusout"]) row.addEventListener(event, leave);
  }
}

async function mount(figure) {
  const data = dataOf(figure, figure.dataset.source);
  if (!data.edges.length) return;
  if (!document.getElementById(THEIR_SHEET)) document.head.append(make("meta", { id: THEIR_SHEET }));
  const { cytoscape } = await vendor("cytoscape.js", import.meta);
  const caption = figure.querySelector("figcaption")?.textContent.trim() ?? "";
  const box = make("div", {
    class: "picture",
    role: "img",
    "aria-label": caption || "The ties of the table.",
    "aria-details": figure.dataset.table,
  });
  const under = make(
    "div",
    { class: "under" },
    make("ul", { class: "key" }, ...keyOf(data)),
    make("p", { class: "readout", "aria-hidden": "true" }),
  );
  const readout = under.lastChild;
  // A page may give the figure a height; else it is as high as its nodes need.
  const given = figure.clientHeight;
  figure.append(box, under);
  figure.style.height = "auto";
  const room = () => ({
    width: box.clientWidth,
    height: Math.max(given - under.offsetHeight - 8, Math.min(640, 180 + data.nodes.length * 14)),
  });
  const picture = cytoscape({
    container: box,
    elements: elements(data),
    style: sheet(hasConcepts(data), box.clientWidth),
    layout: { name: "preset" },
    userZoomingEnabled: false,
    userPanningEnabled: false,
    boxSelectionEnabled: false,
    autoungrabify: true,
    autounselectify: true,
  });
  const place = () => {
    const { at, height } = places(data, room());
    box.style.height = `${height}px`;
    picture.resize();
    picture.nodes().positions((node) => at.get(node.id()));
    picture.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  };
  const point = (element) => {
    light(picture, element);
    readout.textContent = spoken(element);
    box.classList.toggle("opens", Boolean(element.data("href")));
  };
  const leave = () => {
    picture.elements().removeClass("lit faded");
    readout.textContent = "";
    box.classList.remove("opens");
  };
  place();
  picture.on("mouseover", "node, edge", ({ target }) => point(target));
  picture.on("mouseout", "node, edge", leave);
  picture.on("tap", "node, edge", ({ target }) => follow(target.data("href")));
  bindRows(picture, point, leave);
  let width = box.clientWidth;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    place();
  }).observe(box);
  onRecolour(() => {
    picture.batch(() =>
      elements(data).forEach((element) =>
        picture.getElementById(element.data.id).data("ink", element.data.ink),
      ),
    );
    picture.style(sheet(hasConcepts(data), box.clientWidth));
  });
}

function hasConcepts({ nodes }) {
  return nodes.some(({ kind }) => kind === "concept");
}

export async function enhance(root) {
  await Promise.all(
    all(root, "figure[data-network]")
      .filter((figure) => isNew(figure, "network"))
      .map(mount),
  );
}
