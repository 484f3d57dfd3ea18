/** Ignores the second click of an impatient hand: one press sends a form once. */
const PAUSE_MS = 2000;

export function preventDoubleSubmit(): void {
  const sentAt = new WeakMap<HTMLFormElement, number>();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    const last = sentAt.get(form) ?? -PAUSE_MS;
    if (event.timeStamp - last < PAUSE_MS) event.preventDefault();
    else sentAt.set(form, event.timeStamp);
  });
}
