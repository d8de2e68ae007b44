import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './source-tree.ts';

/** The system's, the terminal's and the package managers': theirs to document. */
const foreign =
  /^(PATH|HOME|TMPDIR|LANG|LC_[A-Z]+|TERM|XDG_CACHE_HOME|INIT_CWD|NODE_ENV|AWS_SDK_\w+|OTEL_\w+)$/;
const product = sourceFiles().filter((file) => /^(packages|services)\/[^/]+\/(web\/)?src\//.test(file.path));

describe('.env.example', () => {
  const listed = new Set(
    [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)].map(
      ([, name]) => name,
    ),
  );

  it('is long', () => expect(listed.size).toBeGreaterThan(60));

  it('lists every variable that the code reads', () => {
    const read = product.flatMap(({ path, text }) =>
      [...text.matchAll(/\benv(?:\.|\[')([A-Z][A-Z0-9_]+)\b/g)].map(([, name = '']) => ({ path, name })),
    );
    expect(read.length).toBeGreaterThan(30);
    const unlisted = read.filter(({ name }) => !foreign.test(name) && !listed.has(name));
    expect(unlisted).toEqual([]);
  });
});
