import type { Change } from '@nianbao/contracts';
import { useTexts } from '../settings.tsx';

/** What stood there, struck out, and what takes its place. */
export function BeforeAfter({ before, after }: Pick<Change, 'before' | 'after'>) {
  const t = useTexts();
  return (
    <span className="before-after" lang="zh">
      {before !== null && <del title={t.reprocess.before}>{before}</del>}
      {before !== null && after !== null && <span aria-hidden> → </span>}
      {after !== null && <ins title={t.reprocess.after}>{after}</ins>}
    </span>
  );
}
