import { writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** Raw name, in whatever encoding. */
  name: Buffer;
  content?: Buffer;
  utf8Flag?: boolean;
  encrypted?: boolean;
  extra?: Buffer;
}

/** A stored (uncompressed) zip, byte by byte as APPNOTE.TXT has it: zip libraries do not write the names this needs. */
export async function writeZip(path: string, entries: readonly ZipEntry[]): Promise<void> {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, content = Buffer.from('text'), extra = Buffer.alloc(0) } = entry;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE((entry.utf8Flag ? 0x800 : 0) | (entry.encrypted ? 1 : 0), 2);
    shared.writeUInt32LE(crc32(content), 10);
    // Encryption puts 12 bytes in front of the data.
    shared.writeUInt32LE(entry.encrypted ? content.length + 12 : content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    shared.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      shared,
      name,
      extra,
      Buffer.alloc(entry.encrypted ? 12 : 0),
      content,
    ]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, place, name, extra]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  await writeFile(path, Buffer.concat([...locals, central, end]));
}

/** Info-ZIP Unicode Path Extra Field for a name. */
export function unicodePath(name: Buffer, unicode: string): Buffer {
  const path = Buffer.from(unicode, 'utf8');
  const field = Buffer.alloc(9 + path.length);
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(5 + path.length, 2);
  field[4] = 1;
  field.writeUInt32LE(crc32(name), 5);
  path.copy(field, 9);
  return field;
}
