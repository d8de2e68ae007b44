import { Card, Segmented } from 'antd';
import { address } from '../api/call-api.ts';
import { type CompareFilter, CompareFilters, type CompareView } from '../compare/compare-filters.tsx';
import { CompletenessView } from '../compare/completeness-view.tsx';
import { RankingView } from '../compare/ranking-view.tsx';
import { SeriesView } from '../compare/series-view.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';

const shown = { series: SeriesView, ranking: RankingView, completeness: CompletenessView };
const names = Object.keys(shown) as CompareView[];

/** An indicator over years and places, and who filed what. The address keeps what is asked. */
export default function ComparePage() {
  const t = useTexts();
  const { search, go } = usePlace();
  const { view: asked, ...filter }: CompareFilter & { view?: string } = Object.fromEntries(search);
  const view = names.find((name) => name === asked) ?? 'series';
  const View = shown[view];
  const set = (change: CompareFilter & { view?: string }) =>
    go(address('/compare', { view, ...filter, ...change }));
  return (
    <>
      <PageHead title={t.nav.compare}>
        <Segmented
          aria-label={t.compare.view}
          value={view}
          onChange={(next) => set({ view: next })}
          options={names.map((value) => ({ value, label: t.compare.views[value] }))}
        />
      </PageHead>
      <Card size="small">
        <CompareFilters view={view} filter={filter} onChange={set} />
      </Card>
      <View {...filter} />
    </>
  );
}
