/** Replaces characters by others, code unit for code unit, so that every offset holds in both texts. `pairs`: [character, its like]. */
export function characterFolding(pairs: Iterable<readonly [string, string]>): (text: string) => string {
  const likes = new Uint16Array(0x10000);
  for (const [character, like] of pairs) likes[character.charCodeAt(0)] = like.charCodeAt(0);
  return (text) => {
    // Joined, not added up: a string of one piece, which the loops over it read several times faster.
    const pieces: string[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const like = likes[text.charCodeAt(at)];
      if (!like) continue;
      pieces.push(text.slice(from, at), String.fromCharCode(like));
      from = at + 1;
    }
    if (from === 0) return text;
    pieces.push(text.slice(from));
    return pieces.join('');
  };
}

/** Full-width characters from `first` to `last`, each with its half-width like. */
export function* halfWidth(first: string, last: string): Generator<[string, string]> {
  for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code += 1)
    yield [String.fromCharCode(code), String.fromCharCode(code - 0xfee0)];
}
