import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/exit-codes.ts';
import { spawnCli } from './spawn-cli.ts';

const report = [
  '云溪县石桥镇2024年度法治政府建设情况报告',
  '云溪县人民政府：',
  '一、主要举措和成效',
  '全年共调解矛盾纠纷128件，调解成功率98.5%。开展普法宣传12场次。',
  '二、存在的问题',
  '执法人员力量不足。',
  '石桥镇人民政府',
  '2025年1月15日',
].join('\n');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nianbao-cli-'));
  await writeFile(join(folder, '报告.txt'), report);
  await writeFile(join(folder, '坏.docx'), 'PK\x03\x04 broken');
});
afterAll(() => rm(folder, { recursive: true }));

describe('help', { timeout: 60_000 }, () => {
  it('names every command and every exit code', async () => {
    const { code, stdout } = await spawnCli(['--help', '--lang', 'en']);
    expect(code).toBe(exitCodes.ok);
    for (const name of [
      'run',
      'up',
      'upload',
      'status',
      'results',
      'show',
      'read',
      'consume',
      'failures',
      'find',
      'export',
      'retry',
      'doctor',
      'watch',
      'rebuild',
      'batches',
      'find',
      'pause',
      'resume',
      'priority',
      'concurrency',
      'drain',
      'promote',
      'discard',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    for (const number of Object.values(exitCodes)) expect(stdout).toMatch(new RegExp(`^ +${number}  `, 'm'));
  });

  it('has examples, in the language of the locale', async () => {
    const { stdout } = await spawnCli(['upload', '--help'], { LC_ALL: 'zh_CN.UTF-8' });
    expect(stdout).toContain('用法：');
    expect(stdout).toContain('示例：');
    expect(stdout).toContain('nianbao upload');
    expect(stdout).not.toContain('Usage:');
  });

  it('is shown, with the code for wrong usage, when no command is given', async () => {
    const { code, stdout, stderr } = await spawnCli([]);
    expect([code, stdout]).toEqual([exitCodes.usage, '']);
    expect(stderr).toContain('Usage:');
  });
});

describe('errors', { timeout: 60_000 }, () => {
  it.each([
    [['frobnicate'], 'frobnicate'],
    [['upload'], 'paths'],
    [['status', '--frob'], '--frob'],
    [['results', '--format', 'xml'], '的取值“xml”无效，可用：table, json'],
    [['find', '--indictor', 'x'], '是否想用 --indicator'],
    [['terms', 'words'], 'indicators, parts, profiles, findings'],
    [['upload', '.', '--concurrency', '0'], '1-64'],
    [['retry'], '--all'],
    [['failures', '--code', 'NO_SUCH'], 'NO_SUCH'],
    [['pause'], '--batch'],
    [['concurrency', 'convert', '65'], '1-64'],
    [['discard', '--all'], '--reason'],
    [['keys', 'create', 'x'], 'keys create --help'],
    [['subscriptions', 'replay', 'office'], '--dead'],
  ])('of usage in %j name what is wrong', async (args, word) => {
    const { code, stdout, stderr } = await spawnCli([...args, '--lang', 'zh']);
    expect([code, stdout]).toEqual([exitCodes.usage, '']);
    expect(stderr).toContain(word);
    expect(stderr).toMatch(/\p{Script=Han}/u);
  });

  it('are one JSON document with --json', async () => {
    const { code, stdout } = await spawnCli(['status', '--json']);
    expect(code).toBe(exitCodes.notRunning);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'error', code: 'notRunning', exitCode: 3 });
  });

  it('say how to start it when nothing runs', async () => {
    const { code, stderr } = await spawnCli(['results']);
    expect(code).toBe(exitCodes.notRunning);
    expect(stderr).toContain('nianbao up');
  });

  it('name the address that does not answer', async () => {
    const url = 'http://127.0.0.1:1';
    const { code, stderr } = await spawnCli(['status'], { NIANBAO_API_URL: url, NIANBAO_INTAKE_URL: url });
    expect(code).toBe(exitCodes.notRunning);
    expect(stderr).toContain(url);
  });
});

describe('read', { timeout: 60_000 }, () => {
  it('prints one JSON document and nothing else', async () => {
    const { code, stdout, stderr } = await spawnCli(['read', '报告.txt', '--json', '--text'], {}, folder);
    expect(code, stderr).toBe(exitCodes.ok);
    const read = JSON.parse(stdout);
    expect(read).toMatchObject({ kind: 'report', encoding: 'utf-8', text: report, outline: { year: 2024 } });
    expect(read.documentId).toMatch(/^[0-9a-f]{64}$/);
    const disputes = read.quantities.find((quantity: { value: number }) => quantity.value === 128);
    expect(report.slice(disputes.start, disputes.end)).toBe(disputes.quote);
  });

  it('shows the report to people, with the names of indicators in both languages', async () => {
    const { code, stdout, stderr } = await spawnCli(['read', join(folder, '报告.txt'), '--lang', 'zh']);
    expect(code, stderr).toBe(exitCodes.ok);
    expect(stdout).toContain('云溪县石桥镇2024年度法治政府建设情况报告');
    expect(stdout).toContain('128 件');
    expect(stdout).toMatch(/调解矛盾纠纷数 +Disputes mediated/);
    expect(stdout).not.toContain('\u001b');
  });

  it('makes a damaged file a failure document with exit code 5', async () => {
    const { code, stdout } = await spawnCli(['read', '坏.docx', '--json'], {}, folder);
    expect(code).toBe(exitCodes.badInput);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'failure',
      code: 'CORRUPT_ZIP',
      category: 'input',
      source: { name: '坏.docx' },
    });
  });

  it('says that a file is not there', async () => {
    const { code, stderr } = await spawnCli(['read', 'nowhere.txt'], {}, folder);
    expect(code).toBe(exitCodes.badInput);
    expect(stderr).toContain('nowhere.txt');
  });
});
