/** Script of pages whose parts stay true by themselves; loaded beside citizen.js or officer.js. */
import { enhanceLiveParts } from "./live";

enhanceLiveParts(document);
