/** Stands in for the converter's child process: does what the request's name says. */
process.on('message', ({ name }: { name: string }) => {
  if (name === 'hang') for (;;);
  if (name === 'exit') process.exit(3);
  if (name === 'heap') {
    const held: string[][] = [];
    for (;;) held.push(Array.from({ length: 100_000 }, (_, index) => `${index}`));
  }
  if (name === 'buffers') hold([]);
  if (name === 'pid') {
    const text = `${process.pid}`;
    process.send?.({
      kind: 'done',
      result: { text, blocks: [], format: 'txt', engine: 'unruly/1', losses: [] },
    });
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ kind: 'ready' });

/** Memory that V8's heap limit does not count. */
function hold(held: Buffer[]): void {
  held.push(Buffer.alloc(20_000_000, 1));
  setTimeout(() => hold(held), 5);
}
