const sectorBytes = 512;
const miniCutoff = 4096;
const endOfChain = 0xfffffffe;
const fatSector = 0xfffffffd;
const none = 0xffffffff;

/** An OLE compound file of some streams, each padded past the size at which small ones are stored elsewhere. */
export function buildCompoundFile(streams: Record<string, Buffer>): Buffer {
  const fat: number[] = [fatSector, endOfChain];
  const names = Object.keys(streams);
  const entries = [directoryEntry('Root Entry', 5, endOfChain, 0, { child: 1 })];
  const sectors: Buffer[] = [];
  for (const [name, content] of Object.entries(streams)) {
    const padded = Buffer.alloc(Math.max(miniCutoff, Math.ceil(content.length / sectorBytes) * sectorBytes));
    content.copy(padded);
    const next = names.indexOf(name) + 2;
    entries.push(
      directoryEntry(name, 2, fat.length, padded.length, next > names.length ? {} : { right: next }),
    );
    const count = padded.length / sectorBytes;
    for (let index = 1; index <= count; index += 1) fat.push(index === count ? endOfChain : fat.length + 1);
    sectors.push(padded);
  }
  const table = Buffer.alloc(sectorBytes, 0xff);
  for (const [index, next] of fat.entries()) table.writeUInt32LE(next, index * 4);
  const directory = Buffer.alloc(sectorBytes);
  Buffer.concat(entries).copy(directory);
  return Buffer.concat([header(), table, directory, ...sectors]);
}

function header(): Buffer {
  const bytes = Buffer.alloc(sectorBytes, 0xff);
  bytes.fill(0, 0, 0x4c);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(9, 0x1e);
  bytes.writeUInt16LE(6, 0x20);
  bytes.writeUInt32LE(1, 0x2c);
  bytes.writeUInt32LE(1, 0x30);
  bytes.writeUInt32LE(miniCutoff, 0x38);
  bytes.writeUInt32LE(endOfChain, 0x3c);
  bytes.writeUInt32LE(endOfChain, 0x44);
  bytes.writeUInt32LE(0, 0x4c);
  return bytes;
}

/** The streams hang in a chain of right siblings below the root. */
function directoryEntry(
  name: string,
  type: number,
  start: number,
  size: number,
  { right = none, child = none }: { right?: number; child?: number },
): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 'utf16le');
  entry.writeUInt16LE(name.length * 2 + 2, 0x40);
  entry.writeUInt8(type, 0x42);
  entry.writeUInt32LE(none, 0x44);
  entry.writeUInt32LE(right, 0x48);
  entry.writeUInt32LE(child, 0x4c);
  entry.writeUInt32LE(start, 0x74);
  entry.writeUInt32LE(size, 0x78);
  return entry;
}
