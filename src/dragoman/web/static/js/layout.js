// Where the nodes of a network stand. It follows from the data alone, without chance: the same record gives
// the same picture.

const ROW = 30;
const ROUNDS = 300;

/** Put every column into an order in which few edges cross: each node near the middle of its neighbours. */
export function ordered(columns, edges) {
  const rank = new Map();
  const note = (column) => column.forEach((id, at) => rank.set(id, (at + 0.5) / column.length));
  columns.forEach(note);
  const near = neighbours(edges);
  const middle = (id) => {
    const among = near.get(id) ?? [];
    const sum = among.reduce((total, [, weight]) => total + weight, 0);
    return sum
      ? among.reduce((total, [other, weight]) => total + rank.get(other) * weight, 0) / sum
      : rank.get(id);
  };
  for (let round = 0; round < 8; round += 1) {
    for (const column of columns) {
      const wanted = new Map(column.map((id) => [id, middle(id)]));
      column.sort((a, b) => wanted.get(a) - wanted.get(b));
      note(column);
    }
  }
  return columns;
}

function neighbours(edges) {
  const near = new Map();
  for (const { source, target, weight } of edges) {
    for (const [one, other] of [
      [source, target],
      [target, source],
    ]) {
      if (!near.has(one)) near.set(one, []);
      near.get(one).push([other, weight]);
    }
  }
  return near;
}

/** Two kinds of nodes, such as speakers and concepts, in two columns; `widths` are of their labels. */
export function inColumns(columns, edges, { width, height, widths }) {
  const tall = Math.max(height, Math.max(...columns.map((column) => column.length)) * ROW + 16);
  const at = new Map();
  ordered(columns, edges).forEach((column, index) => {
    const x = index ? width - widths[1] : widths[0];
    column.forEach((id, row) => at.set(id, { x, y: ((row + 0.5) / column.length) * tall }));
  });
  return { at, height: tall };
}

/**
 * Nodes of one kind: those with heavy ties stand together (Fruchterman and Reingold 1991), beginning
 * on a ring in the order given, so that camps can be seen.
 */
export function inCamps(ids, edges, { width, height, sizes }) {
  const ring = (index) => (index / ids.length) * 2 * Math.PI;
  const at = ids.map((_, index) => [Math.cos(ring(index)), Math.sin(ring(index))]);
  const index = new Map(ids.map((id, number) => [id, number]));
  const heaviest = Math.max(...edges.map(({ weight }) => weight));
  const ties = edges.map(({ source, target, weight }) => [
    index.get(source),
    index.get(target),
    weight / heaviest,
  ]);
  const apart = 1.6 / Math.sqrt(ids.length);
  for (let round = 0; round < ROUNDS; round += 1) move(at, ties, apart, 0.12 * (1 - round / ROUNDS));
  const widest = Math.max(...sizes.map(([wide]) => wide));
  const places = spread(at, { width, height, margin: [widest / 2 + 4, 24] });
  untangle(places, sizes, { width, height });
  return {
    at: new Map(ids.map((id, number) => [id, { x: places[number][0], y: places[number][1] }])),
    height,
  };
}

function move(at, ties, apart, most) {
  const by = at.map(() => [0, 0]);
  const push = (one, other, force) => {
    const [dx, dy] = [at[one][0] - at[other][0], at[one][1] - at[other][1]];
    const distance = Math.max(0.01, Math.hypot(dx, dy));
    const share = force(distance) / distance;
    by[one][0] += dx * share;
    by[one][1] += dy * share;
    by[other][0] -= dx * share;
    by[other][1] -= dy * share;
  };
  for (let one = 0; one < at.length; one += 1) {
    for (let other = 0; other < one; other += 1) push(one, other, (distance) => apart ** 2 / distance);
  }
  for (const [one, other, weight] of ties) push(one, other, (distance) => (-weight * distance ** 2) / apart);
  at.forEach((place, number) => {
    // A pull to the middle keeps what has few ties in sight.
    const [dx, dy] = [by[number][0] - place[0], by[number][1] - place[1]];
    const far = Math.hypot(dx, dy) || 1;
    place[0] += (dx / far) * Math.min(far, most);
    place[1] += (dy / far) * Math.min(far, most);
  });
}

/** Stretch places over the whole of a box. */
function spread(at, { width, height, margin }) {
  const scaled = (axis, length) => {
    const along = at.map((place) => place[axis]);
    const [low, high] = [Math.min(...along), Math.max(...along)];
    return along.map(
      (value) => margin[axis] + ((value - low) / (high - low || 1)) * (length - 2 * margin[axis]),
    );
  };
  const [across, down] = [scaled(0, width), scaled(1, height)];
  return across.map((x, number) => [x, down[number]]);
}

/** Push labels off each other, as far as the box has room: each pair along the shorter way. */
function untangle(at, sizes, { width, height }) {
  const kept = (value, from, to) => Math.max(from, Math.min(to, value));
  for (let round = 0; round < 120; round += 1) {
    for (let one = 0; one < at.length; one += 1) {
      for (let other = 0; other < one; other += 1) {
        const by = [0, 1].map(
          (axis) => (sizes[one][axis] + sizes[other][axis]) / 2 - Math.abs(at[one][axis] - at[other][axis]),
        );
        if (by[0] <= 0 || by[1] <= 0) continue;
        const axis = by[0] < by[1] ? 0 : 1;
        const side = at[one][axis] < at[other][axis] ? -1 : 1;
        at[one][axis] += (side * by[axis]) / 2;
        at[other][axis] -= (side * by[axis]) / 2;
      }
    }
    at.forEach((place, number) => {
      place[0] = kept(place[0], sizes[number][0] / 2, width - sizes[number][0] / 2);
      place[1] = kept(place[1], 18, height - 26); // a label stands under its node
    });
  }
}
