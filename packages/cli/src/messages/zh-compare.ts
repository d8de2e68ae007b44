/** Texts of `nianbao compare`, in Chinese. */
export const zhCompare = {
  commands: {
    compare: '把已发布的报告放在一起比较：逐年数值、当年排名、各地报送情况',
    series: '一项指标在各地逐年的数值与较上年增减',
    ranking: '一年中各地按一项指标的排名',
    completeness: '哪些地方报送了当年的报告、是否按时、缺哪些必备内容',
  },
  indicator: '指标（键名或中文名，见 nianbao terms indicators）',
  options: {
    within: '地名或上级地名含此词的地方',
    from: '从这一年起',
    to: '到这一年为止',
    year: '报告年度',
    order: '从大到小或从小到大',
    profile: '报告种类（见 nianbao terms profiles）',
  },
  title: (indicator: string, unit: string | null) => (unit ? `${indicator}（${unit}）` : indicator),
  none: '没有可比较的已发布报告。',
  leftOut: (count: number) => `另有 ${count} 个数值单位不同，未列入。`,
  totals: (totals: { places: number; filed: number; complete: number; late: number }) =>
    `${totals.places} 个地方：已报送 ${totals.filed}，内容齐全 ${totals.complete}，逾期 ${totals.late}。`,
};
