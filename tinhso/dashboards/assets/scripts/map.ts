/** The map of a board: vector tiles of the province's land coloured by the period under the slider. */
import "maplibre-gl/dist/maplibre-gl.css";
import { type GeoJSONSource, Map as Canvas, Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";

type Properties = Record<string, string | number>;
interface Feature {
  type: "Feature";
  properties: Properties;
  geometry: { type: "Point"; coordinates: [number, number] };
}
interface Features {
  type: "FeatureCollection";
  features: Feature[];
}
type Cell = [number | null, string];
interface Numbers {
  spans: { id: number; words: string }[];
  cells: Record<string, Cell[]>;
  centres: Record<string, [number, number]>;
  bounds: [number, number, number, number] | null;
  here?: [number, number][][];
  alerts: { area: number; token: string; name: string; is_alarm: boolean }[];
}

const PLAY_MS = 900;
const MOST_SPREAD = 40;
const NAME_WIDTH = 76;
const NAME_HEIGHT = 32;
const place = document.querySelector<HTMLElement>("[data-map]");
const written = document.getElementById("map-numbers");
const slider = document.querySelector<HTMLInputElement>("[data-map-slider]");

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function feature(coordinates: [number, number], properties: Properties): Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates } };
}

/** Points of open alerts around the middle of their area, a little apart so that none is hidden. */
function alertPoints(numbers: Numbers): Features {
  const seen: Record<number, number> = {};
  const features = numbers.alerts.flatMap((alert) => {
    const centre = numbers.centres[alert.area];
    if (!centre) return [];
    const turn = (seen[alert.area] = (seen[alert.area] ?? 0) + 1);
    const away = turn > 1 ? 0.012 : 0;
    return [feature([centre[0] + away * Math.cos(turn * 2.4), centre[1] + away * Math.sin(turn * 2.4)], { token: alert.token, name: alert.name })];
  });
  return { type: "FeatureCollection", features };
}

function heatPoints(numbers: Numbers, at: number): Features {
  const features = Object.entries(numbers.centres).flatMap(([area, coordinates]) => {
    const step = numbers.cells[area]?.[at]?.[0];
    return step === null || step === undefined ? [] : [feature(coordinates, { weight: (step + 1) / 5 })];
  });
  return { type: "FeatureCollection", features };
}

class BoardMap {
  private readonly canvas: Canvas;
  private readonly names: Marker[] = [];
  private alerts: Marker[] = [];
  private at: number;
  private isReady = false;
  private isMoved = false;

