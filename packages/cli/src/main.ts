#!/usr/bin/env -S node --import tsx
import { runCli } from './run-cli.ts';

// What libraries print belongs to neither the report nor the JSON on stdout.
console.log = console.error;
console.info = console.error;
console.debug = console.error;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe (head, less) has seen enough.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const code = await runCli(process.argv.slice(2));
// A pipe may still hold back what was written; exiting would cut it off.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
