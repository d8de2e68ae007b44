// Endings of administrative units by rank, outermost first.
const ranks = [
  /(?:省|自治区|特别行政区)$/,
  /(?:市|自治州|地区|盟)$/,
  /(?:县|区|旗|市)$/,
  /(?:镇|乡|街道|苏木)$/,
] as const;
const suffix = /^(?:特别行政区|自治区|自治州|自治县|自治旗|街道|地区|苏木|省|市|盟|县|区|旗|镇|乡)/;
// A word or body that is no part of a name.
const organ = /[的在和与及于是将对]$|委员|政府|办事处|党工委|关于|法治/;
const longestName = 12;

/**
 * Reads a chain of places at the start of the text: `江华瑶族自治县水口镇人民政府` → [江华瑶族自治县, 水口镇].
 * A suffix counts from the second character on (镇江市) and not when another follows at once (新市镇, 西城区街道).
 */
export function readPlaces(text: string): { places: string[]; length: number } {
  const places: string[] = [];
  let at = 0;
  for (;;) {
    const length = placeLength(text.slice(at, at + longestName + 4));
    if (length === 0) return { places, length: at };
    places.push(text.slice(at, at + length));
    at += length;
  }
}

/** 0 province, 1 prefecture, 2 county, 3 township; -1 when it is none of these. */
export function placeRank(place: string): number {
  return ranks.findLastIndex((pattern) => pattern.test(place));
}

function placeLength(text: string): number {
  for (let at = 1; at < Math.min(text.length, longestName); at += 1) {
    const before = text.slice(0, at);
    if (!/^[\u4e00-\u9fff·]+$/.test(before) || organ.test(before)) return 0;
    const match = suffix.exec(text.slice(at));
    if (!match) continue;
    const end = at + match[0].length;
    // 新市镇, 西城区街道: the suffix belongs to the name when that of a lower unit stands right behind it.
    const next = suffix.exec(text.slice(end));
    if (next && placeRank(text.slice(0, end + next[0].length)) > placeRank(text.slice(0, end))) continue;
    return end;
  }
  return 0;
}

// Whoever does this in the first lines is the one who reports.
const reporter =
  /^(?:党|人民政府|政府|坚持|按照|认真|深入|全面|以|在|紧|始终|严格|法治|积极|高度|贯彻|司法所)/;
const openingLength = 400;
const named =
  /(?:^|[，。、；：“《（\s]|[年度在将对])([\u4e00-\u9fff]{1,7}?(?:街道|镇|乡(?![村土愁贤音])))(?![\u4e00-\u9fff]?[镇乡])/g;

/** The township-level place named most often at the head of a clause; null when none is named twice or reports in the opening. */
export function frequentPlace(folded: string, stopWords: string[]): string | null {
  const counts = new Map<string, number>();
  for (const match of folded.matchAll(named)) {
    const name = match[1] ?? '';
    if (name.length < 2 || stopWords.some((word) => name.endsWith(word))) continue;
    const own = readPlaces(name).places.at(-1) ?? name;
    const end = match.index + match[0].length;
    const weight = end < openingLength && reporter.test(folded.slice(end, end + 4)) ? 2 : 1;
    counts.set(own, (counts.get(own) ?? 0) + weight);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= 2 ? best[0] : null;
}
