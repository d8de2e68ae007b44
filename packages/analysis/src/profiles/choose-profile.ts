import type { ConvertedDocument } from '@nianbao/contracts';
import { fold } from '../outline/fold.ts';
import { matchNumber } from '../outline/number-style.ts';
import { defaultProfileId, listProfiles } from './index.ts';
import type { Profile, ProfileCues } from './profile.ts';

export interface ChosenProfile {
  profileId: string;
  /** 0–1; below 0.5 no genre is clear and the default one is taken. */
  confidence: number;
  /** What spoke for the chosen genre, as it stands in the text: title and headings first. */
  evidence: string[];
}

interface Score {
  profile: Profile;
  weight: number;
  evidence: string[];
}

interface Lines {
  head: string[];
  headings: string[];
  whole: string;
}

/** From this confidence on the genre is taken for known. */
export const clearConfidence = 0.5;

// Weight that leaves no doubt by itself: a title and two headings.
const enough = 5;
const headLines = 15;
const longestLine = 80;
const longestHeading = 40;
// Reports are shorter; what comes after is annexes.
const longestText = 60_000;

/** The genre a text belongs to, by the cues of all profiles in its title, headings and words. Pure, and linear in the text. */
export function chooseProfile(document: Pick<ConvertedDocument, 'text'>): ChosenProfile {
  const lines = readLines(fold(document.text.slice(0, longestText)));
  const scores = listProfiles()
    .map((profile) => scoreOf(profile, lines))
    .sort((a, b) => b.weight - a.weight);
  const [best, rival] = scores;
  if (!best || best.weight === 0) return { profileId: defaultProfileId, confidence: 0, evidence: [] };
  const share = best.weight / (best.weight + (rival?.weight ?? 0));
  const strength = Math.min(1, best.weight / enough);
  const confidence = Math.round(share * strength * 100) / 100;
  const taken =
    confidence >= clearConfidence ? best : scores.find(({ profile }) => profile.id === defaultProfileId);
  return { profileId: taken?.profile.id ?? defaultProfileId, confidence, evidence: taken?.evidence ?? [] };
}

function readLines(whole: string): Lines {
  const lines = whole
    .split('\n')
    .map((line) => line.replace(/\s/g, ''))
    .filter((line) => line !== '');
  const head: string[] = [];
  const headings: string[] = [];
  for (const [index, line] of lines.entries()) {
    const number = matchNumber(line.slice(0, 16));
    const title = line.slice(number?.length ?? 0).split(/[。：；]/)[0] ?? '';
    const bare = !number && title === line;
    if (index < headLines && bare && line.length <= longestLine && !line.includes('，')) head.push(line);
    else if ((number || bare) && title.length <= longestHeading) headings.push(title);
  }
  return { head, headings, whole };
}

function scoreOf(profile: Profile, lines: Lines): Score {
  const { title, headings, body }: ProfileCues = profile.cues;
  const found = [
    ...title.map((cue) => ({ cue, quote: firstLine(lines.head, cue.pattern) })),
    ...headings.map((cue) => ({ cue, quote: firstLine(lines.headings, cue.pattern) })),
    ...body.map((cue) => ({ cue, quote: repeated(lines.whole, cue.pattern, cue.atLeast) })),
  ].filter(({ quote }) => quote !== undefined);
  return {
    profile,
    weight: found.reduce((sum, { cue }) => sum + cue.weight, 0),
    evidence: found.flatMap(({ quote }) => quote ?? []),
  };
}

function firstLine(lines: string[], pattern: string): string | undefined {
  const expression = new RegExp(pattern);
  return lines.find((line) => expression.test(line));
}

function repeated(text: string, pattern: string, atLeast: number): string | undefined {
  const matches = text.match(new RegExp(pattern, 'g')) ?? [];
  return matches.length >= atLeast ? matches[0] : undefined;
}
