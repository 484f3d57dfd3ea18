/** Saying things aloud: a voice of the wanted language, if the machine has one. */
export function findVoice(language: string): SpeechSynthesisVoice | undefined {
  if (!("speechSynthesis" in window)) return undefined;
  return window.speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(language));
}

/** Speaks and tells whether there was a voice; resolves when the words are said, or soon after. */
export function say(text: string, language: string): Promise<boolean> {
  const voice = findVoice(language);
  if (!voice) return Promise.resolve(false);
  return new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    const done = (): void => resolve(true);
    words.addEventListener("end", done);
    words.addEventListener("error", done);
    window.setTimeout(done, 10_000);
    window.speechSynthesis.speak(words);
  });
}
