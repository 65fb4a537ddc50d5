// Charts beside a table of the same: <figure data-chart="bars" data-source="coverage" data-table="coverage-table">
// with its words in <figcaption>, and a JSON block by the name of data-source:
//
//   bars, lines   {"unit": "articles", "series": [{"name", "hue", "points": [["2025-05-19", 14, "/address"], ...]}]}
//   dots          {"unit": "soldiers" or null, "axis": "number" or "day", "lanes": [{"mark", "name", "hue"}],
//                  "points": [{"lane": 0, "at": 1200, "low", "high", "sign": "support", "words", "href"}]}
//
// `hue` is a number or "none", `sign` a stance; addresses, low, high and sign may be missing. What is
// pointed at is told in words under the picture, and a click goes to its address.

import { colour, hue, onRecolour, sans } from "./colours.js";
import { all, dataOf, follow, isNew, make, vendor } from "./make.js";
import { DASHES, SIGNS, SYMBOLS, drawn, pattern, swatch } from "./marks.js";

const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const NUMBER = new Intl.NumberFormat("en");

const dayOf = (day) => Date.parse(day.slice(0, 10)); // ISO days and months are read as UTC
const dataAt = (data, [seriesIndex, dataIndex]) => data.series[seriesIndex].points[dataIndex];

function counted(number, unit) {
  return unit ? `${NUMBER.format(number)} ${unit}` : NUMBER.format(number);
}

