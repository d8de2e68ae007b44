/** East Asian wide and fullwidth ranges (Unicode UAX #11) and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns a text takes in a terminal: Chinese characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Cuts a text to at most `columns` columns, the last of which is `…` when something was cut. */
export function truncateToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** As `truncateToWidth`, but the beginning goes. */
export function truncateStart(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let width = 0;
  let kept = '';
  for (const character of [...text].reverse()) {
    width += characterWidth(character);
    if (width > columns - 1) break;
    kept = character + kept;
  }
  return `…${kept}`;
}

function characterWidth(character: string): number {
  if (wide.test(character)) return 2;
  return zeroWidth.test(character) ? 0 : 1;
}
