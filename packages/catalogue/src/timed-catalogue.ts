import { timed } from '@nianbao/service-kit';
import type { Catalogue } from './catalogue.ts';

/** Parts whose metrics count calls of the catalogue, where there are metrics. */
export interface CountsCalls {
  metrics?: {
    series: { catalogueCalls: { observe(labels: { operation: string }, seconds: number): void } };
  };
}

/** The catalogue with every call timed for the metrics of these parts. */
export function timedCatalogue(catalogue: Catalogue, { metrics }: CountsCalls): Catalogue {
  if (!metrics) return catalogue;
  return timed(catalogue, (operation, seconds) =>
    metrics.series.catalogueCalls.observe({ operation }, seconds),
  );
}
