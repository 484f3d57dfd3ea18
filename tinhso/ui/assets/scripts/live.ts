/**
 * Keeps part of a page true while others change things: hears "changed" from the live process and
 * fetches the part again from its own view.
 *
 * <div data-live="address from live_address()" data-live-src="address of the part"
 *      data-live-poll="15" data-live-spread="0">…the part…</div>
 *
 * The view of the part answers with its HTML and a fresh address in the header X-Live-Address.
 * Without the live process the part is fetched every `poll` seconds; `spread` milliseconds keep a
 * thousand phones from asking in the same instant. Elements marked data-live-lost appear while the
 * site cannot be reached. After each change of the part the element sends the event "live:updated".
 */
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** The process sends a beat every 15 seconds; more silence than this is a dead connection. */
const SILENCE_MS = 40_000;

class LivePart {
  private source: EventSource | undefined;
  private address: string;
  private retryMs = FIRST_RETRY_MS;
  private heardAt = 0;
  private fetching = false;
  private again = false;
  private isLost = false;
  private shown: string;

  constructor(private readonly part: HTMLElement) {
    this.address = part.dataset["live"] ?? "";
    this.shown = "";
    this.listen();
    window.setInterval(() => this.watch(), this.pollMs);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.refresh();
    });
    window.addEventListener("online", () => void this.refresh());
  }

  private get pollMs(): number {
    return 1000 * Number(this.part.dataset["livePoll"] ?? "15");
  }

  private listen(): void {
    this.source?.close();
    const source = new EventSource(this.address);
    this.source = source;
    source.addEventListener("open", () => this.hear());
    source.addEventListener("beat", () => this.hear());
    source.addEventListener("changed", () => {
      this.hear();
      const spread = Number(this.part.dataset["liveSpread"] ?? "0");
      window.setTimeout(() => void this.refresh(), Math.random() * spread);
    });
    source.addEventListener("renew", () => void this.startAnew());
    source.addEventListener("error", () => {
      source.close();
      window.setTimeout(() => void this.startAnew(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
    });
  }

  private hear(): void {
    this.heardAt = Date.now();
    this.retryMs = FIRST_RETRY_MS;
  }

  private async startAnew(): Promise<void> {
    this.source?.close();
    await this.refresh();
    this.listen();
  }

  /** Looks by itself while news cannot be heard, or while the site did not answer the last time. */
  private watch(): void {
    if (this.isLost || this.source?.readyState !== EventSource.OPEN) void this.refresh();
    else if (Date.now() - this.heardAt > SILENCE_MS) void this.startAnew();
  }

  /** Fetches the part; a change heard meanwhile has it fetched once more. */
  private async refresh(): Promise<void> {
    if (this.fetching) {
      this.again = true;
      return;
    }
    this.fetching = true;
    try {
      do {
        this.again = false;
        await this.fetchPart();
      } while (this.again);
    } finally {
      this.fetching = false;
    }
  }

  private async fetchPart(): Promise<void> {
    let response: Response;
    let html = "";
    try {
      response = await fetch(this.part.dataset["liveSrc"] ?? "", {
        headers: { "X-Live": "1" },
        signal: AbortSignal.timeout(10_000),
      });
      html = await response.text();
    } catch {
      this.showLost(true);
      return;
    }
    if (response.status >= 500) {
      this.showLost(true);
      return;
    }
    if (response.redirected || !response.ok) {
      window.location.reload();
      return;
    }
    this.showLost(false);
    this.address = response.headers.get("X-Live-Address") ?? this.address;
    this.show(html);
  }

  /** Replaces the part if it differs, the person's place kept. */
  private show(html: string): void {
    if (html === this.shown) return;
    this.shown = html;
    const focused = this.part.contains(document.activeElement) ? document.activeElement?.id : "";
    this.part.innerHTML = html;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.part.dispatchEvent(new CustomEvent("live:updated", { bubbles: true }));
  }

  private showLost(lost: boolean): void {
    this.isLost = lost;
    document.documentElement.dataset["live"] = lost ? "lost" : "fine";
    for (const sign of document.querySelectorAll<HTMLElement>("[data-live-lost]")) sign.hidden = !lost;
  }
}

export function enhanceLiveParts(root: ParentNode): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-live]")) new LivePart(part);
}
