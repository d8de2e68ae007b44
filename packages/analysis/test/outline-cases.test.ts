import type { Outline, Section } from '@nianbao/contracts';
import { describe, expect, test } from 'vitest';
import { getProfile, segment } from '../src/index.ts';
import cases from './outline-cases.json' with { type: 'json' };
import { textDocument } from './text-document.ts';

type Expected = Record<string, unknown> & { title?: string | null };

describe('outline', () => {
  test.each(cases)('$name', ({ lines, expect: expected }) => {
    const outline = segment(textDocument(lines.join('\n')), getProfile());
    const seen = describeOutline(outline);
    expect(pick(seen, Object.keys(expected))).toEqual(expected as Expected);
  });
});

/** `level|number|title|role|anomalies`; a heading without number shows its title as `@title`. */
function describeOutline(outline: Outline): Record<string, unknown> {
  return {
    ...outline,
    title: outline.title?.quote ?? null,
    addressee: outline.addressee?.quote ?? null,
    sections: flatten(outline.sections).map((section) => {
      const anomalies = section.anomalies.join(',');
      return section.number === null
        ? [section.level, '', '', section.role, section.title === '' ? anomalies : `@${section.title}`].join(
            '|',
          )
        : [section.level, section.number, section.title, section.role, anomalies].join('|');
    }),
    items: outline.items.map((item) => [item.number, item.title, item.anomalies.join(',')].join('|')),
    noise: outline.noise.map(({ quote }) => quote),
  };
}

function pick(value: Record<string, unknown>, keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, value[key]]));
}

function flatten(sections: Section[]): Section[] {
  return sections.flatMap((section) => [section, ...flatten(section.children)]);
}
