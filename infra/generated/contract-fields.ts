import fields from './contract-fields.json' with { type: 'json' };

interface Meaning {
  en: string;
  zh: string;
  /** A key of the page's list of units. */
  unit?: string;
}
interface ShapeMeaning {
  en: string;
  zh: string;
  fields: Record<string, Meaning>;
}
const common: Record<string, Meaning> = fields.common;
const shapes: Record<string, ShapeMeaning> = fields.shapes;

/** What a field says. Throws for one that has no entry in contract-fields.json: a new field needs its line there. */
export function meaningOf(shape: string, field: string): Meaning {
  const meaning = shapes[shape]?.fields[field] ?? common[field];
  if (meaning === undefined) throw new Error(`contract-fields.json says nothing of ${shape}.${field}`);
  return meaning;
}

export function shapeMeaningOf(shape: string): ShapeMeaning {
  const meaning = shapes[shape];
  if (meaning === undefined) throw new Error(`contract-fields.json says nothing of ${shape}`);
  return meaning;
}
