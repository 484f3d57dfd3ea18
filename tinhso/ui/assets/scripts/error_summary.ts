/** Brings the list of errors into focus and keeps labels in sight when one of its links is followed. */
export function focusErrorSummary(root: ParentNode): void {
  const summary = root.querySelector<HTMLElement>("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[href^='#']");
    const input = link && document.getElementById(link.hash.slice(1));
    if (!input) return;
    event.preventDefault();
    (input.closest("fieldset, .govuk-form-group") ?? input).scrollIntoView();
    input.focus({ preventScroll: true });
  });
}
