import table from './traditional-characters.json' with { type: 'json' };

/** Traditional characters, each with its simplified like: mirror pages print reports in them. */
export function* simplified(): Generator<[string, string]> {
  for (let at = 0; at < table.traditional.length; at += 1)
    yield [table.traditional.charAt(at), table.simplified.charAt(at)];
}
