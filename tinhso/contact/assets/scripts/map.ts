/**
 * The map under a finger or the mouse: dragging and zooming fetch the circles of the tiles in view,
 * at most sixteen a tile, whatever the number of reports. Without this script its links move it.
 */
type Cluster = [number, number, number, number, string];
type Place = [string, number, number];

interface Circle {
  cluster: Cluster;
  x: number;
  y: number;
  radius: number;
}

interface View {
  x: number;
  y: number;
  zoom: number;
}

const TILE = 256;
const SVG = "http://www.w3.org/2000/svg";
const NARROW = 500;
const LETTER = 6.5;
const LINE = 14;

const worldX = (longitude: number, zoom: number): number => ((longitude + 180) / 360) * TILE * 2 ** zoom;
const worldY = (latitude: number, zoom: number): number => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * TILE * 2 ** zoom;
};

const element = <K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
};

/** Circles that would cover each other become one, where they meet. */
function apart(found: Cluster[], circleOf: (cluster: Cluster) => Circle): Circle[] {
  const kept: Circle[] = [];
  const put = (cluster: Cluster): void => {
    const made = circleOf(cluster);
    const index = kept.findIndex((one) => Math.hypot(one.x - made.x, one.y - made.y) < one.radius + made.radius);
    const covered = kept[index];
    if (!covered) {
      kept.push(made);
      return;
    }
    kept.splice(index, 1);
    const [a, b] = [covered.cluster, cluster];
    const count = a[2] + b[2];
    put([(a[0] * a[2] + b[0] * b[2]) / count, (a[1] * a[2] + b[1] * b[2]) / count, count, a[3] + b[3], ""]);
  };
  [...found].sort((one, other) => other[2] - one[2]).forEach(put);
  return kept;
}

function enhance(box: HTMLElement): void {
  const svg = box.querySelector("svg");
  const cells = box.querySelector<SVGGElement>("[data-map-cells]");
  if (!svg || !cells) return;
  const places = JSON.parse(document.getElementById("map-places")?.textContent ?? "[]") as Place[];
  const total = document.querySelector<HTMLElement>("[data-map-total]");
  const least = Number(box.dataset.least);
  const most = Number(box.dataset.most);
  const drawn = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  const shown = Math.round(svg.getBoundingClientRect().width) || drawn.width;
  const isNarrow = shown < NARROW;
  const width = isNarrow ? shown : drawn.width;
  const height = isNarrow ? shown : drawn.height;
  const firstZoom = Number(box.dataset.zoom);
  const worldOf = (zoom: number): View => ({
    x: worldX(Number(box.dataset.longitude), zoom),
    y: worldY(Number(box.dataset.latitude), zoom),
    zoom,
  });
  const first = worldOf(firstZoom);
  const view = worldOf(isNarrow ? Math.max(least, firstZoom - 1) : firstZoom);
  const layer = element("g", {});
  const names = element("g", { "aria-hidden": "true" });
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

  const placed = (latitude: number, longitude: number): { x: number; y: number } => ({
    x: worldX(longitude, view.zoom) - view.x + width / 2,
    y: worldY(latitude, view.zoom) - view.y + height / 2,
  });

  const circleOf = (cluster: Cluster): Circle => ({
    cluster,
    ...placed(cluster[0], cluster[1]),
    radius: Math.min(11 + 2.2 * Math.sqrt(cluster[2]), 30),
  });

  const linkOf = ({ cluster, x, y, radius }: Circle): SVGAElement => {
    const [, , count, open, code] = cluster;
    const link = element("a", {
      href: code ? `${box.dataset.open ?? ""}${code}/` : "#",
      "aria-label": (box.dataset.circle ?? "").replace("{n}", String(count)).replace("{o}", String(open)),
    });
    const look = open ? "ct-map__spot" : "ct-map__spot ct-map__spot--done";
    link.append(element("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1), class: look }));
    if (count > 1) {
      const text = element("text", { x: x.toFixed(1), y: y.toFixed(1), class: "ct-map__count", "aria-hidden": "true" });
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

  const drawNames = (circles: Circle[]): void => {
    const kept: { x: number; y: number; half: number }[] = [];
    const shown = places.flatMap(([name, latitude, longitude]) => {
      const { x, y } = placed(latitude, longitude);
      const half = (name.length * LETTER) / 2;
      const isSeen = half < x && x < width - half && LINE < y && y < height - 6;
      const isFree =
        circles.every((one) => Math.abs(x - one.x) > half + one.radius || Math.abs(y - one.y) > one.radius + LINE) &&
        kept.every((one) => Math.abs(x - one.x) > half + one.half || Math.abs(y - one.y) > LINE);
      if (!isSeen || !isFree) return [];
      kept.push({ x, y, half });
      const text = element("text", { class: "ct-map__place", x: x.toFixed(1), y: y.toFixed(1) });
      text.textContent = name;
      return [text];
    });
    names.replaceChildren(...shown);
  };

  const moveCells = (): void => {
    const scale = 2 ** (view.zoom - first.zoom);
    const x = (first.x - drawn.width / 2) * scale - view.x + width / 2;
    const y = (first.y - drawn.height / 2) * scale - view.y + height / 2;
    cells.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale})`);
  };

  /** What the server drew stays until the first circles are here. */
  const takeOver = (): void => {
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const former of box.querySelectorAll("[data-map-layer]")) former.remove();
    svg.append(names, layer);
    moveCells();
  };

  let drawing = 0;
  const draw = async (): Promise<void> => {
    const turn = ++drawing;
    if (layer.isConnected) moveCells();
    const range = (from: number, to: number): number[] =>
      Array.from({ length: Math.floor(to / TILE) - Math.floor(from / TILE) + 1 }, (_u, n) => Math.floor(from / TILE) + n);
    const asked = range(view.x - width / 2, view.x + width / 2).flatMap((x) =>
      range(view.y - height / 2, view.y + height / 2).map((y) => tile(view.zoom, x, y)),
    );
    const found = (await Promise.all(asked)).flat();
    if (turn !== drawing) return;
    if (!layer.isConnected) takeOver();
    const circles = apart(found, circleOf);
    const seen = circles.filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height);
    drawNames(circles);
    layer.replaceChildren(...seen.map(linkOf));
    const count = seen.reduce((sum, one) => sum + one.cluster[2], 0);
    if (total?.dataset.words) total.textContent = total.dataset.words.replace("{n}", String(count));
  };

  const zoomTo = (wanted: number, dx = 0, dy = 0): void => {
    const next = Math.max(least, Math.min(most, wanted));
    const scale = 2 ** (next - view.zoom);
    view.x = (view.x + dx) * scale;
    view.y = (view.y + dy) * scale;
    view.zoom = next;
    void draw();
  };

  void draw();

  let held: { x: number; y: number } | undefined;
  const ratio = (): number => width / (svg.getBoundingClientRect().width || width);
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
      if (!event.ctrlKey) return;
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

export {};
