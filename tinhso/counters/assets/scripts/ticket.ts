/** A visitor's ticket: when it is called, the phone trembles and the title says so. */
import { enhanceLiveParts } from "../../../ui/assets/scripts/live";

let known = "";

function notice(): void {
  const ticket = document.querySelector<HTMLElement>("[data-state]");
  if (!ticket) return;
  const now = `${ticket.dataset["state"]}-${ticket.dataset["call"]}`;
  if (known && now !== known && ticket.dataset["state"] === "CALLED") {
    navigator.vibrate?.([400, 150, 400, 150, 400]);
    document.title = ticket.querySelector(".cq-ticket__call")?.textContent ?? document.title;
  }
  known = now;
}

notice();
document.addEventListener("live:updated", notice);
enhanceLiveParts(document);
