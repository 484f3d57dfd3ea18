/**
 * Writing a report: the phone's own place, what others reported nearby, a draft kept on this device,
 * and the small sum that lets a browser send more often. Without this script the form works as it is.
 */
const KEPT = ["category", "text", "area", "address", "latitude", "longitude"];
const BITS = 15;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const fieldOf = (form: HTMLFormElement, name: string): Field | null => form.querySelector<Field>(`[name="${name}"]`);

function keepDraft(form: HTMLFormElement, key: string): void {
  const values: Record<string, string> = {};
  for (const name of KEPT) values[name] = fieldOf(form, name)?.value ?? "";
  try {
    if (values.text) localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // A browser without storage keeps no draft.
  }
}

function restoreDraft(form: HTMLFormElement, key: string): void {
  const text = fieldOf(form, "text");
  if (!text || text.value) return;
  try {
    const values = JSON.parse(localStorage.getItem(key) ?? "null") as Record<string, string> | null;
    if (!values?.text) return;
    for (const name of KEPT) {
      const field = fieldOf(form, name);
      if (field && values[name]) field.value = values[name];
    }
    form.querySelector<HTMLElement>("[data-draft-note]")?.removeAttribute("hidden");
  } catch {
    // What cannot be read is no draft.
  }
}

function enhanceLocate(form: HTMLFormElement, found: () => void): void {
  const box = form.querySelector<HTMLElement>("[data-locate]");
  const status = box?.querySelector<HTMLElement>("[role=status]");
  if (!box || !status || !("geolocation" in navigator)) return;
  box.hidden = false;
  box.querySelector("button")?.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const latitude = fieldOf(form, "latitude");
        const longitude = fieldOf(form, "longitude");
        if (latitude) latitude.value = coords.latitude.toFixed(6);
        if (longitude) longitude.value = coords.longitude.toFixed(6);
        status.textContent = status.dataset.found ?? "";
        form.dispatchEvent(new Event("place-found"));
        found();
      },
      () => {
        status.textContent = status.dataset.failed ?? "";
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}

async function showNear(form: HTMLFormElement): Promise<void> {
  const list = form.querySelector<HTMLElement>("[data-near-list]");
  const address = form.dataset.near;
  if (!list || !address || !fieldOf(form, "category")?.value) return;
  const query = new URLSearchParams();
  for (const name of ["category", "text", "area", "latitude", "longitude"]) {
    query.set(name, (fieldOf(form, name)?.value ?? "").slice(0, 400));
  }
  try {
    const answer = await fetch(`${address}?${query.toString()}`);
    if (answer.ok) list.innerHTML = await answer.text();
  } catch {
    list.replaceChildren();
  }
}

function zeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte === 0) {
      bits += 8;
      continue;
    }
    return bits + Math.clz32(byte) - 24;
  }
  return bits;
}

async function solve(challenge: string): Promise<string> {
  const encoder = new TextEncoder();
  for (let start = 0; start < 2_000_000; start += 400) {
    const tries = Array.from({ length: 400 }, (_unused, index) => String(start + index));
    const digests = await Promise.all(
      tries.map((one) => crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}:${one}`))),
    );
    const solved = digests.findIndex((one) => zeroBits(new Uint8Array(one)) >= BITS);
    if (solved >= 0) return tries[solved] ?? "";
  }
  return "";
}

function enhance(form: HTMLFormElement): void {
  const key = `contact-draft:${form.dataset.report ?? ""}`;
  restoreDraft(form, key);
  let waiting = 0;
  const changed = (): void => {
    keepDraft(form, key);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void showNear(form), 700);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  enhanceLocate(form, changed);
  const offline = form.querySelector<HTMLElement>("[data-offline]");
  const tell = (): void => {
    if (offline) offline.hidden = navigator.onLine && !("offlineForm" in form.dataset);
  };
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  tell();
  const challenge = fieldOf(form, "challenge")?.value;
  const solution = fieldOf(form, "solution");
  if (challenge && solution && window.isSecureContext) {
    void solve(challenge).then((found) => {
      solution.value = found;
    });
  }
  const worker = form.dataset.worker;
  if (worker && "serviceWorker" in navigator && window.isSecureContext) {
    void navigator.serviceWorker.register(worker, { scope: "/phan-anh/" }).catch(() => undefined);
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-report]")) enhance(form);

export {};
