import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  autoProfileId,
  chooseProfile,
  profileIds,
  profileRef,
  readAs,
  resolveProfile,
} from '../src/index.ts';
import cases from './cases/choose-profile.json' with { type: 'json' };
import { textDocument } from './text-document.ts';

interface ChoiceCase {
  name: string;
  lines: string[];
  profile: string;
  /** At least 0.5: the genre is taken for known. */
  clear: boolean;
}

const samples = new URL('../../../tests/samples/', import.meta.url);
const read = (folder: string) =>
  readdirSync(new URL(folder, samples))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({
      name,
      text: readFileSync(fileURLToPath(new URL(`${folder}${name}`, samples)), 'utf8'),
    }));

describe('the genre of a text', () => {
  it.each(cases as ChoiceCase[])('$name', ({ lines, profile, clear }) => {
    const { profileId, confidence } = chooseProfile({ text: lines.join('\n') });
    expect(profileId).toBe(profile);
    expect(confidence >= 0.5).toBe(clear);
  });

  it.each([...read('sources/'), ...read('annotated/')])('of the sample $name', ({ name, text }) => {
    const disclosure = /^1[56]-|-disclosure-/.test(name);
    // Speeches on a government's whole work: read as the default genre, and said to be none of the known ones.
    const neighbour = /-(?:province|city)-/.test(name);
    const { profileId, confidence } = chooseProfile({ text });
    expect(profileId).toBe(disclosure ? 'government-information-disclosure' : 'rule-of-law-government');
    expect(confidence >= 0.5).toBe(!neighbour);
  });

  it('shows what spoke for it', () => {
    const { evidence } = chooseProfile({ text: '石滩镇2024年法治政府建设年度报告\n一、主要举措和成效' });
    expect(evidence).toEqual(['石滩镇2024年法治政府建设年度报告', '主要举措和成效']);
  });
});

describe('a named genre', () => {
  const text = '石滩镇2024年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息12条。';

  it('is taken whatever the text says', () => {
    expect(resolveProfile({ text }, 'rule-of-law-government').choice).toMatchObject({
      id: 'rule-of-law-government',
      confidence: 1,
      chosen: 'named',
    });
    expect(() => resolveProfile({ text }, 'no-such-genre')).toThrow(RangeError);
  });

  it('is not needed: the outline says which one was chosen', () => {
    expect(readAs(textDocument(text), autoProfileId).outline.profile).toMatchObject({
      id: 'government-information-disclosure',
      chosen: 'automatic',
    });
  });

  it('may be auto, whose version names all genres', () => {
    expect(profileIds()[0]).toBe(autoProfileId);
    const { version } = profileRef(autoProfileId);
    for (const id of profileIds().slice(1)) expect(version).toContain(`${id}@${profileRef(id).version}`);
  });
});

describe('an unclear genre', () => {
  const text = '关于举办职工运动会的通知\n定于5月6日举办职工运动会，报名20人。';
  const codes = (profileId: string) =>
    readAs(textDocument(text), profileId).review.findings.map(({ code }) => code);

  it('is told when nobody named one, and nothing is asked of it', () => {
    expect(codes(autoProfileId)).toEqual(['genre-unclear']);
    expect(codes('rule-of-law-government')).not.toContain('genre-unclear');
    expect(codes('rule-of-law-government')).toContain('part-missing');
  });
});
