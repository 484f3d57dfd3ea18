/** Scripts of officers' pages: those of citizens and htmx, which swaps fragments of the same views. */
import "./citizen";
import "htmx.org";
import { focusErrorSummary } from "./error_summary";
import { enhanceFileUploads } from "./file_upload";
import { enhancePrintButtons } from "./print";
import { enhanceSessionLock } from "./session_lock";

enhanceSessionLock();

document.body.addEventListener("htmx:afterSwap", (event) => {
  const fragment = event.target as HTMLElement;
  focusErrorSummary(fragment);
  enhanceFileUploads(fragment);
  enhancePrintButtons(fragment);
});
