/** Covering a picture: a drag makes an area; without this script two clicks or numbers do. */
type Area = [number, number, number, number];

function enhance(form: HTMLFormElement): void {
  const picture = form.querySelector<HTMLInputElement>("input[type=image]");
  const svg = form.querySelector("svg");
  const kept = form.querySelector<HTMLInputElement>("[name=areas]");
  const status = form.querySelector<HTMLElement>("[data-mask-count]");
  if (!picture || !svg || !kept) return;
  const areas = JSON.parse(kept.value || "[]") as Area[];
  let from: { x: number; y: number } | undefined;
  let current: SVGRectElement | undefined;

  const at = (event: PointerEvent): { x: number; y: number } => {
    const box = picture.getBoundingClientRect();
    const within = (part: number): number => Math.min(1, Math.max(0, part));
    return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
  };
  const between = (one: { x: number; y: number }, other: { x: number; y: number }): Area => [
    Math.min(one.x, other.x),
    Math.min(one.y, other.y),
    Math.abs(one.x - other.x),
    Math.abs(one.y - other.y),
  ];
  const draw = (rect: SVGRectElement, area: Area): void => {
    ["x", "y", "width", "height"].forEach((name, index) => {
      rect.setAttribute(name, String((area[index] ?? 0) * 100));
    });
  };

  picture.addEventListener("click", (event) => {
    event.preventDefault();
  });
  picture.addEventListener("dragstart", (event) => {
    event.preventDefault();
  });
  picture.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    from = at(event);
    picture.setPointerCapture(event.pointerId);
    current = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    svg.append(current);
  });
  picture.addEventListener("pointermove", (event) => {
    if (from && current) draw(current, between(from, at(event)));
  });
  picture.addEventListener("pointerup", (event) => {
    if (!from || !current) return;
    const area = between(from, at(event));
    if (area[2] > 0.005 && area[3] > 0.005) {
      areas.push(area);
      kept.value = JSON.stringify(areas);
      if (status?.dataset.words) status.textContent = status.dataset.words.replace("{n}", String(areas.length));
    } else {
      current.remove();
    }
    from = current = undefined;
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-mask]")) enhance(form);

export {};
