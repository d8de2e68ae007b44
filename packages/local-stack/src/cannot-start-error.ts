import type { LocalizedText } from '@nianbao/contracts';
import type { Check } from './doctor/check.ts';

/** What a start needs is not there: `text` says what, and how to put it right. */
export class CannotStartError extends Error {
  override readonly name = 'CannotStartError';
  readonly text: LocalizedText;
  constructor(failed: readonly Check[]) {
    const tell = (language: keyof LocalizedText) =>
      failed
        .map(({ message, fix }) => [message[language], fix?.[language]].filter(Boolean).join('\n  '))
        .join('\n');
    const text = { zh: `年报无法启动：\n${tell('zh')}`, en: `Nianbao cannot start:\n${tell('en')}` };
    super(`${text.en}\n${text.zh}`);
    this.text = text;
  }
}
