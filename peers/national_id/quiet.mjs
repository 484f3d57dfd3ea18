/**
 * Keeps two warnings of the library off the terminal: they speak to those who run a real provider.
 * This stand-in forgets everything on purpose, and the tests try it on every Node.js we allow.
 */
const FOR_OTHERS = /^oidc-provider WARNING: (Unsupported runtime|a quick start development-only in-memory)/;
const { warn } = console;

console.warn = (...words) => {
  if (!FOR_OTHERS.test(words[0])) warn(...words);
};
