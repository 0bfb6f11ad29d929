// The sheet the projects are drawn on. No tiles come from outside: a quiet graticule, the districts' names.
import { html, useEffect, useRef } from "../../lib.js";
import L from "../../vendor/leaflet.mjs";
import { circle, nameDistricts, OFF, sidesOf } from "./districts.js";
import { mark, scale } from "./marks.js";

/** @typedef {import("answers").MapAnswer} MapAnswer */
/** @typedef {import("../map.js").Division} Division */

const STEPS = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005];
const APART = 72; // pixels between two lines of the graticule, at least
const NEAREST = 17;

/** @param {string} box @returns {[[number, number], [number, number]]} */
function corners(box) {
  const [west, south, east, north] = box.split(",").map(Number);
  return [[south, west], [north, east]];
}

/** The stylesheet the library needs, once. */
function styled() {
  const href = new URL("../../vendor/leaflet.css", import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.prepend(link);
}

/** @param {{box: string, features: any[], divisions: Division[], chosen: string, onchoose: (id: string) => void, onmove: (box: string) => void}} props */
export function Sheet({ box, features, divisions, chosen, onchoose, onmove }) {
  const element = useRef(/** @type {HTMLDivElement | null} */ (null));
  const held = useRef(/** @type {any} */ (null));
  const told = useRef({ onchoose, onmove });
  told.current = { onchoose, onmove };
  const shown = useRef("");

  useEffect(() => {
    styled();
    const map = L.map(/** @type {HTMLDivElement} */ (element.current), {
      attributionControl: false, zoomControl: false, minZoom: 5, maxZoom: NEAREST, zoomSnap: 0.5, fadeAnimation: false, zoomAnimation: false,
    });
    L.control.zoom({ zoomInTitle: "放大 Zoom in", zoomOutTitle: "缩小 Zoom out" }).addTo(map);
    L.control.scale({ imperial: false, position: "topright" }).addTo(map);
    const layers = { lines: L.layerGroup().addTo(map), names: L.layerGroup().addTo(map), pins: L.layerGroup().addTo(map) };
    map.fitBounds(corners(box));
    shown.current = box;
    graticule(map, layers.lines);
    map.on("moveend", () => {
      graticule(map, layers.lines);
      const bounds = map.getBounds();
      shown.current = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
        .map((edge, at) => Math.min(at % 2 ? 90 : 180, Math.max(at % 2 ? -90 : -180, edge)).toFixed(5)).join(",");
      told.current.onmove(shown.current);
    });
    held.current = { map, ...layers };
    const sheet = /** @type {HTMLDivElement} */ (element.current);
    const watching = new ResizeObserver(() => { if (sheet.isConnected) map.invalidateSize({ pan: false }); }); // gone, it would show nothing
    watching.observe(sheet);
    return () => { watching.disconnect(); map.remove(); };
  }, []);

  useEffect(() => {
    if (box === shown.current) return; // it came from the map itself
    shown.current = box;
    held.current.map.fitBounds(corners(box));
  }, [box]);

  useEffect(() => {
    const { map, names } = held.current;
    const draw = () => nameDistricts(map, names, divisions, features);
    draw();
    map.on("zoomend", draw);
    return () => map.off("zoomend", draw);
  }, [divisions, features]);

  useEffect(() => {
    const { map, pins } = held.current;
    const draw = () => {
      pins.clearLayers();
      const sides = sidesOf(map, features);
      features.forEach((one, at) => pin(map, one, one.properties.id === chosen, (id) => told.current.onchoose(id), sides[at]).addTo(pins));
    };
    draw();
    map.on("zoomend", draw);
    return () => map.off("zoomend", draw);
  }, [features, chosen]);

  return html`<div ref=${element} class="map-sheet" role="region" tabindex="0" aria-label="在建项目地图;同样的内容列在旁边 A map of the projects; the same is listed beside it"></div>`;
}

/** @param {any} map @param {any} feature @param {boolean} isChosen @param {(id: string) => void} choose @param {"" | "top" | "bottom" | "left" | "right"} side where a district's name has room */
function pin(map, feature, isChosen, choose, side) {
  const { properties: one, geometry } = feature;
  const district = one.kind === "division";
  const [east, north] = district ? one.centre : geometry.coordinates;
  /** @type {[number, number]} */
  const place = [north, east];
  const many = district || one.kind === "cluster";
  const count = district ? one.projects : one.count;
  const size = many ? circle(count, district) : scale() * 20;
  const text = many ? String(count) : one.delayed ? "迟" : one.open_alerts ? "!" : "";
  const classes = ["pin", district ? "many district" : many ? "many" : one.delayed ? "late" : one.open_alerts ? "alerted" : "plain", isChosen ? "chosen" : ""].join(" ");
  const icon = L.divIcon({ className: "map-pin", html: mark(text, classes), iconSize: [size, size] });
  const marker = L.marker(place, { icon, keyboard: false, zIndexOffset: isChosen ? 1000 : 0 });
  const name = many ? `${count} 个项目${one.delayed ? `,逾期 ${one.delayed}` : ""}` : one.name || one.id;
  const [right, down] = OFF[side];
  if (district) marker.bindTooltip(mark(one.name ?? one.code, "pin-name"), { direction: side || "top", offset: [right * size / 2, down * size / 2], permanent: side !== "" });
  else marker.bindTooltip(mark(name, "pin-name"), { direction: "top", offset: [0, -size / 2] });
  marker.on("click", () => (many ? map.setView(place, Math.min(NEAREST, map.getZoom() + 2)) : choose(one.id)));
  return marker;
}

/** @param {any} map @param {any} layer */
function graticule(map, layer) {
  layer.clearLayers();
  const bounds = map.getBounds();
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const step = STEPS.findLast((each) => ((east - west) / each) * APART <= map.getSize().x / scale()) ?? STEPS[0];
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const options = { interactive: false, weight: 1, className: "graticule" };
  for (let x = Math.ceil(west / step) * step; x <= east; x += step) {
    L.polyline([[south, x], [north, x]], options).addTo(layer);
    if (roomAcross(map, [south, x])) label(layer, [south, x], `${x.toFixed(digits)}°E`, "bottom");
  }
  for (let y = Math.ceil(south / step) * step; y <= north; y += step) {
    L.polyline([[y, west], [y, east]], options).addTo(layer);
    if (roomDown(map, [y, west])) label(layer, [y, west], `${y.toFixed(digits)}°N`, "left");
  }
}

/** Whether degrees written here stand whole in the window, and clear of those in the corner. @param {any} map @param {[number, number]} place */
function roomAcross(map, place) {
  const { x } = map.latLngToContainerPoint(place);
  return x > scale() * 56 && x < map.getSize().x - scale() * 64;
}

/** The same of what is written down the side, below the buttons of the zoom. @param {any} map @param {[number, number]} place */
function roomDown(map, place) {
  const { y } = map.latLngToContainerPoint(place);
  return y > scale() * 96 && y < map.getSize().y - scale() * 24;
}

/** @param {any} layer @param {[number, number]} place @param {string} text @param {string} edge */
function label(layer, place, text, edge) {
  L.marker(place, { interactive: false, keyboard: false, icon: L.divIcon({ className: `map-degree ${edge}`, html: mark(text, ""), iconSize: [scale() * 60, scale() * 14], iconAnchor: [-3, scale() * 18] }) }).addTo(layer);
}
