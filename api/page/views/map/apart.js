// Names and circles side by side on the map: each takes the first place that is free.

/** @typedef {[number, number, number, number]} Box left, top, width and height in pixels */

/** @param {Box} one @param {Box} other */
function meet(one, other) {
  return one[0] < other[0] + other[2] && other[0] < one[0] + one[2] && one[1] < other[1] + other[3] && other[1] < one[1] + one[3];
}

/** Which of its places each may take, -1 for none; those before come first, and ``taken`` is free for nobody.
 * @param {Box[][]} wanted @param {Box[]} [taken] @returns {number[]} */
export function apart(wanted, taken = []) {
  const held = [...taken];
  return wanted.map((places) => {
    const at = places.findIndex((place) => !held.some((other) => meet(place, other)));
    if (at >= 0) held.push(places[at]);
    return at;
  });
}
