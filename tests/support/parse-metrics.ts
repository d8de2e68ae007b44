export interface ParsedMetrics {
  /** Names of all series that have a value, histograms with `_bucket`, `_sum` and `_count`. */
  names: Set<string>;
  labels: { name: string; label: string; value: string }[];
  /** The value of the one series that has these labels; undefined when none has. Throws when several have. */
  value(name: string, labels: Record<string, string>): number | undefined;
}

/** Reads what `/metrics` answers: Prometheus' text format, as far as we write it. */
export function parseMetrics(text: string): ParsedMetrics {
  const series = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === '') throw new Error(`not a line of metrics: ${line}`);
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', given = '']) => [key, given]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
  return {
    names: new Set(series.map(({ name }) => name)),
    labels: series.flatMap(({ name, labels }) =>
      Object.entries(labels).map(([label, value]) => ({ name, label, value })),
    ),
    value(name, wanted) {
      const found = series.filter(
        (each) =>
          each.name === name && Object.entries(wanted).every(([key, value]) => each.labels[key] === value),
      );
      if (found.length > 1) throw new Error(`${found.length} series of ${name} ${JSON.stringify(wanted)}`);
      return found[0]?.value;
    },
  };
}
