import type { Language } from '../language.ts';
import { en } from './en.ts';
import { type Messages, zh } from './zh.ts';

export type { Messages } from './zh.ts';

const catalogues: Record<Language, Messages> = { zh, en };

export function messagesIn(language: Language): Messages {
  return catalogues[language];
}
