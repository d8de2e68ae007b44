import { describe, expect, it } from 'vitest';
import { parseS3Event } from '../src/http/parse-s3-event.ts';
import table from './s3-events.json' with { type: 'json' };

describe('parseS3Event', () => {
  it.each(table)('$case', ({ body, events }) => {
    expect(parseS3Event(body)).toEqual(events);
  });

  it('does not follow envelopes for ever', () => {
    let body: unknown = {
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'b' }, object: { key: 'k' } },
    };
    expect(parseS3Event(body)).toHaveLength(1);
    for (let depth = 0; depth < 20; depth += 1) body = { Records: [body] };
    expect(parseS3Event(body)).toBeNull();
  });

  it('takes no key longer than a store can hold', () => {
    const object = { key: 'x'.repeat(5_000) };
    expect(
      parseS3Event({ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'b' }, object } }),
    ).toBeNull();
  });
});
