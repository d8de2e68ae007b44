import { describe, expect, it } from 'vitest';
import { auditDetail } from '../src/audit-notes.ts';

describe('auditDetail', () => {
  it('masks secrets wherever they stand, and keeps words that only look like it', () => {
    expect(
      auditDetail({
        key: 'k',
        name: 'n',
        hook: { secret: 's', url: 'https://user:pass@hooks.example/in?token=t' },
        list: [{ apiKey: 'a' }],
        keys: ['incoming/b/a.txt'],
      }),
    ).toEqual({
      key: '***',
      name: 'n',
      hook: { secret: '***', url: 'https://hooks.example/in' },
      list: [{ apiKey: '***' }],
      keys: ['incoming/b/a.txt'],
    });
  });

  it('stays small', () => {
    expect(auditDetail({ ids: Array.from({ length: 1000 }, () => 'x'), reason: '长'.repeat(300) })).toEqual({
      ids: '(1000)',
      reason: `${'长'.repeat(200)}…`,
    });
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, 'x'.repeat(100)]));
    expect(JSON.stringify(auditDetail(wide)).length).toBeLessThan(1000);
  });

  it('is null when nothing was asked', () => {
    expect(auditDetail(undefined, {}, [1])).toBeNull();
  });
});
