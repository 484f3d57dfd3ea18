/** Shows the buttons that print: without scripts they would do nothing, so they stay hidden. */
export function enhancePrintButtons(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
