export interface TextCharacters {
  /** Takes the text that is asked about from now on. */
  read(text: string): void;
  /** Whether the text holds one of these code units; for null, nothing asked for, it does. */
  holdOne(codes: readonly number[] | null): boolean;
}

/** The characters of a text that many patterns are tried on: most cannot match, and those they require tell so sooner than a test. */
export function createTextCharacters(): TextCharacters {
  // By code unit the number of the last text that held it: nothing to clear between two texts.
  const lastText = new Int32Array(0x10000);
  let current = 0;
  return {
    read(text) {
      // Past the greatest number it goes on from the least, as the elements do.
      current = (current + 1) | 0;
      for (let at = 0; at < text.length; at += 1) lastText[text.charCodeAt(at)] = current;
    },
    holdOne(codes) {
      if (codes === null) return true;
      for (let at = 0; at < codes.length; at += 1) if (lastText[codes[at] ?? 0] === current) return true;
      return false;
    },
  };
}
