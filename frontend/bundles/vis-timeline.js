import moment from "moment";

// Weeks begin on Monday, as in ISO 8601 and as the charts have them.
moment.updateLocale("en", { week: { dow: 1, doy: 4 } });

export { DataSet } from "vis-data/esnext";
export { Timeline } from "vis-timeline/esnext";
export { moment };
