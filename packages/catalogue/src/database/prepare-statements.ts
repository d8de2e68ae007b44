import type pg from 'pg';

type Query = (query: unknown, values?: unknown, done?: unknown) => unknown;
interface Statement {
  text: string;
  name?: string;
}

/** Statements of ours are some hundred; a search may be worded in any number of ways. */
const maxStatements = 500;
/** Tables grow under a plan that is kept: none is older than this when it is used. */
const replanMs = 60_000;

/**
 * Has a client prepare every statement with parameters under a name: one that comes again need not be analysed and planned again, which
 * is a third of all the embedded database does for a report. For a database that knows one session, this client's.
 */
export function prepareStatements(client: pg.ClientBase): void {
  const run = client.query.bind(client) as Query;
  const nameOf = createNames();
  let plannedAt = Number.NEGATIVE_INFINITY;
  const query: Query = (statement, values, done) => {
    if (!isStatement(statement) || !Array.isArray(values) || values.length === 0)
      return run(statement, values, done);
    const perform = () => run({ ...statement, name: nameOf(statement.text) }, values, done);
    const now = performance.now();
    if (now - plannedAt < replanMs) return perform();
    // At the beginning there may be those of a client before this one.
    const tidied = run(plannedAt < 0 ? 'deallocate all' : 'discard plans');
    plannedAt = now;
    // Refused in a transaction that has failed; then the next minute will do.
    return Promise.resolve(tidied).then(perform, perform);
  };
  Object.assign(client, { query });
}

function isStatement(query: unknown): query is Statement {
  return typeof query === 'object' && query !== null && 'text' in query && !('submit' in query);
}

/** The same name for the same text; none for those that come when there are enough. */
function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    if (!names.has(text) && names.size < maxStatements) names.set(text, `s${names.size}`);
    return names.get(text);
  };
}
