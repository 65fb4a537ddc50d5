// Instants in the reader's own time zone: <time class="local" datetime="2025-05-26T08:30:00Z">. What stood
// there goes into the title. A day without a time has no zone, and stays.

import { all, isNew } from "./make.js";

const INSTANT = /T\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/;

const FORMAT = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});

/** Write an instant as a day, or as a day with time and zone. */
export function written(instant, withTime) {
  const part = Object.fromEntries(FORMAT.formatToParts(instant).map(({ type, value }) => [type, value]));
  const day = `${part.year}-${part.month}-${part.day}`;
  return withTime ? `${day} ${part.hour}:${part.minute} ${part.timeZoneName}` : day;
}

export function enhance(root) {
  for (const time of all(root, "time.local")) {
    const instant = new Date(time.dateTime);
    if (!INSTANT.test(time.dateTime) || Number.isNaN(instant.getTime()) || !isNew(time, "times")) continue;
    const given = time.textContent.trim();
    // A list that gives days only is not made wider.
    time.textContent = written(instant, given.includes(":"));
    time.title = given === time.dateTime ? given : `${given} (${time.dateTime})`;
  }
}
