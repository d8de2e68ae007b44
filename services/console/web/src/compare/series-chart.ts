/** More lines than this are a tangle; the table has them all. */
const maxLines = 12;

interface Point {
  place: string;
  year: number;
  value: number;
}

/** A line for each place over the years; of one year alone, a bar for each place. */
export function seriesChart(points: readonly Point[]) {
  const years = [...new Set(points.map(({ year }) => year))].sort((a, b) => a - b);
  const places = [...new Set(points.map(({ place }) => place))];
  const byKey = new Map(points.map(({ place, year, value }) => [`${place} ${year}`, value]));
  if (years.length === 1)
    return barChart(
      places,
      places.map((place) => byKey.get(`${place} ${years[0]}`) ?? null),
    );
  return {
    ...frame,
    legend: { type: 'plain', top: 0 },
    xAxis: { type: 'category', data: years.map(String) },
    yAxis: { type: 'value' },
    series: places.slice(0, maxLines).map((name) => ({
      name,
      type: 'line',
      connectNulls: true,
      symbolSize: 8,
      data: years.map((year) => byKey.get(`${name} ${year}`) ?? null),
    })),
  };
}

/** A bar for each name. */
export function barChart(names: readonly string[], values: readonly (number | null)[]) {
  return {
    ...frame,
    xAxis: {
      type: 'category',
      data: names,
      axisLabel: { interval: 0, rotate: names.length > 6 ? 35 : 0 },
    },
    yAxis: { type: 'value' },
    series: [{ type: 'bar', barMaxWidth: 42, data: values }],
  };
}

const frame = {
  animation: false,
  tooltip: { trigger: 'axis' },
  grid: { left: 60, right: 16, top: 40, bottom: 70 },
};
