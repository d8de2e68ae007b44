import type { Finding, LocalizedText, QuotedSpan } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import { fold } from '../outline/fold.ts';
import { parseYear } from '../outline/han-number.ts';
import { announcedYear } from '../outline/report-year.ts';
import { allMatches } from '../patterns/all-matches.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { quoted, type ReviewSource } from './source.ts';

// Reports are finished by the spring after their year; half a year of slack for late ones.
const latestFinish = '-06-30';
const awaitedBefore = /(?:[迎向]接?|筹备|备战)(?:着)?$/;
const awaitedAfter = /^(?:即?将|胜利召开|召开之际|献礼)/;
const headingYear = /^(?:[^\d]{0,12})(\d{4})年/;

/** Years that do not fit the year reported on. Only what is certain: dated acts and events, headings, the date of signature. */
export function checkYears(source: ReviewSource): Finding[] {
  const { year } = source.outline;
  if (year === null) return [];
  return [
    ...namedTooEarly(source, year),
    ...eventsOfOtherYears(source, year),
    ...headingYears(source, year),
    ...announcement(source, year),
    ...signedTooEarly(source, year),
  ];
}

/** An act or event that did not exist when the report was finished. */
function namedTooEarly(source: ReviewSource, year: number): Finding[] {
  const finished = source.outline.issuedOn ?? `${year + 1}${latestFinish}`;
  return flatMap(source.profile.review.known, ({ name, pattern, since }) => {
    if (since <= finished) return [];
    const match = allMatches(compiledPattern(pattern, 'g'), source.folded).find(
      (one) => !isAwaited(source.folded, one.index, one.index + one[0].length),
    );
    if (!match) return [];
    return [
      wrongYear(
        {
          zh: `报告的是 ${year} 年，却提到 ${since} 才有的${name}。`,
          en: `A report on ${year} that names ${name}, which is of ${since}.`,
        },
        [quoted(source, match.index, match.index + match[0].length)],
      ),
    ];
  });
}

/** 迎接党的二十大胜利召开: looked forward to before it took place. */
function isAwaited(folded: string, start: number, end: number): boolean {
  return (
    awaitedBefore.test(folded.slice(Math.max(0, start - 6), start)) ||
    awaitedAfter.test(folded.slice(end, end + 8))
  );
}

function eventsOfOtherYears(source: ReviewSource, year: number): Finding[] {
  return flatMap(source.profile.review.events, (event) => {
    if (event.year === year) return [];
    return allMatches(compiledPattern(event.pattern, 'g'), source.folded).map((match) =>
      wrongYear(
        {
          zh: `${event.name}在 ${event.year} 年召开，不在报告年度 ${year} 年。`,
          en: `${event.name} took place in ${event.year}, not in ${year}, the year of the report.`,
        },
        [quoted(source, match.index, match.index + match[0].length)],
      ),
    );
  });
}

/** 2023年…存在的问题 in a report on 2024; a plan for the year reported on or an earlier one. */
function headingYears(source: ReviewSource, year: number): Finding[] {
  // 2024年政府工作报告 bears the year it was given in and looks back on the one before.
  const isSpeech = /政府工作报告$/.test(source.outline.title?.quote ?? '');
  return flatMap(source.outline.sections, (section) => {
    const found = parseYear(headingYear.exec(fold(section.title))?.[1] ?? '');
    if (found === null) return [];
    const isPlan = section.role === 'next_year_plan';
    const isPast = section.role === 'problems' || section.role === 'achievements';
    const fits = isPlan ? found === year + 1 : !isPast || found === year || (isSpeech && found === year - 1);
    if (fits) return [];
    const expected = isPlan ? year + 1 : year;
    return [
      wrongYear(
        {
          zh: `标题写 ${found} 年，按报告年度应为 ${expected} 年。`,
          en: `The heading says ${found}; by the year of the report it should be ${expected}.`,
        },
        [quoted(source, section.start, section.headingEnd)],
      ),
    ];
  });
}

/** The announcing sentence (现将2023年度…) names another year than the title. */
function announcement(source: ReviewSource, year: number): Finding[] {
  const { title, sections } = source.outline;
  if (title === null) return [];
  const opening = source.folded.slice(title.end, sections[0]?.start ?? source.folded.length);
  const announced = announcedYear(opening, source.profile.outline.opening);
  if (announced === null || announced === year) return [];
  const at = source.folded.indexOf(`${announced}年`, title.end);
  return [
    wrongYear(
      {
        zh: `标题是 ${year} 年，正文开头写 ${announced} 年。`,
        en: `The title says ${year}, the opening ${announced}.`,
      },
      [title, ...(at < 0 ? [] : [quoted(source, at, at + 5)])],
    ),
  ];
}

function signedTooEarly(source: ReviewSource, year: number): Finding[] {
  const { issuedOn } = source.outline;
  if (issuedOn === null || Number(issuedOn.slice(0, 4)) >= year) return [];
  return [
    wrongYear(
      {
        zh: `成文日期 ${issuedOn} 早于报告年度 ${year} 年。`,
        en: `Signed on ${issuedOn}, before ${year}, the year of the report.`,
      },
      [],
    ),
  ];
}

function wrongYear(message: LocalizedText, spans: QuotedSpan[]): Finding {
  return { code: 'wrong-year', severity: 'warning', message, spans, basis: { kind: 'form' } };
}
