// The marks that pictures are made of: signs of stance, symbols and patterns, so that nothing has to be told
// by its colour alone. Paths lie in a box of 10 by 10.

const SVG = "http://www.w3.org/2000/svg";
const DISC = "M5 0A5 5 0 1 1 5 10A5 5 0 1 1 5 0Z";
const RING = "M5 .7A4.3 4.3 0 1 1 5 9.3A4.3 4.3 0 1 1 5 .7Z";

/** The signs of stance, as everywhere: what is filled and what is drawn. */
export const SIGNS = {
  support: { fill: DISC },
  oppose: { line: `${RING}M2 8L8 2` },
  conditional: { fill: "M5 0A5 5 0 0 0 5 10Z", line: RING },
  mixed: { fill: "M0 5A5 5 0 0 0 10 5Z", line: RING },
  silent: { fill: "M5 3.4A1.6 1.6 0 1 1 5 6.6A1.6 1.6 0 1 1 5 3.4Z" },
};

/** Symbols for series that have no stance, told apart by their form. */
export const SYMBOLS = [
  { fill: DISC },
  { fill: "M.6.6H9.4V9.4H.6Z" },
  { fill: "M5 0L10 9H0Z" },
  { fill: "M5 0L10 5L5 10L0 5Z" },
  { line: RING },
  { line: "M1 1H9V9H1Z" },
  { line: "M5 1L9.2 8.6H.8Z" },
  { line: "M1 1L9 9M9 1L1 9" },
];

/** Strokes of lines: none, dashes, dots and so on. */
export const DASHES = [null, [6, 3], [2, 3], [10, 3, 2, 3]];

/** Strokes of a tile of 8 by 8 that a fill is made of; the first is solid. */
const TILES = [
  null,
  (pen) => line(pen, [-2, 10, 10, -2], [-2, 2, 2, -2], [6, 10, 10, 6]),
  (pen) => line(pen, [0, 2, 8, 2], [0, 6, 8, 6]),
  (pen) => line(pen, [-2, -2, 10, 10], [6, -2, 10, 2], [-2, 6, 2, 10]),
  (pen) => line(pen, [2, 0, 2, 8], [6, 0, 6, 8]),
  (pen) => line(pen, [0, 4, 8, 4], [4, 0, 4, 8]),
];

function line(pen, ...strokes) {
  pen.beginPath();
  for (const [x1, y1, x2, y2] of strokes) {
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
  }
  pen.stroke();
}

function tile(number, ink) {
  const stroke = TILES[number % TILES.length];
  if (!stroke) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d");
  pen.strokeStyle = ink;
  pen.lineWidth = 1.6;
  stroke(pen);
  return canvas;
}

/** Make the fill of the n-th series: solid for the first, then patterns in its colour. */
export function pattern(number, ink) {
  const image = tile(number, ink);
  return image ? { image, repeat: "repeat" } : ink;
}

/** Draw a sign or symbol of the given size around a point, for a custom series of ECharts. */
export function drawn({ fill, line: stroke }, [x, y], size, ink, paper, cursor) {
  const box = { x: x - size / 2, y: y - size / 2, width: size, height: size };
  // Without a layout of their own, halves would be stretched to the whole box.
  const at = { x: box.x, y: box.y, scaleX: size / 10, scaleY: size / 10 };
  const parts = [];
  if (stroke) {
    parts.push({ type: "path", shape: { pathData: RING_BACK }, ...at, style: { fill: paper }, cursor });
    parts.push({
      type: "path",
      shape: { pathData: stroke },
      ...at,
      style: { fill: "none", stroke: ink, lineWidth: 1.5 },
      cursor,
    });
  }
  if (fill) parts.push({ type: "path", shape: { pathData: fill }, ...at, style: { fill: ink }, cursor });
  return parts;
}

const RING_BACK = DISC;

function swatchOfMark({ fill, line: stroke }, ink) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "-1 -1 12 12", width: 12, height: 12, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const [path, filled] of [
    [stroke, false],
    [fill, true],
  ]) {
    if (!path) continue;
    const part = document.createElementNS(SVG, "path");
    part.setAttribute("d", path);
    part.setAttribute("fill", filled ? ink : "none");
    if (!filled) part.setAttribute("stroke", ink);
    svg.append(part);
  }
  return svg;
}

function swatchOfPattern(number, ink) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 14;
  canvas.setAttribute("aria-hidden", "true");
  const pen = canvas.getContext("2d");
  const image = tile(number, ink);
  pen.fillStyle = image ? pen.createPattern(image, "repeat") : ink;
  pen.fillRect(0, 0, 14, 14);
  pen.strokeStyle = ink;
  pen.strokeRect(0.5, 0.5, 13, 13);
  return canvas;
}

/** Make what stands before a word in the key of a picture. */
export function swatch(mark, ink) {
  return typeof mark === "number" ? swatchOfPattern(mark, ink) : swatchOfMark(mark, ink);
}
