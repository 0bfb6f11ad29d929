// What marks on the map are made of.

/** @param {string} text @param {string} classes */
export function mark(text, classes) {
  const element = document.createElement("span");
  element.className = classes;
  element.textContent = text; // text from data stays text
  return element;
}

/** How much larger letters are here than on a laptop: marks grow with them. */
export const scale = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
