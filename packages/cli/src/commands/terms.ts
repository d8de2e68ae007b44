import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type TermKind, termKinds, termsOf } from '../known-words.ts';
import type { Io } from '../terminal/io.ts';
import { renderTable } from '../terminal/table.ts';

/** What conditions may name: all kinds of words, or one. */
export async function runTerms(io: Io, kind: TermKind | undefined): Promise<ExitCode> {
  const config = await connect(io).config();
  const kinds = kind === undefined ? termKinds : [kind];
  const found = kinds.map((each) => ({ kind: each, terms: termsOf(config, each) }));
  io.document(
    Object.fromEntries(
      found.map(({ kind, terms }) => [kind, terms.map(({ key, names: [zh, en] }) => ({ key, zh, en }))]),
    ),
  );
  const { kinds: titles } = io.t.exports.terms;
  for (const { kind, terms } of found) {
    const columns = [{ title: titles[kind] }, { title: '中文' }, { title: 'English' }];
    io.print(
      renderTable(
        io,
        columns,
        terms.map(({ key, names }) => [key, ...names]),
      ),
    );
    io.print();
  }
  return exitCodes.ok;
}
