import { Buffer } from 'node:buffer';
import { BatchId } from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import { defaultBatch } from '../accept-upload.ts';
import { intakeProblem } from './intake-problem.ts';

/** S3's limit for keys is 1,024 bytes; the rest is room for a number that tells namesakes apart. */
const maxKeyBytes = 1_000;
/** The longest name of a file that file systems know. */
const maxSegmentBytes = 255;

/**
 * Batch and name as they will stand in the key: composed (NFC), backslashes as folders. Throws NAME_INVALID for empty,
 * absolute, climbing (`..`) or over-long names and control characters: refused rather than changed, so that the
 * uploader finds the file under the name he gave it.
 */
export function uploadPlace(batch: string | undefined, name: string): { batchId: string; name: string } {
  const batchId = (batch ?? defaultBatch).normalize('NFC');
  if (!BatchId.safeParse(batchId).success)
    throw invalid(
      'batch：1 至 120 个字符，不含斜杠和控制字符',
      'batch: 1-120 characters, no slash, no control characters',
    );
  const path = name.normalize('NFC').replaceAll('\\', '/');
  if (path === '') throw invalid('name：未填写', 'name: missing');
  if (/\p{Cc}|\p{Cs}/u.test(path)) throw invalid('name：含有控制字符', 'name: control characters');
  for (const segment of path.split('/')) checkSegment(segment);
  if (Buffer.byteLength(keys.incoming(batchId, path)) > maxKeyBytes)
    throw invalid('name：过长', 'name: too long');
  return { batchId, name: path };
}

/** `folder/a.docx` → `folder/a (2).docx`. */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  const stemEnd = dot > name.lastIndexOf('/') + 1 ? dot : name.length;
  return `${name.slice(0, stemEnd)} (${number})${name.slice(stemEnd)}`;
}

function checkSegment(segment: string): void {
  if (segment === '')
    throw invalid('name：文件夹名为空，或是绝对路径', 'name: empty folder or absolute path');
  if (segment === '.' || segment === '..')
    throw invalid('name：不允许 "." 和 ".."', 'name: "." and ".." are not allowed');
  if (Buffer.byteLength(segment) > maxSegmentBytes) {
    throw invalid(
      `name：斜杠之间最多 ${maxSegmentBytes} 字节`,
      `name: at most ${maxSegmentBytes} bytes between slashes`,
    );
  }
}

function invalid(zh: string, en: string) {
  return intakeProblem('NAME_INVALID', { zh, en });
}
