const change = /(?:增加|减少|增长|下降|上升|净增|净减|[增减多少])了?$/;
const comparison = /，?(?:同比|环比|[较比][^，。；\d]{1,4})[^，。；\d]{0,4}[\d.]+(?:%|[^，。；\d]{1,4})/g;

/** Whether a figure says by how much, not how many: 备案193件，同比增加21件. */
export function isChange(folded: string, { start }: { start: number }): boolean {
  return change.test(folded.slice(Math.max(0, start - 4), start));
}

/** The words between two figures without comparisons with another year. */
export function withoutComparisons(words: string): string {
  return words.replace(comparison, '');
}
