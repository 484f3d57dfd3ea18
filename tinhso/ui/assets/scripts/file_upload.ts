/** Shows the photo just taken before it is sent, leaves out files too large to take, and says that sending goes on. */
const megabytes = (bytes: number): string =>
  `${(bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;

function preview(file: File): HTMLElement {
  const figure = document.createElement("figure");
  if (file.type.startsWith("image/")) {
    const image = document.createElement("img");
    image.alt = "";
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    figure.append(image);
  }
  const caption = document.createElement("figcaption");
  caption.textContent = `${file.name} (${megabytes(file.size)})`;
  figure.append(caption);
  return figure;
}

/** Leaves out what the server would refuse after a long wait, and says so by name. */
function leaveOutTooLarge(input: HTMLInputElement, limit: number, status: HTMLElement): void {
  const files = [...(input.files ?? [])];
  const refused = files.filter((file) => limit > 0 && file.size > limit);
  status.classList.toggle("ts-file__status--refused", refused.length > 0);
  status.textContent = refused
    .map((file) =>
      (status.dataset.tooLarge ?? "")
        .replace("SIZE", megabytes(file.size))
        .replace("LIMIT", megabytes(limit))
        .replace("FILE", () => file.name),
    )
    .join(" ");
  if (!refused.length) return;
  const kept = new DataTransfer();
  for (const file of files) if (!refused.includes(file)) kept.items.add(file);
  input.files = kept.files;
}

export function enhanceFileUploads(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-file]")) {
    const input = box.querySelector<HTMLInputElement>("input[type=file]");
    const shelf = box.querySelector<HTMLElement>("[data-file-preview]");
    const status = box.querySelector<HTMLElement>("[data-file-status]");
    if (!input || !shelf || !status) continue;
    const limit = Number(box.dataset.maxBytes ?? 0);
    input.addEventListener("change", () => {
      leaveOutTooLarge(input, limit, status);
      const files = [...(input.files ?? [])];
      shelf.replaceChildren(...files.map(preview));
      shelf.hidden = files.length === 0;
    });
    input.form?.addEventListener("submit", () => {
      if (input.files?.length) status.textContent = status.dataset.sending ?? "";
    });
  }
}
