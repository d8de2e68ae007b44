import type { Finding, OutlineItem, Section } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import { lastStarting } from '../outline/section-path.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { quoted, type ReviewSource } from './source.ts';

/**
 * An item or section that promises one thing and counts only its counterpart: 发挥行政调解作用, and below it the cases of the people's
 * mediation committees. The pairs stand in the profile.
 */
export function checkOffTopicItems(source: ReviewSource): Finding[] {
  const leaves = source.sections.filter(({ children, title }) => children.length === 0 && title !== '');
  return flatMap([...leaves, ...source.outline.items], (one) =>
    flatMap(source.profile.review.counterparts, (pair) => offTopic(source, one, pair)),
  );
}

function offTopic(
  source: ReviewSource,
  one: Section | OutlineItem,
  { named, counted }: { named: string; counted: string },
): Finding[] {
  const [promise, other] = [compiledPattern(named), compiledPattern(counted)];
  if (!promise.test(one.title) || other.test(one.title)) return [];
  const from = one.start + (one.number?.length ?? 0) + one.title.length;
  const body = source.folded.slice(from, one.end);
  // A longer section speaks of many things.
  if (body.length > 400 || promise.test(body)) return [];
  const at = body.search(other);
  if (at < 0) return [];
  const { quantities } = source.extraction;
  const figures = quantities
    .slice(lastStarting(quantities, from - 1) + 1, lastStarting(quantities, one.end) + 1)
    .filter(({ end }) => end <= one.end);
  if (!figures.some(({ start }) => start > from + at)) return [];
  const spans = [quoted(source, one.start, from), quoted(source, from + at, figures.at(-1)?.end ?? one.end)];
  return [
    {
      code: 'contradiction',
      severity: 'info',
      message: {
        zh: `标题“${one.title}”与内容不符：其下的数字说的是另一项工作。`,
        en: `The title “${one.title}” does not fit its text: the figures below it count another matter.`,
      },
      spans,
      basis: { kind: 'form' },
    },
  ];
}
