// The part of the map that is looked at, written west,south,east,north.

/** Where a division's projects lie, with a little room around. @param {import("../map.js").Division} one */
export function boxOf({ extent: [west, south, east, north] }) {
  return [west - 0.02, south - 0.02, east + 0.02, north + 0.02].map((edge) => edge.toFixed(4)).join(",");
}
