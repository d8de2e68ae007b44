import type { Section, SectionRole } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import { fold } from './fold.ts';
import type { Heading } from './heading.ts';
import { trim } from './paragraphs.ts';
import type { RoleMatcher } from './roles.ts';

/** Nests levelled headings into sections. `bodyEnd` is where the report's text ends (before the signature; an annex may follow it). */
export function buildTree(
  headings: Heading[],
  folded: string,
  bodyEnd: number,
  roles: RoleMatcher,
): Section[] {
  const roots: Section[] = [];
  const path: Section[] = [];
  for (const [index, heading] of headings.entries()) {
    const section: Section = {
      id: `s${index + 1}`,
      level: heading.level,
      number: heading.number,
      title: heading.title,
      role: 'other',
      start: heading.start,
      headingEnd: heading.headingEnd,
      end: sectionEnd(headings, index, folded, bodyEnd),
      inline: heading.inline,
      anomalies: heading.anomalies,
      children: [],
    };
    while ((path.at(-1)?.level ?? 0) >= section.level) path.pop();
    (path.at(-1)?.children ?? roots).push(section);
    path.push(section);
  }
  assignRoles(roots, headings, roles);
  markEmpty(roots, folded);
  return roots;
}

/** Below level 1 a list of bare lines is a list; a lone bare one among developed siblings is a heading without text. */
function markEmpty(siblings: Section[], folded: string): void {
  const empty = siblings.filter((section) => isEmpty(section, folded));
  for (const section of empty) {
    const listed = section.level > 1 && empty.length === siblings.length;
    const settled = section.role === 'problems' || section.role === 'next_year_plan';
    if (section.level === 1 || !(listed || settled)) section.anomalies.push('empty');
  }
  for (const section of siblings) markEmpty(section.children, folded);
}

/** A heading and nothing more; a whole sentence closed by 。 says something by itself. */
function isEmpty(section: Section, folded: string): boolean {
  if (section.inline || section.number === null || section.end > section.headingEnd) return false;
  return !/[。；！]$/.test(folded.slice(section.headingEnd - 1, section.headingEnd));
}

/** All sections in text order. */
export function flatten(sections: readonly Section[]): Section[] {
  return flatMap(sections, (section) => [section, ...flatten(section.children)]);
}

function sectionEnd(headings: Heading[], index: number, folded: string, bodyEnd: number): number {
  const heading = headings[index];
  if (!heading) return bodyEnd;
  let next = index + 1;
  while ((headings[next]?.level ?? 0) > heading.level) next += 1;
  const following = headings[next]?.start ?? folded.length;
  const limit = heading.start < bodyEnd ? Math.min(following, bodyEnd) : following;
  return Math.max(trim(folded, heading.start, limit).end, heading.headingEnd);
}

/** Own words first; else a child has its parent's role, and a thematic top section reports measures until the plan begins. */
function assignRoles(roots: Section[], headings: Heading[], roles: RoleMatcher): void {
  const fixed = new Map(headings.map((heading) => [heading.start, heading]));
  const own = (section: Section): SectionRole | undefined => {
    const heading = fixed.get(section.start);
    if (heading && heading.origin !== 'number') return heading.roles[0];
    return roles.of(fold(section.title), section.level === 1 ? 'top' : 'any')[0];
  };
  const inherit = (section: Section): void => {
    for (const child of section.children) {
      // What is named under problems or the plan is a failing or an intention, whatever its words.
      const settled = section.role === 'problems' || section.role === 'next_year_plan';
      child.role = settled ? section.role : (own(child) ?? section.role);
      inherit(child);
    }
  };
  let measures = true;
  for (const section of roots) {
    const role = own(section);
    if (role === 'problems' || role === 'next_year_plan') measures = false;
    section.role = role ?? (measures ? 'achievements' : 'other');
    inherit(section);
  }
}
