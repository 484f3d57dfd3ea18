/** Shows the photo just taken before it is sent, and says that sending goes on. */
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

export function enhanceFileUploads(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-file]")) {
    const input = box.querySelector<HTMLInputElement>("input[type=file]");
    const shelf = box.querySelector<HTMLElement>("[data-file-preview]");
    const status = box.querySelector<HTMLElement>("[data-file-status]");
    if (!input || !shelf || !status) continue;
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      shelf.replaceChildren(...files.map(preview));
      shelf.hidden = files.length === 0;
    });
    input.form?.addEventListener("submit", () => {
      if (input.files?.length) status.textContent = status.dataset.sending ?? "";
    });
  }
}
