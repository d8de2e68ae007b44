import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ErrorCode } from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { buildProgram } from '../../packages/cli/src/program.ts';
import { createIo } from '../../packages/cli/src/terminal/io.ts';
import { root, sourceFiles, treePaths } from './source-tree.ts';

interface Page {
  path: string;
  text: string;
  /** Of the prose: blocks of code left out. */
  links: string[];
  spans: string[];
}

const paths = treePaths();
const places = new Set(paths.flatMap((path) => [path, ...foldersOf(path)]));
const pages = paths.filter((path) => path.endsWith('.md')).map(readPage);
const sources = sourceFiles();
const program = buildProgram(createIo([], new AbortController().signal), () => {});
/** Files that the reader, a program or an export makes. */
const foreignFiles = new Set(['manifest.json', 'consume.mjs', 'your-program.mjs']);
/** Read by tests, benches and OpenTelemetry alone. */
const foreignVariables = /^(NIANBAO_CORPUS|OTEL_\w*)$/;

describe('the pages', () => {
  it('are seen', () => expect(pages.length).toBeGreaterThanOrEqual(12));

  it.each(pages)('$path links to what is there', ({ path, links }) => {
    const dead = links.filter((link) => {
      const [file = '', heading] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      if (!places.has(target)) return true;
      return heading !== undefined && !headingsOf(target).includes(heading);
    });
    expect(dead).toEqual([]);
  });

  it.each(pages)('$path names files and folders that are there', ({ spans }) => {
    const named = spans.filter(
      (span) =>
        /^[\w.-]+(\/[\w.-]+)*\/?$/.test(span) &&
        /^(packages|services|infra|tests)\/|\.(tsx?|mjs|json|ya?ml|md|py)$/.test(span),
    );
    const gone = named.filter(
      (span) =>
        !foreignFiles.has(span) &&
        !paths.some((path) => `/${path}/`.includes(`/${span.replace(/\/$/, '')}/`)),
    );
    expect(gone).toEqual([]);
  });

  it.each(pages)('$path names scripts, commands and routes that there are', ({ text, spans }) => {
    const scripts = [...text.matchAll(/\bpnpm(?:@12)? (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
    const commands = [...text.matchAll(/(?:^|`|@12 |silent )nianbao ([a-z]+)/gm)].map(
      ([, name = '']) => name,
    );
    expect(commands.filter((name) => !program.commands.some((command) => command.name() === name))).toEqual(
      [],
    );
    const routes = spans.flatMap(
      (span) => /^(?:(?:GET|POST|PUT|PATCH|DELETE) )?(\/api\/[\w/.-]+)/.exec(span)?.[1] ?? [],
    );
    expect(routes.filter((route) => !routePaths().has(route))).toEqual([]);
  });

  it.each(pages)('$path names variables and error codes that there are', ({ spans }) => {
    const listed = readFileSync(join(root, '.env.example'), 'utf8');
    const named = spans.flatMap((span) => span.match(/(?<![\w.])[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? []);
    const unknown = named.filter(
      (name) =>
        !foreignVariables.test(name) &&
        !listed.includes(`# ${name}=`) &&
        !ErrorCode.options.some((code) => code === name),
    );
    expect(unknown).toEqual([]);
  });

  it('say the same commands in both languages', () => {
    const [english, chinese] = ['README.md', 'README.zh-CN.md'].map((path) => {
      const page = pages.find((each) => each.path === path);
      return new Set(page?.text.match(/\bnianbao [a-z]+/g));
    });
    expect(chinese).toEqual(english);
  });
});

function readPage(path: string): Page {
  const text = readFileSync(join(root, path), 'utf8');
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const all = (pattern: RegExp) => [...prose.matchAll(pattern)].map(([, found = '']) => found);
  return {
    path,
    text,
    links: all(/\]\(([^)\s]+)\)/g).filter((link) => !/^https?:/.test(link)),
    spans: all(/`([^`\n]+)`/g),
  };
}

/** As GitHub makes anchors of them. */
function headingsOf(path: string): string[] {
  return [...readFileSync(join(root, path), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/ /g, '-'),
  );
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** As they are declared; `base` is the console's there. */
function routePaths(): Set<string> {
  const rooms = sources.filter(({ path }) => /^(services|packages\/http-api)\/.*src\//.test(path));
  const texts = rooms.map(({ text }) => text.replace(/\$\{base\}/g, '/api'));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/path: ['`](\/api\/[^'`]+)['`]/g)].map(([, path = '']) => path),
    ),
  );
}
