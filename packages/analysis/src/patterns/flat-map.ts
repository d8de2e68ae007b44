/** What `read` gives for each of `items`, in one list. V8's own `flatMap` sets every element by a generic path, many times slower. */
export function flatMap<Item, Result>(
  items: readonly Item[],
  read: (item: Item, index: number) => readonly Result[],
): Result[] {
  const results: Result[] = [];
  let index = 0;
  for (const item of items) {
    for (const result of read(item, index)) results.push(result);
    index += 1;
  }
  return results;
}
