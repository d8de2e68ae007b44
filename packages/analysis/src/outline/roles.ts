import type { SectionRole } from '@nianbao/contracts';
import { anyOf } from '../patterns/any-of.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import type { RoleLexicon } from '../profiles/profile.ts';

export interface RoleMatcher {
  /** Roles the words of a heading give it, in the lexicon's order; empty when it is thematic. */
  of(title: string, level: 'top' | 'any'): SectionRole[];
}

/** Longest title looked at: a heading that is a whole paragraph names no part. */
const longestTitle = 60;

export const createRoleMatcher = compileOnce((lexicon: RoleLexicon[]): RoleMatcher => {
  const rules = lexicon.map((entry) => ({
    role: entry.role,
    any: anyOf(entry.anyLevel),
    top: anyOf([...entry.anyLevel, ...entry.topLevel]),
    except: anyOf(entry.except),
  }));
  return {
    of(title, level) {
      if (title === '' || title.length > longestTitle) return [];
      return rules
        .filter(({ any, top }) => (level === 'top' ? top : any).test(title))
        .filter(({ except }) => !except.test(title))
        .map(({ role }) => role);
    },
  };
});
