import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricTable } from '@nianbao/pipeline';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertRules, dashboardQueries, infra, metricsOf } from '../support/alert-rules.ts';
import { findPromtool } from '../support/promtool.ts';

const rules = alertRules();
const promtool = findPromtool();
const prometheus = join(infra, 'prometheus');

/** Runs promtool; throws with what it says. */
function check(...args: string[]): string {
  return execFileSync(promtool ?? 'promtool', args, { cwd: prometheus, stdio: 'pipe' }).toString();
}

describe('the alerts', () => {
  it.skipIf(!promtool)(
    'are rules that Prometheus understands and that fire when they should',
    () => {
      expect(check('check', 'rules', 'alerts.yml')).toContain(`${rules.length} rules found`);
      expect(check('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
      expect(check('check', 'config', '--syntax-only', 'prometheus.yml')).toContain('SUCCESS');
    },
    60_000,
  );

  it('say what is wrong in both languages, and each has its place in the runbook', () => {
    expect(rules.length).toBeGreaterThanOrEqual(15);
    const runbook = readFileSync(join(infra, 'RUNBOOK.md'), 'utf8');
    const sections = new Map(
      runbook
        .split(/^## /m)
        .slice(1)
        .map((section): [string, string] => [section.split('\n')[0] ?? '', section]),
    );
    for (const { alert, annotations, labels } of rules) {
      expect(annotations.summary, alert).toMatch(/[a-z]/);
      expect(annotations.summary_zh, alert).toMatch(/\p{Script=Han}/u);
      expect(annotations.runbook, alert).toBe(`infra/RUNBOOK.md#${alert.toLowerCase()}`);
      expect(['critical', 'warning'], alert).toContain(labels.severity);
      const [, chinese = '', english = ''] = (sections.get(alert) ?? '').split('\n\n');
      expect(chinese, alert).toMatch(/\p{Script=Han}/u);
      expect(english, alert).toMatch(/^[A-Z]/);
    }
    const alerts = new Set(rules.map(({ alert }) => alert));
    const explained = [...sections.keys()].filter((title) => title.startsWith('Nianbao'));
    expect(explained.filter((title) => !alerts.has(title))).toEqual([]);
  });
});

it('the dashboard and the alerts together use every metric there is', () => {
  const queries = [...rules.map(({ expr }) => expr), ...dashboardQueries()];
  const used = new Set(queries.flatMap(metricsOf).map((name) => name.replace(/_(bucket|sum|count)$/, '')));
  const unused = Object.values(metricTable).filter(({ name }) => !used.has(name));
  expect(unused.map(({ name }) => name)).toEqual(['nianbao_sweep_uploads_total']);
});

it('Prometheus scrapes every service', () => {
  const config = parse(readFileSync(join(prometheus, 'prometheus.yml'), 'utf8')) as {
    scrape_configs: { dns_sd_configs: { names: string[] }[] }[];
  };
  const names = config.scrape_configs.flatMap((job) => job.dns_sd_configs.flatMap(({ names }) => names));
  expect(names.sort()).toEqual(readdirSync(join(infra, '../services')).sort());
});
