import {
  CrossFindingCode,
  deliveryErrorText,
  describeError,
  ErrorCode,
  FindingCode,
  findingNames,
  glossary,
  nextStage,
  PermanentError,
  queueAddress,
  RetryLaterError,
  type StageDefinition,
  type StageName,
  stageNames,
  stages,
  standIn,
} from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';

describe('the stage catalogue', () => {
  it('needs nothing that a way to it has not made, and every stage lies on a way', () => {
    const reached = new Set<string>();
    const walk = (name: string, made: readonly string[]): void => {
      const { needs, next, branch }: StageDefinition = stages[name as StageName];
      for (const need of needs) expect(made, `on the way to ${name}`).toContain(need);
      expect(made, 'no way leads in a circle').not.toContain(name);
      reached.add(name);
      for (const after of [next, branch?.to ?? null]) if (after !== null) walk(after, [...made, name]);
    };
    walk('intake', []);
    expect([...reached].sort()).toEqual([...stageNames].sort());
  });

  it('sends what a text layer cannot give to ocr, whose document then stands in for that of convert', () => {
    const page = { number: 1, start: 0, end: 0 };
    const converted = { text: '', blocks: [], format: 'pdf', engine: 'pdfjs/5', losses: [] } as const;
    const scan = { ...converted, blocks: [], losses: [], pages: [{ ...page, imageOnly: true }] };
    expect(nextStage('convert', scan)).toBe('ocr');
    expect(nextStage('convert', { ...scan, pages: [page] })).toBe('segment');
    expect(nextStage('ocr', { ...scan, pages: [{ ...page, imageOnly: true, confidence: 90 }] })).toBe(
      'segment',
    );
    expect(standIn('convert', { convert: 'a' })).toBe('convert');
    expect(standIn('convert', { convert: 'a', ocr: 'b' })).toBe('ocr');
    expect(standIn('segment', { convert: 'a', ocr: 'b', segment: 'c' })).toBe('segment');
  });

  it('names as superseded only a stage with the same output, which it needs itself', () => {
    const superseding = stageNames.filter((name) => (stages[name] as StageDefinition).supersedes);
    expect(superseding).toEqual(['ocr']);
    for (const name of superseding) {
      const { supersedes, needs, output }: StageDefinition = stages[name];
      expect(needs).toContain(supersedes);
      expect(output).toBe(stages[supersedes as StageName].output);
    }
  });

  it('gives every stage limits that can hold', () => {
    for (const name of stageNames) {
      const { attempts, timeoutMs, concurrency, title } = stages[name];
      expect(attempts).toBeGreaterThan(0);
      expect(timeoutMs).toBeGreaterThanOrEqual(1_000);
      expect(concurrency).toBeGreaterThan(0);
      expect(title.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('error codes', () => {
  it.each(ErrorCode.options)('%s tells a clerk in both languages what to do', (code) => {
    const { message } = describeError(code);
    expect(message.zh).toMatch(/请|重试|运维|拒收|自动|稍后/);
    expect(message.en.length).toBeGreaterThan(20);
  });

  it('travel with their errors', () => {
    expect(new PermanentError('EMPTY_FILE')).toMatchObject({ name: 'PermanentError', code: 'EMPTY_FILE' });
    expect(new RetryLaterError('STORE_UNAVAILABLE', { afterMs: 5 })).toMatchObject({
      afterMs: 5,
      code: 'STORE_UNAVAILABLE',
    });
  });
});

describe('names', () => {
  it('of queues share a hash tag with their keys', () => {
    expect(queueAddress('results')).toEqual({ name: 'results', prefix: '{nianbao:results}' });
    for (const bad of ['', 'A', 'a b', 'a:b', '结果', 'x'.repeat(61)])
      expect(() => queueAddress(bad)).toThrow(RangeError);
  });

  it('of the glossary are given once, in both languages', () => {
    expect(new Set(glossary.map((term) => term.en)).size).toBe(glossary.length);
    expect(new Set(glossary.map((term) => term.zh)).size).toBe(glossary.length);
  });

  it('of findings are there for every code, no two alike', () => {
    expect(Object.keys(findingNames).sort()).toEqual(
      [...FindingCode.options, ...CrossFindingCode.options].sort(),
    );
    for (const language of ['zh', 'en'] as const)
      expect(new Set(Object.values(findingNames).map((name) => name[language])).size).toBe(
        Object.keys(findingNames).length,
      );
  });

  it.each([
    ['HTTP 503: left alone for 60 s', '过载'],
    ['HTTP 302: redirects are not followed', '跳转'],
    ['HTTP 422', '不接受'],
    ['connect ECONNREFUSED 203.0.113.5:443', '拒绝连接'],
    ['getaddrinfo ENOTFOUND hooks.example', '主机名'],
    ['no answer within 15000 ms', '时限'],
    ['hooks.example is 10.1.2.3', '内网'],
    ['http:// is not allowed (WEBHOOK_ALLOW_HTTP)', 'https'],
  ])('of what kept a delivery back: %s', (error, word) => {
    const { zh, en } = deliveryErrorText(error);
    expect(zh).toContain(word);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    for (const text of [zh, en]) expect(text).toContain(error);
  });
});
