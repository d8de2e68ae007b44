import { anyOf } from '../patterns/any-of.ts';
import { parseNumber } from './han-number.ts';
import styles from './number-styles.json' with { type: 'json' };

export interface HeadingNumber {
  /** `part` 第一部分 · `han` 一、 · `han-bracket` （一） · `arabic` 1. or 1、 · `arabic-bracket` （1） · `circled` ① */
  kind: string;
  value: number;
  /** Characters taken, with the space behind. */
  length: number;
  /** A damaged form (一) or `2优化`) that counts only where it continues a series. */
  weak: boolean;
}

// Longest number with spaces and broken lines inside.
const reach = 16;
const anyStyle = anyOf(styles.map(({ pattern }) => pattern));
const compiled = styles.map((style) => ({ ...style, regex: new RegExp(style.pattern) }));

/** The heading number at the very start of folded text, if there is one. */
export function matchNumber(folded: string): HeadingNumber | null {
  const head = folded.slice(0, reach);
  if (!anyStyle.test(head)) return null;
  for (const { kind, weak, regex } of compiled) {
    const match = regex.exec(head);
    const value = match?.[1] === undefined ? null : parseNumber(match[1]);
    if (match && value !== null && value > 0) return { kind, value, length: match[0].length, weak };
  }
  return null;
}
