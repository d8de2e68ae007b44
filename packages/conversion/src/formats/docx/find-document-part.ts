import { PermanentError } from '@nianbao/contracts';
import type { OfficePackage } from '../../packaging/open-package.ts';
import { readRelationships } from './read-relationships.ts';

const usualName = 'word/document.xml';

/** The name of the main part. Throws NO_DOCUMENT_PART. */
export function findDocumentPart(office: OfficePackage, maxDepth: number): string {
  const related = [...readRelationships(office, '', maxDepth).values()].find(
    ({ kind }) => kind === 'officeDocument',
  );
  const part = [related?.target, usualName].find((name) => name !== undefined && office.has(name));
  if (part === undefined) throw new PermanentError('NO_DOCUMENT_PART');
  return part;
}
