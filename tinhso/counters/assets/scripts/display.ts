/**
 * The display: chimes and speaks for every new call, one after the other, keeps the clock.
 * Sound starts after one click, as browsers ask; without a Vietnamese voice the chime alone calls.
 */
import { enhanceLiveParts } from "../../../ui/assets/scripts/live";
import { say } from "../voice";

interface Call {
  readonly label: string;
  readonly counter: string;
}

const MOST_REMEMBERED = 500;
const announced = new Set<string>();
const waiting: Call[] = [];
let sound: AudioContext | undefined;
let speaking = false;

function newCalls(): Call[] {
  const calls: Call[] = [];
  for (const row of document.querySelectorAll<HTMLElement>("[data-call]")) {
    const { call, label, counter } = row.dataset;
    if (!call || announced.has(call)) continue;
    announced.add(call);
    calls.push({ label: label ?? "", counter: counter ?? "" });
  }
  if (announced.size > MOST_REMEMBERED) {
    for (const old of [...announced].slice(0, MOST_REMEMBERED / 2)) announced.delete(old);
  }
  return calls;
}

/** Two soft tones, a third apart. */
function chime(context: AudioContext): Promise<void> {
  const start = context.currentTime;
  [659.25, 523.25].forEach((pitch, index) => {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const at = start + index * 0.45;
    tone.type = "sine";
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.5, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 1.1);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 1.2);
  });
  return new Promise((resolve) => window.setTimeout(resolve, 1500));
}

async function announceWaiting(): Promise<void> {
  if (speaking || !sound) return;
  speaking = true;
  try {
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      await chime(sound);
      await say(`Mời số ${call.label}, đến quầy số ${call.counter}`, "vi");
    }
  } finally {
    speaking = false;
  }
}

function showTime(): void {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;
  clock.textContent = new Date().toLocaleTimeString("vi-VN", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Asia/Ho_Chi_Minh",
  });
}

function offerSound(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-sound]");
  if (!button || !("AudioContext" in window)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    sound = new AudioContext();
    button.hidden = true;
    document.documentElement.dataset["sound"] = "on";
    void chime(sound);
  });
}

newCalls();
document.addEventListener("live:updated", () => {
  const calls = newCalls();
  document.documentElement.dataset["announced"] = String(
    Number(document.documentElement.dataset["announced"] ?? "0") + calls.length,
  );
  if (!sound) return;
  waiting.push(...calls);
  void announceWaiting();
});
offerSound();
showTime();
window.setInterval(showTime, 5000);
enhanceLiveParts(document);
