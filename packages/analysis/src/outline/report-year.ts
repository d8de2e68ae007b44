import type { Section } from '@nianbao/contracts';
import { parseNumber, parseYear } from './han-number.ts';

const year = '(\\d{4}|[二一][一二三四五六七八九○零O]{3})';
const leadingYear = new RegExp(`^\\s*(?:关于)?${year}\\s*年`);
const speech = new RegExp(
  `${year}年(\\d{1,2}|[一二三四五六七八九十]{1,2})月[\\d一二三四五六七八九十]{1,3}日\\s*在[^。]{2,50}(?:人民代表大会|大会|人大)[^。]{0,20}会议`,
);

// 2020年…政府工作报告 looks back on 2019 and forward on 2020: its headings say so.
const workReport = /政府工作报告/;

interface YearSources {
  /** Folded, without spaces; '' when there is no title. */
  title: string;
  /** Folded text before the first heading. */
  opening: string;
  /** Patterns of the sentence that announces the report, from the profile. */
  openingPatterns: string[];
  /** Top-level sections. */
  sections: Section[];
  issuedOn: string | null;
}

/**
 * The year reported on: from the title, else from the sentence that announces the report, the opening's first words, the top
 * headings, the plan's year less one, the date of the signature. A report given to a congress early in a year is on the year before,
 * whatever its title says. Never the first date that happens to stand in the text.
 */
export function findYear(sources: YearSources): number | null {
  const spoken = yearOfSpeech(sources.opening);
  const told = spoken ?? (workReport.test(sources.title) ? yearOfTitle(sources.title) : null);
  if (told !== null) return yearOfHeadings(sources.sections) ?? told;
  return (
    yearOfTitle(sources.title) ??
    announcedYear(sources.opening, sources.openingPatterns) ??
    firstWords(sources.opening) ??
    yearOfHeadings(sources.sections) ??
    yearOfSignature(sources.issuedOn)
  );
}

/** The year the announcing sentence gives (现将2023年度…报告如下), if any. */
export function announcedYear(opening: string, patterns: string[]): number | null {
  for (const pattern of patterns) {
    const match = new RegExp(pattern).exec(opening);
    const found = parseYear(match?.[1] ?? '');
    if (found !== null) return found;
  }
  return null;
}

/** Of several years the one of the report: the one followed by 年度, or named behind 关于, or the later end of a range. */
function yearOfTitle(title: string): number | null {
  const range = new RegExp(`${year}年?度?[-—－~至—]{1,2}${year}年`).exec(title);
  if (range) return parseYear(range[2] ?? '');
  const about = new RegExp(`关于[\\u4e00-\\u9fff]{0,20}?${year}年?度?`).exec(title);
  const yearly = new RegExp(`${year}年度`).exec(title);
  const any = new RegExp(year).exec(title);
  return parseYear((about ?? yearly ?? any)?.[1] ?? '');
}

/** ——2026年1月27日在…人民代表大会…会议上: the year before, for speeches of the first half. */
function yearOfSpeech(opening: string): number | null {
  const match = speech.exec(opening);
  const [spoken, month] = [parseYear(match?.[1] ?? ''), parseNumber(match?.[2] ?? '')];
  return spoken !== null && month !== null && month <= 6 ? spoken - 1 : null;
}

function firstWords(opening: string): number | null {
  for (const line of opening.split('\n')) {
    const found = parseYear(leadingYear.exec(line)?.[1] ?? '');
    if (found !== null) return found;
  }
  return null;
}

function yearOfHeadings(sections: Section[]): number | null {
  for (const role of ['achievements', 'problems', 'next_year_plan'] as const) {
    for (const section of sections.filter((one) => one.role === role)) {
      const found = parseYear(leadingYear.exec(section.title)?.[1] ?? '');
      if (found !== null) return role === 'next_year_plan' ? found - 1 : found;
    }
  }
  return null;
}

/** Reports are signed from December of their year to the spring after it. */
function yearOfSignature(issuedOn: string | null): number | null {
  if (issuedOn === null) return null;
  const month = Number(issuedOn.slice(5, 7));
  if (month >= 11) return Number(issuedOn.slice(0, 4));
  return month <= 6 ? Number(issuedOn.slice(0, 4)) - 1 : null;
}

/** A top section named for a later year than the one reported on tells plans (2026年主要工作), whatever else its words say. */
export function markPlans(sections: Section[], year: number | null): void {
  for (const section of sections) {
    const named = parseYear(leadingYear.exec(section.title)?.[1] ?? '');
    if (year === null || named === null || named <= year || section.role !== 'achievements') continue;
    setRole(section, 'next_year_plan');
  }
}

function setRole(section: Section, role: Section['role']): void {
  if (section.role === 'achievements' || section.role === 'other') section.role = role;
  for (const child of section.children) setRole(child, role);
}
