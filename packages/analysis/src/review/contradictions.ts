import type { Finding } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import type { Range } from '../outline/sentences.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { clausesWith } from './clauses.ts';
import { quoted, type ReviewSource } from './source.ts';

// A clause longer than this is no single statement.
const longest = 80;
// Shared words that make two clauses speak of one thing.
const minShared = 4;
const maxClaims = 400;

/** A claim about all (全部取得…) against the denial of it (…尚未达到100%) on the same subject. */
export function checkContradictions(source: ReviewSource): Finding[] {
  const { universalClaim, denial, genericSubjects, resultWords } = source.profile.review;
  const claimPattern = compiledPattern(universalClaim);
  const denialPattern = compiledPattern(denial);
  const statements = (pattern: string) =>
    clausesWith(compiledPattern(pattern, 'g'), source.folded, source.clauses).filter(
      ({ start, end }) => end - start <= longest,
    );
  const denials = statements(denial).filter((range) => denialPattern.test(textOf(source, range)));
  if (denials.length === 0) return [];
  const claims = statements(universalClaim)
    .filter((range) => claimPattern.test(textOf(source, range)) && !denialPattern.test(textOf(source, range)))
    .filter((range) => reportsResult(source, range))
    .slice(0, maxClaims);
  return flatMap(denials.slice(0, maxClaims), (denied) => {
    const claim = claims.find((one) => {
      const [said, unsaid] = [textOf(source, one), textOf(source, denied)];
      const shared = longestShared(said, unsaid);
      if (shared.length < minShared) return false;
      // Of a general subject (执法人员) both must say the same thing (持证).
      return (
        !genericSubjects.includes(shared) ||
        resultWords.some((word) => said.includes(word) && unsaid.includes(word))
      );
    });
    return claim ? [contradiction(source, claim, denied)] : [];
  });
}

function textOf(source: ReviewSource, range: Range): string {
  return source.folded.slice(range.start, range.end);
}

/** What is asked, demanded, planned or found wanting is no claim. */
function reportsResult(source: ReviewSource, range: Range): boolean {
  const role = source.roleAt(range.start);
  if (role === 'problems' || role === 'next_year_plan') return false;
  return !/[？?]|要求|确保|力争|推动|应当|必须|争取|目标/.test(textOf(source, range));
}

/** Longest run of Han characters both hold. */
function longestShared(a: string, b: string): string {
  let best = '';
  for (let from = 0; from < a.length; from += 1) {
    while (from + best.length < a.length) {
      const candidate = a.slice(from, from + best.length + 1);
      if (!/^[\u4e00-\u9fff]+$/.test(candidate) || !b.includes(candidate)) break;
      best = candidate;
    }
  }
  return best;
}

/** Two statements that cannot both be true. */
export function contradiction(source: ReviewSource, claim: Range, denied: Range): Finding {
  const spans = [quoted(source, claim.start, claim.end), quoted(source, denied.start, denied.end)];
  const [said = '', unsaid = ''] = spans.map(({ quote }) => quote.replace(/[，。；：]+$/, ''));
  return {
    code: 'contradiction',
    severity: 'warning',
    message: {
      zh: `前后矛盾：一处写“${said}”，另一处写“${unsaid}”。`,
      en: `The report contradicts itself: “${said}” against “${unsaid}”.`,
    },
    spans,
    basis: { kind: 'form' },
  };
}
