/** The kiosk: reads aloud, types digits, prints the ticket, goes back to the start when left. */
import { findVoice, say } from "../voice";

const main = document.querySelector<HTMLElement>("[data-idle]");

function returnWhenIdle(page: HTMLElement): void {
  const seconds = Number(page.dataset["idle"] ?? "45");
  let timer = 0;
  const wait = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => window.location.replace(page.dataset["start"] ?? "/"), seconds * 1000);
  };
  for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, wait);
  wait();
}

function offerReading(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-read]");
  const language = document.documentElement.lang;
  if (!button || !("speechSynthesis" in window)) return;
  const look = (): void => {
    button.hidden = findVoice(language) === undefined;
  };
  window.speechSynthesis.addEventListener("voiceschanged", look);
  look();
  button.addEventListener("click", () => void readAll(language));
}

async function readAll(language: string): Promise<void> {
  window.speechSynthesis.cancel();
  for (const part of document.querySelectorAll<HTMLElement>("[data-say]")) {
    part.classList.add("ck-reading");
    await say(part.textContent ?? "", language);
    part.classList.remove("ck-reading");
  }
}

function enhanceKeys(): void {
  const keys = document.querySelector<HTMLElement>("[data-keys]");
  const input = document.querySelector<HTMLInputElement>("#code");
  if (!keys || !input) return;
  keys.hidden = false;
  keys.addEventListener("click", (event) => {
    const key = (event.target as HTMLElement).dataset["key"];
    if (key === "erase") input.value = input.value.slice(0, -1);
    else if (key && input.value.length < 6) input.value += key;
  });
}

function keepPressesSingle(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset["sent"]) event.preventDefault();
    form.dataset["sent"] = "1";
  });
}

if (main) returnWhenIdle(main);
offerReading();
enhanceKeys();
keepPressesSingle();
if (document.querySelector("[data-print-now]")) window.setTimeout(() => window.print(), 300);
