import type { ConsoleConfig } from '@nianbao/contracts';

/** What a console of the tests calls the words of the samples. */
export const sampleLabels: Pick<ConsoleConfig, 'indicators' | 'parts' | 'profiles'> = {
  indicators: [
    {
      key: 'disputes-mediated',
      label: { zh: '调解矛盾纠纷数', en: 'disputes mediated' },
      group: 'disputes',
      units: ['件'],
    },
  ],
  parts: [{ key: 'problems', label: { zh: '存在的不足', en: 'shortcomings' } }],
  profiles: [
    { key: 'rule-of-law-government', label: { zh: '法治政府建设年度报告', en: 'rule-of-law government' } },
  ],
};
