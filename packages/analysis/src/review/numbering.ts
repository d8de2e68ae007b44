import type { Finding, LocalizedText, OutlineAnomaly, OutlineItem, Section } from '@nianbao/contracts';
import { lastStarting } from '../outline/section-path.ts';
import type { Range } from '../outline/sentences.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { quoted, type ReviewSource } from './source.ts';

interface Fault {
  severity: Finding['severity'];
  message(number: string): LocalizedText;
}

// 党政机关公文格式 (GB/T 9704-2012): levels are numbered 一、 → （一） → 1. → （1）.
const standard = 'GB/T 9704-2012 党政机关公文格式：结构层次序数 / order of heading numbers';
const quoteLength = 30;

const faults: Partial<Record<OutlineAnomaly, Fault>> = {
  'mixed-series': {
    severity: 'warning',
    message: (number) => ({
      zh: `序号“${number}”与同级其他序号的样式不一致。`,
      en: `Number “${number}” is written in another style than its siblings.`,
    }),
  },
  'duplicate-number': {
    severity: 'warning',
    message: (number) => ({
      zh: `序号“${number}”用了两次：后面的应顺延。`,
      en: `Number “${number}” is used twice: the later ones should move on.`,
    }),
  },
  'skipped-number': {
    severity: 'warning',
    message: (number) => ({
      zh: `序号“${number}”之前跳号：请核对是否漏了一条。`,
      en: `Numbering jumps to “${number}”: see whether an item before it is missing.`,
    }),
  },
  'restarted-number': {
    severity: 'info',
    message: (number) => ({
      zh: `序号“${number}”与前文次序不符。`,
      en: `Number “${number}” is out of order.`,
    }),
  },
};

/** Faults in the numbers of headings and items, parts without a heading among numbered ones, and headings or items with nothing under them. */
export function checkNumbering(source: ReviewSource): Finding[] {
  const headings = flatMap(source.sections, (section) => faultsOf(source, section, section.number ?? ''));
  const items = flatMap(source.outline.items, (item) => faultsOf(source, item, item.number));
  return [
    ...headings,
    ...items,
    ...halfWidth(source),
    ...arabicTop(source),
    ...unheaded(source),
    ...emptyOnes(source),
  ];
}

function faultsOf(source: ReviewSource, one: Section | OutlineItem, number: string): Finding[] {
  return flatMap(one.anomalies, (anomaly) => {
    const fault = faults[anomaly];
    if (!fault) return [];
    return [
      {
        code: 'numbering' as const,
        // 二要 after 一是 is a matter of taste.
        severity: anomaly === 'mixed-series' && 'ordinal' in one ? ('info' as const) : fault.severity,
        message: fault.message(number),
        spans: [
          quoted(
            source,
            one.start,
            Math.min('headingEnd' in one ? one.headingEnd : one.end, one.start + quoteLength),
          ),
        ],
        basis: { kind: 'form' as const, reference: standard },
      },
    ];
  });
}

/** One finding for all half-width brackets. */
function halfWidth(source: ReviewSource): Finding[] {
  const hits = source.sections.filter((section) => section.anomalies.includes('half-width-brackets'));
  if (hits.length === 0) return [];
  return [
    {
      code: 'numbering',
      severity: 'info',
      message: {
        zh: `${hits.length} 个标题序号用了半角括号，其余用全角。`,
        en: `${hits.length} heading numbers have half-width brackets, the others full-width ones.`,
      },
      spans: hits.map((section) =>
        quoted(source, section.start, section.start + (section.number?.length ?? 1)),
      ),
      basis: { kind: 'form' },
    },
  ];
}

/** One finding for level-1 headings that are all numbered 1、2、3、 where the standard has 一、二、三、. */
function arabicTop(source: ReviewSource): Finding[] {
  const top = source.sections.filter((section) => section.level === 1 && section.number !== null);
  const arabic = top.filter((section) => /^\d/.test(section.number ?? ''));
  if (arabic.length < 3 || arabic.length < top.length) return [];
  return [
    {
      code: 'numbering',
      severity: 'info',
      message: {
        zh: '一级标题用了阿拉伯数字序号，公文格式的第一层为“一、”。',
        en: 'Level-1 headings have Arabic numbers; the official format has 一、 on the first level.',
      },
      spans: arabic.map((section) =>
        quoted(source, section.start, section.start + (section.number?.length ?? 1)),
      ),
      basis: { kind: 'form', reference: standard },
    },
  ];
}

/** One finding for the parts that stand in paragraphs without a heading while the others are numbered. */
function unheaded(source: ReviewSource): Finding[] {
  const top = source.sections.filter((section) => section.level === 1);
  const loose = top.filter((section) => section.anomalies.includes('unheaded'));
  if (loose.length === 0 || !top.some((section) => section.number !== null)) return [];
  return [
    {
      code: 'numbering',
      severity: 'info',
      message: {
        zh: `${loose.length} 个部分（问题或安排）没有自己的标题序号，接在上一部分之后。`,
        en: `${loose.length} part(s) (problems or plans) have no numbered heading of their own and follow another part.`,
      },
      spans: loose.map((section) =>
        quoted(source, section.start, Math.min(section.end, section.start + quoteLength)),
      ),
      basis: { kind: 'form', reference: standard },
    },
  ];
}

function emptyOnes(source: ReviewSource): Finding[] {
  return [...source.sections, ...source.outline.items]
    .filter((one) => one.anomalies.includes('empty') && !isSplitOff(source, one))
    .map((one) => ({
      code: 'empty-item' as const,
      severity: 'warning' as const,
      message: {
        zh: `“${one.number ?? ''}${one.title}”只有标题，没有内容。`,
        en: `“${one.number ?? ''}${one.title}” has a title and nothing more.`,
      },
      spans: [quoted(source, one.start, one.end)],
      basis: { kind: 'form' as const },
    }));
}

/** What stood under the heading is the start of an unheaded part of its own (problems, plan). */
function isSplitOff(source: ReviewSource, { end }: Range): boolean {
  const next = source.sections[lastStarting(source.sections, end - 1) + 1];
  return next?.anomalies.includes('unheaded') === true && source.folded.slice(end, next.start).trim() === '';
}
