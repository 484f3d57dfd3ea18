/**
 * The operator's desk: what belongs beside the form follows the typing, the call that is picked up
 * fills in its number, a suggested category is taken by a key; Ctrl+Enter records.
 */
function enhance(form: HTMLFormElement): void {
  const beside = document.querySelector<HTMLElement>("[data-call-beside]");
  const telephone = document.querySelector<HTMLElement>("[data-telephone]");
  const field = (name: string): HTMLInputElement | null => form.querySelector(`[name=${name}]`);
  let waiting = 0;
  let turn = 0;
  const look = async (): Promise<void> => {
    const mine = ++turn;
    const query = new URLSearchParams();
    for (const name of ["phone", "category", "area", "text"]) {
      query.set(name, (field(name)?.value ?? "").slice(0, 200));
    }
    try {
      const answer = await fetch(`${form.dataset.beside ?? ""}?${query.toString()}`);
      if (answer.ok && beside && mine === turn) beside.innerHTML = await answer.text();
    } catch {
      // Without an answer the form works as it is.
    }
  };
  const soon = (): void => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void look(), 400);
  };
  form.addEventListener("input", soon);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  beside?.addEventListener("change", (event) => {
    const chosen = event.target;
    const category = form.querySelector<HTMLSelectElement>("select[name=category]");
    if (!category || !(chosen instanceof HTMLInputElement) || chosen.name !== "category") return;
    category.value = chosen.value;
    chosen.removeAttribute("name");
    soon();
  });

  const pickUp = (): void => {
    const state = telephone?.querySelector<HTMLElement>("[data-talking]")?.dataset;
    const [call, phone] = [field("call"), field("phone")];
    if (!state?.talking || !call || !phone || call.value || field("text")?.value) return;
    call.value = state.talking;
    phone.value = state.number ?? "";
    field("text")?.focus();
    soon();
  };
  if (telephone) new MutationObserver(pickUp).observe(telephone, { childList: true, subtree: true });
  pickUp();
  (field("phone")?.value ? field("text") : field("phone"))?.focus();
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-call]")) enhance(form);

export {};
