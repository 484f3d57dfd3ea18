/** The receipt: what was sent needs no draft any more. */
try {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("contact-draft:")) localStorage.removeItem(key);
  }
} catch {
  // A browser without storage kept none.
}
