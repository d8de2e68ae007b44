import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export interface AlertRule {
  alert: string;
  expr: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export const infra = fileURLToPath(new URL('../../infra', import.meta.url));

/** Every rule of `infra/prometheus/alerts.yml`. */
export function alertRules(): AlertRule[] {
  const file = readFileSync(join(infra, 'prometheus/alerts.yml'), 'utf8');
  const { groups } = parse(file) as { groups: { rules: AlertRule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

/** What the Grafana dashboard asks. */
export function dashboardQueries(): string[] {
  const file = readFileSync(join(infra, 'grafana/dashboards/nianbao.json'), 'utf8');
  const { panels } = JSON.parse(file) as { panels: { targets: { expr: string }[] }[] };
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

/** The metrics that a query names: ours and those of a Node process. */
export function metricsOf(query: string): string[] {
  return [...query.matchAll(/\b(?:nianbao|process|nodejs)_\w+/g)].map(([name]) => name);
}
