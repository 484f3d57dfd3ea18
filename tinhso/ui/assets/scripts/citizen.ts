/** Scripts of citizens' pages; every page works without them. */
import { preventDoubleSubmit } from "./double_submit";
import { focusErrorSummary } from "./error_summary";
import { enhanceFileUploads } from "./file_upload";
import { enhancePrintButtons } from "./print";

preventDoubleSubmit();
focusErrorSummary(document);
enhanceFileUploads(document);
enhancePrintButtons(document);
