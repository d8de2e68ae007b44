import type { OutlineLexicon } from '../profiles/profile.ts';
import { frequentPlace, placeRank, readPlaces } from './places.ts';

interface ReportPlace {
  jurisdiction: string | null;
  parents: string[];
  /** The body the title names, e.g. 吕村镇人民政府关于…; null when it names only a place. */
  titleIssuer: string | null;
}

const lies = /^(?:地处|位于|隶属于?|是)(.{0,30})/s;
const within = /[\u4e00-\u9fff]{2,12}[市县区旗州]$/;

/** Who reports: from title and signature; else the place the text names most. `folded` has no noise. */
export function findPlace(
  title: string,
  issuer: string | null,
  folded: string,
  lexicon: OutlineLexicon,
): ReportPlace {
  const body = title.replace(/^(?:关于)?(?:印发)?(?:(?:\d{4}|[二一○零三四五六七八九]{4})年度?)?/, '');
  const named = readPlaces(body.replace(/^(?:中共|中国共产党)/, ''));
  const signed = readPlaces((issuer ?? '').replace(/^(?:中共|中国共产党)/, ''));
  const places = named.places.length >= signed.places.length ? named.places : signed.places;
  const own = places.at(-1) ?? frequentPlace(folded, lexicon.placeStopWords);
  return {
    jurisdiction: own,
    parents: parentsOf(own, places.slice(0, -1), folded),
    titleIssuer: titleIssuer(body, lexicon),
  };
}

function parentsOf(own: string | null, chain: string[], folded: string): string[] {
  if (own === null || chain.length > 0) return chain;
  // 云栖镇位于青川湾县西北部: the text itself says where the place lies.
  const place = firstMention(
    folded,
    own,
    (at) => lies.exec(folded.slice(at + own.length, at + own.length + 33))?.[1],
  );
  const above = readPlaces(place ?? '').places.filter((one) => placeRank(one) < placeRank(own));
  if (above.length > 0) return above;
  const before = firstMention(folded, own, (at) => within.exec(folded.slice(Math.max(0, at - 13), at))?.[0]);
  const found = readPlaces(before ?? '').places;
  return found.filter((place) => placeRank(place) < placeRank(own) && !/^[我本全各该]/.test(place));
}

/** The first answer to a mention of the name. */
function firstMention(
  text: string,
  name: string,
  read: (at: number) => string | undefined,
): string | undefined {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const answer = read(at);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** A title that begins with a body's full name, up to 关于 or the year. */
function titleIssuer(body: string, lexicon: OutlineLexicon): string | null {
  const topics = lexicon.title.topics.join('|');
  const beforeTopic = new RegExp(
    `^(.{3,60}?)(?=关于|\\d{4}年|[二一][○零一二三四五六七八九]{3}年|${topics}|$)`,
  );
  const head = beforeTopic.exec(body)?.[1] ?? '';
  const ending = new RegExp(`(?:${lexicon.issuerEndings.join('|')})$`);
  return ending.test(head) ? head : null;
}
