// The names of districts: in the middle of their projects, or beside their circles, wherever there is room.
import L from "../../vendor/leaflet.mjs";
import { apart } from "./apart.js";
import { mark, scale } from "./marks.js";

/** @typedef {import("../map.js").Division} Division */
/** @typedef {"" | "top" | "bottom" | "left" | "right"} Side */

const STEPS = [0, -1, 1, -2, 2]; // heights of a name by which it makes way

/** The districts' names in the middle of their projects, the busiest first; none lies over another, or over a mark of ``features``.
 * @param {any} map @param {any} layer @param {Division[]} divisions @param {any[]} features */
export function nameDistricts(map, layer, divisions, features) {
  layer.clearLayers();
  const ranked = [...divisions].sort((a, b) => b.projects - a.projects);
  const middles = ranked.map((one) => /** @type {[number, number]} */ ([(one.extent[1] + one.extent[3]) / 2, (one.extent[0] + one.extent[2]) / 2]));
  const places = apart(ranked.map((one, at) => {
    const { x, y } = map.latLngToLayerPoint(middles[at]);
    const [wide, tall] = sizeOf(one);
    return STEPS.map((step) => /** @type {import("./apart.js").Box} */ ([x - wide / 2, y - tall / 2 + step * tall, wide, tall]));
  }), features.filter((one) => one.properties.kind !== "division").map((one) => {
    const { x, y } = map.latLngToLayerPoint([...one.geometry.coordinates].reverse());
    const size = one.properties.kind === "cluster" ? circle(one.properties.count, false) : scale() * 20;
    return /** @type {import("./apart.js").Box} */ ([x - size / 2, y - size / 2, size, size]);
  }));
  ranked.forEach((one, at) => {
    if (places[at] < 0) return;
    const [wide, tall] = sizeOf(one);
    L.marker(middles[at], { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-name", html: mark(one.name ?? one.code, ""), iconSize: [wide, tall], iconAnchor: [wide / 2, tall / 2 - tall * STEPS[places[at]]] }) }).addTo(layer);
  });
}

/** The room a district's name takes. @param {Division} one @returns {[number, number]} */
function sizeOf(one) {
  return [scale() * (16 * (one.name ?? one.code).length + 8), scale() * 20];
}

const SIDES = /** @type {const} */ (["bottom", "top", "right", "left"]);

/** On which side of its circle each district's name has room; "" where there is none, and for all else. @param {any} map @param {any[]} features @returns {Side[]} */
export function sidesOf(map, features) {
  const districts = features.filter((one) => one.properties.kind === "division").map((one) => one.properties).sort((a, b) => b.projects - a.projects);
  const circles = districts.map((one) => {
    const { x, y } = map.latLngToLayerPoint([one.centre[1], one.centre[0]]);
    const size = circle(one.projects, true);
    return /** @type {import("./apart.js").Box} */ ([x - size / 2, y - size / 2, size, size]);
  });
  const found = apart(districts.map((one, at) => {
    const [left, top, size] = circles[at];
    const [wide, tall] = sizeOf(one).map((length) => length + 8);
    const [across, down] = [left + (size - wide) / 2, top + (size - tall) / 2];
    return /** @type {import("./apart.js").Box[]} */ ([[across, top + size, wide, tall], [across, top - tall, wide, tall], [left + size, down, wide, tall], [left - wide, down, wide, tall]]);
  }), circles);
  /** @type {Map<string, Side>} */
  const sides = new Map(districts.map((one, at) => /** @type {[string, Side]} */ ([one.code, found[at] < 0 ? "" : SIDES[found[at]]])));
  return features.map((one) => sides.get(one.properties.code) ?? "");
}

/** Which way from the middle a name goes. */
export const OFF = { "": [0, -1], bottom: [0, 1], top: [0, -1], right: [1, 0], left: [-1, 0] };

/** @param {number} count @param {boolean} district */
export function circle(count, district) {
  return scale() * Math.min(district ? 84 : 56, (district ? 34 : 26) + 6 * Math.log2(count));
}
