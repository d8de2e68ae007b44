/** Control characters of file names and report text must not reach the terminal: they could move the cursor or worse. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
