/** One of the calls that an operator's pages make. */
export type BenchRoute = [name: string, path: (n: number) => string];

/** What the pages ask, in turn, of the catalogue that `fillCatalogue` made. `documentIds` are of some of its reports. */
export function operatorRoutes(indicator: string, documentIds: readonly string[]): BenchRoute[] {
  const reports = (query: string) => () => `/api/reports?${query}`;
  const text = (words: string) => `text=${encodeURIComponent(words)}`;
  const county = (n: number) => encodeURIComponent(`第${n % 300}县`);
  return [
    ['newest reports', reports('')],
    ['sorted by place', reports('sort=place&order=asc')],
    ['sorted by findings', reports('sort=findings')],
    ['of a year, by name', (n) => `/api/reports?year=${2018 + (n % 7)}&sort=name`],
    ['of a place', (n) => `/api/reports?place=${county(n)}`],
    ['by file name', (n) => `/api/reports?name=${encodeURIComponent(`${n * 7}号镇`)}`],
    ['text, common word', reports(text('行政'))],
    ['text, common words', reports(`${text('行政复议')}&sort=year`)],
    ['text, rarer word', reports(text('消防演练'))],
    ['indicator ≥, by value', reports(`indicator=${indicator}&min=2500&sort=value`)],
    ['missing part', reports('missing=problems&sort=place')],
    ['finding', reports('finding=sum-mismatch')],
    ['documents', () => '/api/documents?state=published&limit=50'],
    ['batches', () => '/api/batches?limit=20'],
    ['batches with their pace', () => '/api/batches/progress?limit=20'],
    ['status', () => '/api/status'],
    ['overview', () => '/api/overview'],
    ['failures', () => '/api/failures'],
    ['one document', (n) => `/api/documents/${documentIds[n % documentIds.length]}`],
    ['a county over years', (n) => `/api/comparison/series?indicator=${indicator}&within=${county(n)}`],
    [
      'a county, ranked',
      (n) => `/api/comparison/ranking?indicator=${indicator}&year=2023&within=${county(n)}`,
    ],
    ['a county, who filed', (n) => `/api/comparison/completeness?year=2023&within=${county(n)}`],
  ];
}
