/** The text without the table's characters at its end. A pattern (`[…]+$`) would look at every run of them from each of its characters. */
export function trimEnd(text: string, characters: Uint8Array): string {
  let end = text.length;
  while (end > 0 && characters[text.charCodeAt(end - 1)]) end -= 1;
  return text.slice(0, end);
}
