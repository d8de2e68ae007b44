import type { ConsoleSettings } from '../../services/console/src/console-deps.ts';
import { type ConsoleApp, createConsoleApp } from '../../services/console/src/create-console-app.ts';

/** What it calls the words of the samples. */
const labels: ConsoleSettings['labels'] = {
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

/** Without a key and without an intake. */
export const sampleSettings: ConsoleSettings = {
  apiKey: undefined,
  allowedOrigins: [],
  profileId: 'rule-of-law-government',
  labels,
  profiles: () => ({ 'rule-of-law-government': '1' }),
  intake: null,
  uploadOrigins: [],
};

/** The console's API on real parts. `settings` are put over those of {@link sampleSettings}. */
export function sampleConsole(
  parts: Omit<Parameters<typeof createConsoleApp>[0], 'config'>,
  settings: Partial<ConsoleSettings> = {},
): ConsoleApp {
  return createConsoleApp({ ...parts, config: { ...sampleSettings, ...settings } });
}
