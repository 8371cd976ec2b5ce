// The theme's colours, read again when the scheme changes.

const HUES = ["plum", "blue", "amber", "teal", "slate", "green", "rust", "accent"];
export const colours = {};

export function readColours() {
  const theme = getComputedStyle(document.documentElement);
  for (const name of [...HUES, "card", "ink", "quiet", "faded", "rule", "focus", "accent-ink", "font"]) {
    colours[name] = theme.getPropertyValue(`--${name}`).trim();
  }
}
readColours();
