import type { ReportResult } from '@nianbao/contracts';

/** What is shown of a report, from a result or read on the spot. */
export interface ReportView
  extends Pick<
    ReportResult,
    'outline' | 'quantities' | 'indicators' | 'rejected' | 'parts' | 'findings' | 'losses'
  > {
  /** Lines put before the report's own: file, ids. */
  facts: [label: string, value: string][];
  /** The canonical text, where it is at hand: figures are then shown in their sentence. */
  text?: string;
}

/** How much of what a report holds. */
export interface ReportCounts {
  told: number;
  parts: number;
  errors: number;
  warnings: number;
  figures: number;
  indicators: number;
}
