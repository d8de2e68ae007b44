import type { ConsoleConfig, LocalizedText } from '@nianbao/contracts';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from './messages/en.ts';
import { type Messages, zh } from './messages/zh.ts';

export type Language = 'zh' | 'en';

interface Settings {
  language: Language;
  dark: boolean;
  t: Messages;
  setLanguage(language: Language): void;
  setDark(dark: boolean): void;
}

const texts: Record<Language, Messages> = { zh, en };
const SettingsContext = createContext<Settings | null>(null);
const ConfigContext = createContext<ConsoleConfig | null>(null);

/** Language and brightness, kept in the browser. */
export function SettingsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (recall('language') === 'en' ? 'en' : 'zh'));
  const [dark, setDark] = useState(() => {
    const kept = recall('dark');
    return kept === null ? matchMedia('(prefers-color-scheme: dark)').matches : kept === 'yes';
  });
  useEffect(() => {
    keep('language', language);
    document.documentElement.lang = language;
    document.title = language === 'zh' ? '年报 · 控制台' : 'Nianbao console';
  }, [language]);
  useEffect(() => {
    keep('dark', dark ? 'yes' : 'no');
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  const value = useMemo(
    () => ({ language, dark, t: texts[language], setLanguage, setDark }),
    [language, dark],
  );
  return <SettingsContext value={value}>{children}</SettingsContext>;
}

export const ConfigProvider = ConfigContext;

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (settings === null) throw new Error('outside SettingsProvider');
  return settings;
}

/** The page's texts in the language chosen. */
export const useTexts = (): Messages => useSettings().t;

/** Picks the language of a text that comes from the server. */
export function useLocal(): (text: LocalizedText) => string {
  const { language } = useSettings();
  return (text) => text[language];
}

/** Stages, error texts and labels of this installation. */
export function useConfig(): ConsoleConfig {
  const config = useContext(ConfigContext);
  if (config === null) throw new Error('outside ConfigProvider');
  return config;
}

/** Storage may be forbidden; then choices last as long as the page. */
function recall(name: string): string | null {
  try {
    return localStorage.getItem(`nianbao.${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`nianbao.${name}`, value);
  } catch {
    // See recall.
  }
}
