import { posix } from 'node:path';
import type { OfficePackage } from '../../packaging/open-package.ts';
import { readXml } from '../../packaging/read-xml.ts';

export interface Relationship {
  /** The last word of the type address: `styles`, `header`, `officeDocument`. */
  kind: string;
  /** Part name in the package, without a leading slash. */
  target: string;
}

/** The relationships of a part (`''` for the package itself), by id; links to the outside are left out. */
export function readRelationships(
  office: OfficePackage,
  part: string,
  maxDepth: number,
): Map<string, Relationship> {
  const folder = posix.dirname(part);
  const rels = part === '' ? '_rels/.rels' : posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const found = new Map<string, Relationship>();
  const content = office.read(rels);
  if (content === undefined) return found;
  readXml(
    content,
    {
      open(element) {
        const [id, target] = [element.get('Id'), element.get('Target')];
        if (element.name !== 'Relationship' || id === undefined || target === undefined) return;
        if (element.get('TargetMode') === 'External') return;
        const kind = posix.basename(element.get('Type') ?? '');
        found.set(id, { kind, target: posix.resolve('/', part === '' ? '' : folder, target).slice(1) });
      },
      close() {},
    },
    maxDepth,
  );
  return found;
}
