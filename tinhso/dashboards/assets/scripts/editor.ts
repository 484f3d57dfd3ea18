/** The editor of a board: steps without leaving the page, tiles moved and sized with the pointer. */
const COLUMNS = 12;
const MOST_HEIGHT = 8;
type Box = { x: number; y: number; w: number; h: number };
type Held = { tile: HTMLElement; from: Box; startX: number; startY: number; isSizing: boolean };

const part = document.querySelector<HTMLElement>("[data-editor]");
const said = document.querySelector<HTMLElement>("[data-editor-said]");
let held: Held | null = null;

function boxOf(tile: HTMLElement): Box {
  const { x, y, w, h } = tile.dataset;
  return { x: Number(x), y: Number(y), w: Number(w), h: Number(h) };
}

async function send(form: HTMLFormElement, fields: Record<string, string>): Promise<void> {
  if (!part) return;
  const body = new FormData(form);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Board-Part": "1" } });
  if (!answer.ok || answer.redirected) {
    window.location.reload();
    return;
  }
  part.innerHTML = await answer.text();
  liven();
  const again = [...part.querySelectorAll<HTMLFormElement>("form[data-arrange]")].find((one) => one.action === form.action);
  const button = again?.querySelector<HTMLElement>(`button[value="${fields.way}"]`) ?? part.querySelector<HTMLElement>("a, button");
  button?.focus();
  if (said) said.textContent = `${said.dataset.editorDone ?? ""}`;
}

/** Where a tile would come to lie if it were let go now. */
function goal(event: PointerEvent, grip: Held): Box {
  const grid = grip.tile.parentElement as HTMLElement;
  const style = getComputedStyle(grid);
  const gap = parseFloat(style.columnGap) || 0;
  const wide = (grid.clientWidth + gap) / COLUMNS;
  const high = parseFloat(style.gridAutoRows) + gap;
  const dx = Math.round((event.clientX - grip.startX) / wide);
  const dy = Math.round((event.clientY - grip.startY) / high);
  const { x, y, w, h } = grip.from;
  if (grip.isSizing) {
    return { x, y, w: Math.min(Math.max(w + dx, 2), COLUMNS - x), h: Math.min(Math.max(h + dy, 1), MOST_HEIGHT) };
  }
  return { x: Math.min(Math.max(x + dx, 0), COLUMNS - w), y: Math.max(y + dy, 0), w, h };
}

function show(tile: HTMLElement, box: Box): void {
  tile.style.gridColumn = `${box.x + 1} / span ${box.w}`;
  tile.style.gridRow = `${box.y + 1} / span ${box.h}`;
}

function hold(event: PointerEvent, tile: HTMLElement, isSizing: boolean): void {
  if (event.button !== 0 || (event.target as HTMLElement).closest("a")) return;
  event.preventDefault();
  held = { tile, from: boxOf(tile), startX: event.clientX, startY: event.clientY, isSizing };
  tile.classList.add("db-edit--held");
}

document.addEventListener("pointermove", (event) => {
  if (held) show(held.tile, goal(event, held));
});

document.addEventListener("pointerup", (event) => {
  if (!held) return;
  const grip = held;
  held = null;
  grip.tile.classList.remove("db-edit--held");
  const box = goal(event, grip);
  const isSame = (["x", "y", "w", "h"] as const).every((side) => box[side] === grip.from[side]);
  const form = grip.tile.querySelector<HTMLFormElement>("form[data-arrange]");
  if (isSame || !form) {
    show(grip.tile, grip.from);
    return;
  }
  const { x, y, w, h } = box;
  void send(form, { way: "PLACE", x: `${x}`, y: `${y}`, w: `${w}`, h: `${h}` });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !held) return;
  held.tile.classList.remove("db-edit--held");
  show(held.tile, held.from);
  held = null;
});

function liven(): void {
  if (!part) return;
  for (const tile of part.querySelectorAll<HTMLElement>("[data-edit]")) {
    const inside = tile.querySelector<HTMLElement>(".db-tile");
    const head = tile.querySelector<HTMLElement>(".db-tile__head");
    const grip = document.createElement("span");
    grip.className = "db-edit__grip";
    inside?.append(grip);
    tile.classList.add("db-edit--live");
    head?.addEventListener("pointerdown", (event) => hold(event, tile, false));
    grip.addEventListener("pointerdown", (event) => hold(event, tile, true));
  }
  part.querySelector("[data-drag-hint]")?.removeAttribute("hidden");
}

part?.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-arrange]")) return;
  event.preventDefault();
  const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
  void send(form, { way: button?.value ?? "" });
});
liven();
