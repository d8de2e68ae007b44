import type { Finding, Quantity } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import type { Balance } from '../profiles/profile.ts';
import { isExact, show, spanOf } from './exact.ts';
import type { ReviewSource } from './source.ts';

// Figures in decimals (万元) lose a hair in binary.
const tolerance = 1e-6;

/** Tables of the genre's form whose figures do not add up. A table with a figure missing or printed twice is left alone. */
export function checkBalances(source: ReviewSource): Finding[] {
  const figures = new Map<string, Quantity[]>();
  for (const quantity of source.extraction.quantities) {
    if (!quantity.subject.includes('：') || !isExact(quantity)) continue;
    const known = figures.get(quantity.subject);
    if (known) known.push(quantity);
    else figures.set(quantity.subject, [quantity]);
  }
  return flatMap(source.profile.review.balances, (balance) =>
    flatMap(instances(balance, [...figures.keys()]), (instance) => check(source, instance, figures)),
  );
}

/** The balance for every row or column its `*` can stand for. */
function instances(balance: Balance, subjects: string[]): Balance[] {
  const [first = ''] = balance.left;
  const [head = '', tail] = first.split('*');
  if (tail === undefined) return [balance];
  const names = subjects
    .filter((subject) => subject.startsWith(head) && subject.endsWith(tail))
    .map((subject) => subject.slice(head.length, subject.length - tail.length));
  const fill = (terms: string[], name: string) => terms.map((term) => term.replace('*', name));
  return names.map((name) => ({ left: fill(balance.left, name), right: fill(balance.right, name) }));
}

function check(source: ReviewSource, { left, right }: Balance, figures: Map<string, Quantity[]>): Finding[] {
  const take = (terms: string[]) => flatMap(terms, (term) => figures.get(term) ?? []);
  const [one, other] = [take(left), take(right)];
  if (one.length !== left.length || other.length !== right.length) return [];
  if (Math.abs(total(one) - total(other)) < tolerance) return [];
  const computed = `${terms(one)} ≠ ${terms(other)}`;
  return [
    {
      code: 'sum-mismatch',
      severity: 'warning',
      message: {
        zh: `表中数字不平衡（${names(left)} / ${names(right)}）：${computed}。`,
        en: `The figures of the table do not add up (${names(left)} / ${names(right)}): ${computed}.`,
      },
      spans: [...one, ...other].map((quantity) => spanOf(source, quantity)),
      basis: { kind: 'arithmetic', reference: computed },
    },
  ];
}

function total(quantities: Quantity[]): number {
  return quantities.reduce((sum, { value }) => sum + value, 0);
}

/** Zeros say nothing in a sum of twenty. */
function terms(quantities: Quantity[]): string {
  const values = quantities.map(({ value }) => value).filter((value) => value !== 0);
  const sum = show(total(quantities));
  return values.length > 1 ? `${values.map(show).join(' + ')} = ${sum}` : sum;
}

function names(subjects: string[]): string {
  return subjects.length > 3 ? `${subjects.slice(0, 2).join('、')}…` : subjects.join('、');
}
