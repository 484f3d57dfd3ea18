/**
 * The map under a finger or the mouse: dragging and zooming fetch the circles of the tiles in view,
 * at most sixteen a tile, whatever the number of reports. Without this script its links move it.
 */
type Cluster = [number, number, number, number, string];

const TILE = 256;
const SVG = "http://www.w3.org/2000/svg";

interface View {
  x: number;
  y: number;
  zoom: number;
}

const worldX = (longitude: number, zoom: number): number => ((longitude + 180) / 360) * TILE * 2 ** zoom;
const worldY = (latitude: number, zoom: number): number => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * TILE * 2 ** zoom;
};

function enhance(box: HTMLElement): void {
  const svg = box.querySelector("svg");
  const layer = box.querySelector<SVGGElement>("[data-map-circles]");
  const places = [...box.querySelectorAll<SVGTextElement>(".ct-map__place")];
  if (!svg || !layer) return;
  const least = Number(box.dataset.least);
  const most = Number(box.dataset.most);
  const { width, height } = svg.viewBox.baseVal;
  const zoom = Number(box.dataset.zoom);
  const view: View = {
    x: worldX(Number(box.dataset.longitude), zoom),
    y: worldY(Number(box.dataset.latitude), zoom),
    zoom,
  };
  const first: View = { ...view };
  const placed = places.map((text) => ({
    text,
    x: first.x - width / 2 + Number(text.getAttribute("x")),
    y: first.y - height / 2 + Number(text.getAttribute("y")),
  }));
  const tiles = new Map<string, Promise<Cluster[]>>();

  const tile = (z: number, x: number, y: number): Promise<Cluster[]> => {
    const key = `${z}/${x}/${y}`;
    const known = tiles.get(key);
    if (known) return known;
    if (tiles.size > 300) tiles.clear();
    const asked = fetch(`${box.dataset.tiles ?? ""}${key}.json`)
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ clusters: Cluster[] }>) : { clusters: [] }))
      .then((body) => body.clusters)
      .catch(() => []);
    tiles.set(key, asked);
    return asked;
  };

  const circle = ([latitude, longitude, count, open, code]: Cluster): SVGAElement => {
    const link = document.createElementNS(SVG, "a");
    const spot = document.createElementNS(SVG, "circle");
    const x = worldX(longitude, view.zoom) - view.x + width / 2;
    const y = worldY(latitude, view.zoom) - view.y + height / 2;
    spot.setAttribute("cx", x.toFixed(1));
    spot.setAttribute("cy", y.toFixed(1));
    spot.setAttribute("r", String(Math.min(11 + 2.2 * Math.sqrt(count), 34)));
    spot.setAttribute("class", open ? "ct-map__spot" : "ct-map__spot ct-map__spot--done");
    link.append(spot);
    link.setAttribute("href", code ? `${box.dataset.open ?? ""}${code}/` : "#");
    link.setAttribute("aria-label", String(count));
    if (count > 1) {
      const text = document.createElementNS(SVG, "text");
      text.setAttribute("x", x.toFixed(1));
      text.setAttribute("y", y.toFixed(1));
      text.setAttribute("class", "ct-map__count");
      text.setAttribute("aria-hidden", "true");
      text.textContent = String(count);
      link.append(text);
    }
    if (!code) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        zoomTo(view.zoom + 2, x - width / 2, y - height / 2);
      });
    }
    return link;
  };

  let drawing = 0;
  const draw = async (): Promise<void> => {
    const turn = ++drawing;
    const { zoom: z } = view;
    const scale = 2 ** (z - first.zoom);
    for (const one of placed) {
      one.text.setAttribute("x", (one.x * scale - view.x + width / 2).toFixed(1));
      one.text.setAttribute("y", (one.y * scale - view.y + height / 2).toFixed(1));
    }
    const range = (from: number, to: number): number[] =>
      Array.from({ length: Math.floor(to / TILE) - Math.floor(from / TILE) + 1 }, (_u, n) => Math.floor(from / TILE) + n);
    const asked = range(view.x - width / 2, view.x + width / 2).flatMap((x) =>
      range(view.y - height / 2, view.y + height / 2).map((y) => tile(z, x, y)),
    );
    const found = (await Promise.all(asked)).flat();
    if (turn === drawing) layer.replaceChildren(...found.map(circle));
  };

  const zoomTo = (wanted: number, dx = 0, dy = 0): void => {
    const next = Math.max(least, Math.min(most, wanted));
    const scale = 2 ** (next - view.zoom);
    view.x = (view.x + dx) * scale;
    view.y = (view.y + dy) * scale;
    view.zoom = next;
    void draw();
  };

  let held: { x: number; y: number } | undefined;
  const ratio = (): number => width / (svg.clientWidth || width);
  svg.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held || event.buttons === 0) return;
    view.x -= (event.clientX - held.x) * ratio();
    view.y -= (event.clientY - held.y) * ratio();
    held = { x: event.clientX, y: event.clientY };
    void draw();
  });
  window.addEventListener("pointerup", () => {
    held = undefined;
  });
  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoomTo(view.zoom + (event.deltaY < 0 ? 1 : -1));
    },
    { passive: false },
  );
  const moves: (() => void)[] = [
    () => zoomTo(view.zoom + 1),
    () => zoomTo(view.zoom - 1),
    () => zoomTo(view.zoom, 0, -height * 0.4),
    () => zoomTo(view.zoom, 0, height * 0.4),
    () => zoomTo(view.zoom, -width * 0.4, 0),
    () => zoomTo(view.zoom, width * 0.4, 0),
  ];
  box.querySelectorAll(".ct-map__moves a").forEach((link, index) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      moves[index]?.();
    });
  });
}

for (const box of document.querySelectorAll<HTMLElement>("[data-map]")) enhance(box);
