// Colours for pictures on canvas: read from the style sheet, so that light, dark and print are decided
// there alone.

/** Read a colour of the style sheet: `colour("ink")` is what --ink is now. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Read a party's hue; "none", null or a missing one is the soft ink. */
export function hue(number) {
  return (number !== null && number !== undefined && colour(`hue-${number}`)) || colour("soft");
}

/** Read the font of the interface, which canvas does not inherit. */
export function sans() {
  return colour("sans") || "sans-serif";
}

/** Call when colours have changed: the system's scheme, or the page goes to the printer. */
export function onRecolour(call) {
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", call);
  }
}
