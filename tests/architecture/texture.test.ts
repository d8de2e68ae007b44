import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-tree.ts';

const files = sourceFiles();
const product = files.filter((file) => /\/src\//.test(file.path));

describe('texture', () => {
  it('sees the house', () => {
    expect(files.length).toBeGreaterThan(150);
  });

  it('keeps every file under 400 lines', () => {
    expect(files.filter((file) => file.lines > 400).map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });

  it('keeps most files short: median at most 80 lines, nine in ten at most 250', () => {
    const lengths = product.map((file) => file.lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(250);
  });

  it('keeps every stage handler within 60 lines', () => {
    const handlers = product.filter((file) => /^services\/[^/]+\/src\/handler\.ts$/.test(file.path));
    expect(handlers.length).toBeGreaterThanOrEqual(6);
    expect(handlers.filter((file) => file.lines > 60).map((file) => `${file.path}: ${file.lines}`)).toEqual(
      [],
    );
  });

  it('names files in kebab-case and for what they hold', () => {
    const wrong = files.filter((file) => {
      const name = basename(file.path).replace(/(\.(test|s3|config|d))*\.tsx?$/, '');
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || /^(utils?|helpers?|types|common|misc)$/.test(name);
    });
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('has no escape hatches', () => {
    const hatch = /\bas any\b|@ts-(ignore|expect-error|nocheck)|\bvi\.mock\(|\b(it|describe|test)\.only\(/;
    const wrong = files.filter(
      (file) => !file.path.startsWith('tests/architecture/') && hatch.test(file.text),
    );
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('documents what packages export', () => {
    const undocumented = product
      .filter((file) => file.path.startsWith('packages/'))
      .flatMap((file) =>
        [...file.text.matchAll(/(\*\/\n)?export (?:async )?function (\w+)/g)]
          .filter((match) => !match[1])
          .map((match) => `${file.path}: ${match[2]}`),
      );
    const documented = product.flatMap((file) => [
      ...file.text.matchAll(/\*\/\nexport (?:async )?function/g),
    ]);
    expect(documented.length).toBeGreaterThan(50);
    // Small functions whose name says it all may go without; most must not.
    expect(undocumented.length).toBeLessThan(documented.length);
  });
});
