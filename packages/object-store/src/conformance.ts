import { describe } from 'vitest';
import { describeConcurrency } from './conformance/concurrency.ts';
import { describeCrashes } from './conformance/crashes.ts';
import type { StoreHarness } from './conformance/harness.ts';
import { describeKeys } from './conformance/keys.ts';
import { describeListing } from './conformance/listing.ts';
import { describeObjects } from './conformance/objects.ts';
import { describePresigning } from './conformance/presigning.ts';
import { describeStreams } from './conformance/streams.ts';

export type { StoreHarness } from './conformance/harness.ts';

/** Declares the tests that every driver passes. To be called from a vitest file; `harness` is asked for when the tests run. */
export function describeObjectStore(name: string, harness: () => StoreHarness): void {
  describe(`object store: ${name}`, () => {
    describeObjects(harness);
    describeKeys(harness);
    describeListing(harness);
    describeStreams(harness);
    describeConcurrency(harness);
    describePresigning(harness);
    describeCrashes(harness);
  });
}
