import type { Finding } from '@nianbao/contracts';
import { quoted, type ReviewSource } from './source.ts';

/** A report signed after the day the law sets for the body that signed it. */
export function checkDeadlines(source: ReviewSource): Finding[] {
  const { year, issuer, issuedOn, title } = source.outline;
  if (year === null || issuer === null || issuedOn === null) return [];
  return source.profile.review.deadlines
    .filter((one) => one.fromYear <= year && year <= one.toYear)
    .filter((one) => new RegExp(one.issuer).test(issuer) && !new RegExp(one.except).test(issuer))
    .filter((one) => issuedOn > `${year + 1}-${one.day}`)
    .slice(0, 1)
    .map(({ day, basis }) => ({
      code: 'late-report',
      severity: 'warning',
      message: {
        zh: `成文日期 ${issuedOn} 晚于期限 ${year + 1}-${day}。`,
        en: `Signed on ${issuedOn}, after the deadline of ${year + 1}-${day}.`,
      },
      spans: title ? [quoted(source, title.start, title.end)] : [],
      basis: { kind: 'law', reference: `${basis.zh} / ${basis.en}` },
    }));
}