/** The days of all series, each with the points on it. */
function byDay(series) {
  const days = new Map();
  series.forEach(({ points }, index) => {
    for (const [day, number, href] of points) {
      if (!days.has(day)) days.set(day, []);
      days.get(day).push({ index, number, href });
    }
  });
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

const MONTH_STEPS = [1, 3, 6, 12];

/** Days to write along an axis: days, Mondays, or firsts of months; a dozen or so at most. */
function ticks(first, last) {
  const days = (last - first) / DAY;
  if (days <= 14) return stepped(first, last, 1);
  // 5 January 1970 was a Monday.
  if (days <= 100)
    return stepped(first + ((((4 - first / DAY) % 7) + 7) % 7) * DAY, last, days <= 80 ? 7 : 14);
  const step = MONTH_STEPS.find((months) => days / 30.4 / months <= 14) ?? 12;
  const found = [];
  for (let month = new Date(first).getUTCMonth() + 1; ; month += 1) {
    const at = Date.UTC(new Date(first).getUTCFullYear(), month);
    if (at > last) return found;
    if (new Date(at).getUTCMonth() % step === 0) found.push(at);
  }
}

function stepped(first, last, days) {
  return Array.from(
    { length: Math.floor((last - first) / DAY / days) + 1 },
    (_, index) => first + index * days * DAY,
  );
}

function dayAxis(days) {
  const at = days.map(dayOf);
  const [first, last] = [Math.min(...at), Math.max(...at)];
  const customValues = ticks(first, last);
  const isMonths = last - first > 100 * DAY;
  const told = (value) => {
    const day = new Date(value);
    const isFirst =
      value === customValues[0] ||
      day.getUTCFullYear() !== new Date(customValues[customValues.indexOf(value) - 1]).getUTCFullYear();
    const words = isMonths ? MONTHS[day.getUTCMonth()] : `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
    return isFirst ? `${words} ${day.getUTCFullYear()}` : words;
  };
  return {
    type: "time",
    min: first - DAY / 2,
    max: last + DAY / 2,
    axisTick: { customValues },
    axisLabel: { customValues, formatter: told },
  };
}

function bars(data) {
  const days = byDay(data.series);
  const fills = data.series.map((series, index) => pattern(index, hue(series.hue)));
  const tops = days.map(([day, parts]) => [dayOf(day), parts.reduce((sum, part) => sum + part.number, 0)]);
  const told = ([day, parts]) =>
    parts
      .map(({ index, number }) =>
        data.series.length > 1
          ? `${data.series[index].name} ${NUMBER.format(number)}`
          : counted(number, data.unit),
      )
      .join(", ");
  return {
    xAxis: dayAxis(days.map(([day]) => day)),
    yAxis: { type: "value", minInterval: 1, splitNumber: 3 },
    series: [
      {
        data: tops,
        renderItem(params, api) {
          const [day, parts] = days[params.dataIndex];
          const [place] = api.size([DAY, 0]);
          const width = Math.max(1, place * 0.8);
          const cursor = parts.some((part) => part.href) ? "pointer" : "default";
          const { y: ceiling, height } = params.coordSys;
          const [middle] = api.coord([dayOf(day), 0]);
          const x = middle - width / 2;
          // The whole place of the day can be pointed at, however small its bar.
          const all = { x: middle - place / 2, y: ceiling, width: place, height };
          const children = [{ type: "rect", shape: all, style: { fill: "transparent" }, cursor }];
          let base = 0;
          for (const { index, number } of parts) {
            const [, low] = api.coord([0, base]);
            const [, high] = api.coord([0, (base += number)]);
            const stroke = data.series.length > 1 ? hue(data.series[index].hue) : null;
            children.push({
              type: "rect",
              shape: { x, y: high, width, height: low - high },
              style: { fill: fills[index], stroke, lineWidth: 1 },
              cursor,
            });
          }
          return { type: "group", children };
        },
      },
    ],
    height: 150,
    key: data.series.map((series, index) => [index, hue(series.hue), series.name]),
    words: ([, at]) => `${days[at][0]}: ${told(days[at])}`,
    href: ([, at]) => days[at][1].find((part) => part.href)?.href,
  };
}

function lines(data) {
  const symbol = (index) => SYMBOLS[index % SYMBOLS.length];
  return {
    xAxis: dayAxis(data.series.flatMap(({ points }) => points.map(([day]) => day))),
    yAxis: { type: "value", splitNumber: 4 },
    series: data.series.map(({ points, hue: number }, index) => ({
      data: points.map(([day, value]) => [dayOf(day), value]),
      renderItem({ dataIndex }, api) {
        const ink = hue(number);
        const at = (point) => api.coord([dayOf(points[point][0]), points[point][1]]);
        const to = at(dataIndex);
        const children = drawn(
          symbol(index),
          to,
          7,
          ink,
          colour("paper"),
          points[dataIndex][2] ? "pointer" : "default",
        );
        children.push({
          type: "circle",
          shape: { cx: to[0], cy: to[1], r: 10 },
          style: { fill: "transparent" },
        });
        if (dataIndex) {
          const [[x1, y1], [x2, y2]] = [at(dataIndex - 1), to];
          const style = { stroke: ink, lineWidth: 1.5, lineDash: DASHES[index % DASHES.length] };
          children.unshift({ type: "line", shape: { x1, y1, x2, y2 }, style, silent: true });
        }
        return { type: "group", children };
      },
    })),
    height: 200,
    key: data.series.map((series, index) => [symbol(index), hue(series.hue), series.name]),
    words: (at) =>
      `${data.series[at[0]].name}, ${dataAt(data, at)[0]}: ${counted(dataAt(data, at)[1], data.unit)}`,
    href: (at) => dataAt(data, at)[2],
  };
}

/** How far the n-th dot on one place is moved off the middle of its lane: 0, -7, 7, -14 ... */
function offset(count) {
  return Math.ceil(count / 2) * 7 * (count % 2 ? -1 : 1);
}

function dots(data) {
  const isDay = data.axis === "day";
  const value = (at) => (isDay ? dayOf(at) : at);
  const before = new Map();
  const offsets = data.points.map(({ lane, at }) => {
    const place = `${lane} ${at}`;
    const count = before.get(place) ?? 0;
    before.set(place, count + 1);
    return Math.max(-12, Math.min(12, offset(count)));
  });
  const ends = data.points.flatMap(({ at, low, high }) => [at, low ?? at, high ?? at]);
  return {
    xAxis: isDay
      ? dayAxis(ends)
      : {
          type: "value",
          scale: true,
          name: data.unit,
          nameLocation: "middle",
          nameGap: 26,
          boundaryGap: ["4%", "4%"],
        },
    yAxis: {
      type: "category",
      data: data.lanes.map((lane) => lane.mark ?? lane.name),
      inverse: true,
      axisTick: { show: false },
      axisLabel: { interval: 0, fontWeight: 700, color: (_, index) => hue(data.lanes[index].hue) },
      splitLine: { show: true, interval: 0, lineStyle: { color: colour("rule") } },
    },
    series: [
      {
        data: data.points.map(({ lane, at, low, high }) => [
          value(at),
          lane,
          value(low ?? at),
          value(high ?? at),
        ]),
        encode: { x: [0, 2, 3], y: 1 },
        renderItem({ dataIndex }, api) {
          const { lane, sign, href, low, high } = data.points[dataIndex];
          const ink = hue(data.lanes[lane].hue);
          const cursor = href ? "pointer" : "default";
          const [x, middle] = api.coord([api.value(0), lane]);
          const y = middle + offsets[dataIndex];
          const children = [
            { type: "circle", shape: { cx: x, cy: y, r: 9 }, style: { fill: "transparent" }, cursor },
          ];
          if ((low ?? high) !== undefined && (low ?? high) !== null) {
            const [[from], [to]] = [api.coord([api.value(2), lane]), api.coord([api.value(3), lane])];
            const style = { stroke: ink, lineWidth: 1.5 };
            for (const [x1, y1, x2, y2] of [
              [from, y, to, y],
              [from, y - 4, from, y + 4],
              [to, y - 4, to, y + 4],
            ]) {
              children.push({ type: "line", shape: { x1, y1, x2, y2 }, style, cursor });
            }
          }
          children.push(...drawn(SIGNS[sign] ?? SYMBOLS[0], [x, y], 9, ink, colour("paper"), cursor));
          return { type: "group", children };
        },
      },
    ],
    height: data.lanes.length * 34 + (data.unit && !isDay ? 60 : 36),
    key: [],
    words: ([, index]) => spoken(data, data.points[index]),
    href: ([, index]) => data.points[index].href,
  };
}

function spoken(data, { lane, at, low, high, words }) {
  const written = (value) => (data.axis === "day" ? value : NUMBER.format(value));
  const isRange = (low ?? at) !== (high ?? at);
  const figure = isRange ? `${written(low ?? at)} to ${written(high ?? at)}` : written(at);
  const unit = data.axis !== "day" && data.unit ? ` ${data.unit}` : "";
  return `${data.lanes[lane].name}: ${figure}${unit}${words ? `, ${words}` : ""}`;
}

const KINDS = { bars, lines, dots };

function axis(own) {
  const text = { color: colour("soft"), fontFamily: sans(), fontSize: 12, hideOverlap: true };
  const rule = { lineStyle: { color: colour("rule") } };
  const ink = { lineStyle: { color: colour("strong") } };
  return {
    axisLine: ink,
    splitLine: { show: own.type === "value", ...rule },
    nameTextStyle: text,
    ...own,
    axisTick: { ...ink, ...own.axisTick },
    axisLabel: { ...text, ...own.axisLabel },
  };
}

function option(chart) {
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: sans() },
    grid: { left: 4, right: 12, top: 10, bottom: 4, outerBoundsMode: "same" },
    xAxis: axis({ splitLine: { show: false }, ...chart.xAxis }),
    yAxis: axis(chart.yAxis),
    series: chart.series.map((series) => ({
      type: "custom",
      clip: false,
      encode: { x: 0, y: 1 },
      ...series,
    })),
  };
}

function keyOf(chart) {
  if (chart.key.length < 2) return [];
  return chart.key.map(([mark, ink, name]) => make("li", {}, swatch(mark, ink), ` ${name}`));
}

async function mount(figure) {
  const data = dataOf(figure, figure.dataset.source);
  const points = data.points ?? data.series.flatMap((series) => series.points);
  if (!points.length) return;
  const { init } = await vendor("echarts.js", import.meta);
  const caption = figure.querySelector("figcaption")?.textContent.trim() ?? "";
  const box = make("div", {
    class: "picture",
    role: "img",
    "aria-label": `${caption} The table has the same.`.trim(),
    "aria-details": figure.dataset.table,
  });
  const key = make("ul", { class: "key" });
  const readout = make("p", { class: "readout", "aria-hidden": "true" });
  figure.append(box, key, readout);
  let chart = KINDS[figure.dataset.chart](data);
  box.style.height = `${chart.height}px`;
  const picture = init(box, null, { renderer: "canvas" });
  const draw = () => {
    chart = KINDS[figure.dataset.chart](data);
    picture.setOption(option(chart), { notMerge: true });
    key.replaceChildren(...keyOf(chart));
  };
  draw();
  picture.on("mouseover", ({ seriesIndex, dataIndex }) => {
    readout.textContent = chart.words([seriesIndex, dataIndex]);
  });
  picture.on("mouseout", () => {
    readout.textContent = "";
  });
  picture.on("click", ({ seriesIndex, dataIndex }) => follow(chart.href([seriesIndex, dataIndex])));
  new ResizeObserver(() => picture.resize()).observe(box);
  onRecolour(draw);
}

export async function enhance(root) {
  await Promise.all(
    all(root, "figure[data-chart]")
      .filter((figure) => isNew(figure, "charts"))
      .map(mount),
  );
}
