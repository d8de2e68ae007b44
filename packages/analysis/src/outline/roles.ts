import type { SectionRole } from '@nianbao/contracts';
import type { RoleLexicon } from '../profiles/profile.ts';
import { compiledPattern } from './compiled-pattern.ts';

export interface RoleMatcher {
  /** Roles the words of a heading give it, in the lexicon's order; empty when it is thematic. */
  of(title: string, level: 'top' | 'any'): SectionRole[];
}

/** Longest title looked at: a heading that is a whole paragraph names no part. */
const longestTitle = 60;

export function createRoleMatcher(lexicon: RoleLexicon[]): RoleMatcher {
  const rules = lexicon.map((entry) => ({
    role: entry.role,
    any: entry.anyLevel.map((pattern) => compiledPattern(pattern)),
    top: [...entry.anyLevel, ...entry.topLevel].map((pattern) => compiledPattern(pattern)),
    except: entry.except.map((pattern) => compiledPattern(pattern)),
  }));
  return {
    of(title, level) {
      if (title === '' || title.length > longestTitle) return [];
      return rules
        .filter(({ any, top }) => (level === 'top' ? top : any).some((pattern) => pattern.test(title)))
        .filter(({ except }) => !except.some((pattern) => pattern.test(title)))
        .map(({ role }) => role);
    },
  };
}
