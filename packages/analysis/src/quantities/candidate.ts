import type { RejectedCandidate } from '@nianbao/contracts';

/** A number with its unit, before the words around it are read. */
export interface Candidate {
  start: number;
  end: number;
  value: number;
  upper?: number;
  unit: string;
  approximation?: string;
}

export interface RejectedSpan {
  start: number;
  end: number;
  reason: RejectedCandidate['reason'];
}