  constructor(
    private readonly holder: HTMLElement,
    private readonly numbers: Numbers,
    private readonly shown: Set<string>,
  ) {
    this.at = numbers.spans.length - 1;
    const inside = document.createElement("div");
    holder.append(inside);
    const rows = [0, 1, 2, 3, 4].flatMap((step) => [step, colour(`--db-map-${step}`)]);
    this.canvas = new Canvas({
      container: inside,
      attributionControl: false,
      maxZoom: 13,
      minZoom: 5,
      dragRotate: false,
      locale: { "NavigationControl.ZoomIn": holder.dataset.zoomIn ?? "+", "NavigationControl.ZoomOut": holder.dataset.zoomOut ?? "-", "Map.Title": holder.dataset.label ?? "" },
      style: {
        version: 8,
        sources: {
          land: { type: "vector", tiles: [new URL(holder.dataset.tiles ?? "", location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")], minzoom: 5, maxzoom: 12 },
          here: { type: "geojson", data: { type: "MultiLineString", coordinates: numbers.here ?? [] } },
          heat: { type: "geojson", data: heatPoints(numbers, this.at) },
          alerts: { type: "geojson", data: alertPoints(numbers), cluster: true, clusterRadius: 46, clusterMaxZoom: 12 },
        },
        layers: [
          { id: "areas", type: "fill", source: "land", "source-layer": "areas", paint: { "fill-color": ["case", ["==", ["feature-state", "step"], null], colour("--line"), ["match", ["feature-state", "step"], ...rows, colour("--line")]] as never, "fill-antialias": false } },
          { id: "heat", type: "heatmap", source: "heat", layout: { visibility: "none" }, paint: { "heatmap-weight": ["get", "weight"], "heatmap-radius": ["interpolate", ["linear"], ["zoom"], 7, 34, 11, 110], "heatmap-opacity": 0.8, "heatmap-color": ["interpolate", ["linear"], ["heatmap-density"], 0, "rgba(0,0,0,0)", 0.25, "#f6d98f", 0.5, "#efa045", 0.75, "#d4532f", 1, "#8f1d14"] } },
          { id: "borders", type: "line", source: "land", "source-layer": "borders", paint: { "line-color": colour("--db-tile"), "line-width": ["interpolate", ["linear"], ["zoom"], 7, 1.2, 11, 3] } },
          { id: "here", type: "line", source: "here", layout: { "line-cap": "round" }, paint: { "line-color": colour("--danger"), "line-width": 4 } },
          { id: "alert-points", type: "circle", source: "alerts", paint: { "circle-radius": 1, "circle-opacity": 0 } },
        ],
      },
    });
    this.fit();
    this.canvas.on("movestart", (event) => (this.isMoved ||= "originalEvent" in event && Boolean(event.originalEvent)));
    this.canvas.on("resize", () => {
      if (!this.isMoved) this.fit();
    });
    this.canvas.touchZoomRotate.disableRotation();
    this.canvas.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.canvas.on("load", () => this.begin());
  }

  /** Show the whole place; a window that narrows shows it again, until the reader has moved it. */
  private fit(): void {
    if (this.numbers.bounds) this.canvas.fitBounds(this.numbers.bounds, { padding: 24, animate: false });
  }

  private begin(): void {
    for (const [area, centre] of Object.entries(this.numbers.centres)) {
      const element = document.createElement("div");
      element.className = "dm-name";
      element.dataset.area = area;
      element.setAttribute("aria-hidden", "true");
      this.names.push(new Marker({ element }).setLngLat(centre));
    }
    this.canvas.on("render", () => this.placeAlerts());
    this.canvas.on("click", "areas", (event) => {
      const goal = rowOf(event.features?.[0]?.id)?.dataset.place;
      if (goal) location.href = goal;
    });
    this.canvas.on("mousemove", "areas", (event) => point(event.features?.[0]?.id));
    this.canvas.on("mouseleave", "areas", () => point(undefined));
    for (const change of ["zoomend", "resize"] as const) this.canvas.on(change, () => this.spread());
    this.isReady = true;
    for (const drawn of [...this.holder.children]) if (drawn !== this.canvas.getContainer()) drawn.remove();
    for (const name of ["areas", "heat"]) this.layer(name, this.shown.has(name));
    this.show(this.at);
    this.holder.dataset.ready = "1";
  }

  /** Colour the areas, the names and the table by a period. */
  show(at: number): void {
    this.at = at;
    if (!this.isReady) return;
    const span = this.numbers.spans[at];
    if (!span) return;
    for (const [area, cells] of Object.entries(this.numbers.cells)) {
      const [step, text] = cells[at] ?? [null, ""];
      this.canvas.setFeatureState({ source: "land", sourceLayer: "areas", id: Number(area) }, { step });
      const link = rowOf(area)?.querySelector<HTMLAnchorElement>("[data-facts]");
      if (!link) continue;
      link.textContent = text;
      link.href = link.href.replace(/([?&]ky=)\d+/, `$1${span.id}`);
    }
    for (const words of document.querySelectorAll("[data-map-period]")) words.textContent = span.words;
    slider?.setAttribute("aria-valuetext", span.words);
    this.canvas.getSource<GeoJSONSource>("heat")?.setData(heatPoints(this.numbers, at));
    this.writeNames();
  }

  private writeNames(): void {
    for (const marker of this.names) {
      const element = marker.getElement();
      const area = element.dataset.area ?? "";
      const name = document.createElement("span");
      name.textContent = rowOf(area)?.dataset.name?.replace(/^(Thành phố|Thị xã|Huyện|Phường|Xã|Thị trấn) /, "") ?? "";
      const text = document.createElement("span");
      text.textContent = this.numbers.cells[area]?.[this.at]?.[1] ?? "";
      element.replaceChildren(name, text);
      if (this.shown.has("names")) marker.addTo(this.canvas);
      else marker.remove();
    }
    this.spread();
  }

  /** Move names that would lie over each other a little apart, the northern one up. */
  private spread(): void {
    if (!this.shown.has("names") || this.names.length > MOST_SPREAD) return;
    const places = this.names.map((marker) => ({ marker, at: this.canvas.project(marker.getLngLat()), dy: 0 }));
    places.sort((one, other) => one.at.y - other.at.y);
    for (let round = 0; round < 12; round++) {
      for (const [index, one] of places.entries()) {
        for (const other of places.slice(index + 1)) {
          const gap = other.at.y + other.dy - one.at.y - one.dy;
          if (Math.abs(one.at.x - other.at.x) > NAME_WIDTH || Math.abs(gap) >= NAME_HEIGHT) continue;
          one.dy -= (NAME_HEIGHT - gap) / 2;
          other.dy += (NAME_HEIGHT - gap) / 2;
        }
      }
    }
    for (const { marker, dy } of places) marker.setOffset([0, dy]);
  }

  /** Alerts, several together as one with their count; each alone leads to its page. */
  private placeAlerts(): void {
    if (!this.canvas.isSourceLoaded("alerts")) return;
    const found = this.shown.has("alerts") ? this.canvas.querySourceFeatures("alerts") : [];
    const unique = new Map(found.map((one) => [String(one.properties?.cluster_id ?? one.properties?.token), one]));
    if ([...unique.keys()].sort().join() === this.alerts.map((one) => one.getElement().dataset.key).sort().join()) return;
    for (const marker of this.alerts) marker.remove();
    this.alerts = [...unique].map(([name, one]) => {
      const element = document.createElement("a");
      const { token, point_count: count, name: rule } = one.properties ?? {};
      element.className = "dm-alert";
      element.dataset.key = name;
      element.href = `${this.holder.dataset.alertUrl ?? ""}${token ? `${token}/` : ""}`;
      element.textContent = count ? String(count) : "!";
      element.title = rule ?? "";
      if (rule) element.setAttribute("aria-label", rule);
      return new Marker({ element, anchor: "bottom", offset: [0, -18] }).setLngLat((one.geometry as Feature["geometry"]).coordinates).addTo(this.canvas);
    });
  }

  layer(name: string, isShown: boolean): void {
    if (isShown) this.shown.add(name);
    else this.shown.delete(name);
    if (!this.isReady) return;
    if (name === "areas" || name === "heat") this.canvas.setLayoutProperty(name, "visibility", isShown ? "visible" : "none");
    this.writeNames();
    this.canvas.triggerRepaint();
  }
}

function rowOf(area: string | number | undefined): HTMLElement | null {
  return document.querySelector<HTMLElement>(`tr[data-area="${area ?? ""}"]`);
}

function point(area: string | number | undefined): void {
  for (const row of document.querySelectorAll(".dm-row--at")) row.classList.remove("dm-row--at");
  rowOf(area)?.classList.add("dm-row--at");
}

function start(holder: HTMLElement, numbers: Numbers): void {
  setWorkerUrl(new URL(holder.dataset.worker ?? "", location.href).href);
  const boxes = [...document.querySelectorAll<HTMLInputElement>(".dm-layers input")];
  const map = new BoardMap(holder, numbers, new Set(boxes.filter((box) => box.checked).map((box) => box.value)));
  for (const hidden of document.querySelectorAll<HTMLElement>("[data-map-tools], [data-map-legend]")) hidden.hidden = false;
  slider?.addEventListener("input", () => map.show(Number(slider.value)));
  for (const box of boxes) box.addEventListener("change", () => map.layer(box.value, box.checked));
  play(map, numbers.spans.length);
}

function play(map: BoardMap, count: number): void {
  const button = document.querySelector<HTMLButtonElement>("[data-map-play]");
  const words = button?.textContent ?? "";
  let timer = 0;
  button?.addEventListener("click", () => {
    window.clearInterval(timer);
    const isRunning = timer !== 0;
    button.textContent = isRunning ? words : (button.dataset.stop ?? words);
    timer = isRunning
      ? 0
      : window.setInterval(() => {
          if (!slider) return;
          slider.value = String((Number(slider.value) + 1) % count);
          map.show(Number(slider.value));
        }, PLAY_MS);
  });
}

if (place && written && document.createElement("canvas").getContext("webgl2")) {
  start(place, JSON.parse(written.textContent ?? "") as Numbers);
}
