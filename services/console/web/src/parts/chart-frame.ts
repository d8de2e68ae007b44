/** Axes and margins of the charts over time. */
export const chartFrame = {
  animation: false,
  grid: { left: 44, right: 12, top: 14, bottom: 26 },
  tooltip: { trigger: 'axis' },
  xAxis: { type: 'time', minInterval: 30_000, axisLabel: { hideOverlap: true } },
  yAxis: { type: 'value', min: 0, minInterval: 1 },
};
