/**
 * Covers an officer's page when its session has locked; what is typed stays underneath.
 *
 * The server decides: asked with X-Live it only tells (204 open, a way round locked), asked
 * without it notes that somebody works. While covered it is asked again, so that unlocking in
 * another tab opens this one too.
 */
const WATCH_MS = 5000;
const TELL_MS = 60_000;

class SessionLock {
  private touchedAt = Date.now();
  private toldAt = Date.now();

  constructor(private readonly cover: HTMLDialogElement) {
    for (const name of ["keydown", "pointerdown", "wheel"]) {
      document.addEventListener(name, () => this.touch(), { capture: true, passive: true });
    }
    cover.addEventListener("cancel", (event) => event.preventDefault());
    window.setInterval(() => this.watch(), WATCH_MS);
    document.addEventListener("visibilitychange", () => this.watch());
  }

  private touch(): void {
    if (this.cover.open) return;
    this.touchedAt = Date.now();
    if (this.touchedAt - this.toldAt < TELL_MS) return;
    this.toldAt = this.touchedAt;
    void fetch(this.cover.dataset["state"] ?? "", { redirect: "manual" }).catch(() => undefined);
  }

  private watch(): void {
    const limit = 1000 * Number(this.cover.dataset["sessionLock"]);
    if (document.visibilityState !== "visible") return;
    if (this.cover.open || Date.now() - this.touchedAt > limit) void this.look();
  }

  private async look(): Promise<void> {
    let isOpen: boolean;
    try {
      const answer = await fetch(this.cover.dataset["state"] ?? "", {
        headers: { "X-Live": "1" },
        redirect: "manual",
      });
      isOpen = answer.status === 204;
    } catch {
      return; // The site is away: nothing is told, nothing could be done either.
    }
    if (isOpen && this.cover.open) {
      this.touchedAt = Date.now();
      this.cover.close();
    } else if (!isOpen && !this.cover.open) {
      this.cover.showModal();
    }
  }
}

export function enhanceSessionLock(): void {
  const cover = document.querySelector<HTMLDialogElement>("[data-session-lock]");
  if (cover) new SessionLock(cover);
}
