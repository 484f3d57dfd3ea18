/**
 * The place of a report: a click on the schematic map or the phone's own place sets the point and
 * proposes the commune. Without this script the map is a picture that sends the form.
 */
interface View {
  latitude: number;
  longitude: number;
  zoom: number;
}

const SIDE = 320;
const LEAST = 7;

function enhance(form: HTMLFormElement): void {
  const box = form.querySelector<HTMLElement>("[data-pick]");
  const said = form.querySelector<HTMLElement>("[data-place-said]");
  const map = box?.querySelector<HTMLInputElement>("input[type=image]");
  const kept = box?.querySelector<HTMLInputElement>("[name=map_view]");
  const latitude = form.querySelector<HTMLInputElement>("[name=latitude]");
  const longitude = form.querySelector<HTMLInputElement>("[name=longitude]");
  const area = form.querySelector<HTMLSelectElement>("[name=area]");
  if (!box || !map || !kept || !latitude || !longitude) return;
  const [first, second, third] = kept.value.split(" ").map(Number);
  const view: View = { latitude: first ?? 0, longitude: second ?? 0, zoom: third ?? LEAST };
  const nearest = Number(box.dataset.nearest);

  const wide = (): number => ((360 / 2 ** view.zoom) * SIDE) / 256;
  const high = (): number => wide() * Math.cos((view.latitude * Math.PI) / 180);
  const draw = (): void => {
    kept.value = `${view.latitude.toFixed(5)} ${view.longitude.toFixed(5)} ${view.zoom}`;
    const query = new URLSearchParams({
      "vi-do": view.latitude.toFixed(5),
      "kinh-do": view.longitude.toFixed(5),
      muc: String(view.zoom),
    });
    if (latitude.value) query.set("dau", `${latitude.value},${longitude.value}`);
    map.src = `${box.dataset.picture ?? ""}?${query.toString()}`;
  };
  let asked = 0;
  const name = async (): Promise<void> => {
    // The answer may be late: what the person chose meanwhile, or marked since, goes before it.
    const mine = ++asked;
    const chosen = area?.value;
    if (said) said.textContent = said.dataset.point ?? "";
    const query = new URLSearchParams({ "vi-do": latitude.value, "kinh-do": longitude.value });
    try {
      const answer = await fetch(`${box.dataset.commune ?? ""}?${query.toString()}`);
      const found = (await answer.json()) as { area: { code: string; name: string } | null };
      if (!found.area || mine !== asked) return;
      if (area?.value === chosen && area) area.value = found.area.code;
      if (said) said.textContent = (said.dataset.words ?? "").replace("{name}", found.area.name);
    } catch {
      // The person names the commune.
    }
    form.dispatchEvent(new Event("change"));
  };
  const mark = (at: { latitude: number; longitude: number }, zoom: number): void => {
    latitude.value = at.latitude.toFixed(6);
    longitude.value = at.longitude.toFixed(6);
    Object.assign(view, at, { zoom: Math.min(nearest, zoom) });
    draw();
    void name();
  };

  map.addEventListener("click", (event) => {
    event.preventDefault();
    if (event.detail === 0) return;
    const seen = map.getBoundingClientRect();
    mark(
      {
        latitude: view.latitude + high() * (0.5 - (event.clientY - seen.top) / seen.height),
        longitude: view.longitude + wide() * ((event.clientX - seen.left) / seen.width - 0.5),
      },
      view.zoom + 2,
    );
  });
  const moves: Record<string, () => void> = {
    closer: () => (view.zoom = Math.min(nearest, view.zoom + 1)),
    farther: () => (view.zoom = Math.max(LEAST, view.zoom - 1)),
    north: () => (view.latitude += high() * 0.4),
    south: () => (view.latitude -= high() * 0.4),
    west: () => (view.longitude -= wide() * 0.4),
    east: () => (view.longitude += wide() * 0.4),
  };
  for (const button of box.querySelectorAll<HTMLButtonElement>("[name=map_move]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      moves[button.value]?.();
      draw();
    });
  }
  form.addEventListener("place-found", () => {
    mark({ latitude: Number(latitude.value), longitude: Number(longitude.value) }, nearest - 1);
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-report]")) enhance(form);

export {};
