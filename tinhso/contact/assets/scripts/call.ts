/** A call in progress: what belongs beside the form follows the typing; Ctrl+Enter records it. */
function enhance(form: HTMLFormElement): void {
  const beside = document.querySelector<HTMLElement>("[data-call-beside]");
  let waiting = 0;
  let turn = 0;
  const look = async (): Promise<void> => {
    const mine = ++turn;
    const values = new FormData(form);
    const query = new URLSearchParams();
    for (const name of ["phone", "category", "area", "text"]) {
      query.set(name, String(values.get(name) ?? "").slice(0, 200));
    }
    try {
      const answer = await fetch(`${form.dataset.beside ?? ""}?${query.toString()}`);
      if (answer.ok && beside && mine === turn) beside.innerHTML = await answer.text();
    } catch {
      // Without an answer the form works as it is.
    }
  };
  form.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void look(), 400);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.querySelector<HTMLInputElement>("[name=phone]")?.focus();
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-call]")) enhance(form);
