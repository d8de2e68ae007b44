import { SectionRole } from '@nianbao/contracts';
import { describe, expect, test } from 'vitest';
import { getProfile, listProfiles, type Profile, segment } from '../src/index.ts';
import { textDocument } from './text-document.ts';

describe('profiles', () => {
  test('an unknown id is refused', () => {
    expect(() => getProfile('no-such-genre')).toThrow(RangeError);
  });

  test.each(listProfiles().map((profile) => [profile.id, profile] as const))(
    '%s: data is sound',
    (_id, profile) => {
      const roles = [
        ...profile.outline.roles.map(({ role }) => role),
        ...profile.outline.unheaded.map(({ role }) => role),
        ...profile.parts.flatMap(({ roles, within, onlyMentionIn }) => [
          ...roles,
          ...within,
          ...onlyMentionIn,
        ]),
      ];
      for (const role of roles) expect(SectionRole.options).toContain(role);
      for (const pattern of patternsOf(profile)) expect(() => new RegExp(pattern)).not.toThrow();
      expect(new Set(profile.parts.map(({ key }) => key)).size).toBe(profile.parts.length);
      for (const { label, basis } of profile.parts) {
        expect(label.zh && label.en && basis.zh && basis.en).toBeTruthy();
      }
      for (const { since } of profile.review.known) expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    },
  );

  test('genres differ in data alone: each reads the title of its own', () => {
    const text =
      '临江县2024年政府信息公开工作年度报告\n一、总体情况\n全年主动公开信息120条，办理依申请公开8件。\n二、其他事项\n无。';
    const titles = listProfiles().map((profile) => segment(textDocument(text), profile).title?.quote ?? null);
    expect(titles).toEqual([null, '临江县2024年政府信息公开工作年度报告']);
  });
});

function patternsOf({ cues, outline, parts, review, quantities }: Profile): string[] {
  return [
    ...[...cues.title, ...cues.headings, ...cues.body].map(({ pattern }) => pattern),
    ...quantities.forms.flatMap(({ label, head }) => [label, head ?? '']),
    ...review.deadlines.flatMap(({ issuer, except }) => [issuer, except]),
    ...outline.title.required,
    ...outline.opening,
    outline.addressee,
    outline.closing,
    outline.annex,
    outline.notes,
    ...outline.bareHeadings,
    ...[...outline.noise.inline, ...outline.noise.lines].map(({ pattern }) => pattern),
    ...outline.roles.flatMap(({ anyLevel, topLevel, except }) => [...anyLevel, ...topLevel, ...except]),
    ...outline.unheaded.flatMap(({ patterns, except }) => [...patterns, ...except]),
    ...parts.flatMap((part) => [
      ...part.heading,
      ...part.headingWithCue,
      ...part.items,
      ...part.substance,
      ...part.mention,
    ]),
    ...[...review.known, ...review.events].map(({ pattern }) => pattern),
    ...review.outcomes.flatMap(({ cases, outcome }) => [cases, outcome]),
    ...review.stockPhrases,
    review.universalClaim,
    review.denial,
    ...review.zeroEvents.flatMap(({ denied, counted }) => [denied, counted]),
    review.shareWords,
    review.growthWords,
  ];
}
