/** A file to upload, named with its folders: `乡镇/某镇.docx`. */
export interface GatheredFile {
  name: string;
  bytes: number;
  /** The file itself; what is in an archive is unpacked now. */
  open(): Promise<Blob>;
}

/** Files that operating systems leave in folders. */
const litter = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*|\._[^/]*)$/i;

/** Everything that was dropped, folders with all that is in them. Must be called while the event is handled. */
export async function gatherDropped(transfer: DataTransfer): Promise<GatheredFile[]> {
  // The list is emptied as soon as the handler returns: entries first, then the waiting.
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const found = await Promise.all(entries.map(walk));
  return clean(found.flat());
}

/** What a file field holds; fields for folders give the path in it. */
export function gatherChosen(files: FileList | null): GatheredFile[] {
  return clean([...(files ?? [])].map((file) => gathered(file, file.webkitRelativePath || file.name)));
}

const gathered = (file: File, name: string): GatheredFile => ({
  name,
  bytes: file.size,
  open: () => Promise.resolve(file),
});

async function walk(entry: FileSystemEntry): Promise<GatheredFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [gathered(file, entry.fullPath.replace(/^\//, ''))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: GatheredFile[] = [];
  for (;;) {
    // A reader hands out a hundred entries at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return found;
    for (const inner of entries) found.push(...(await walk(inner)));
  }
}

/** Without litter, in the order of their names. */
export function clean(files: readonly GatheredFile[]): GatheredFile[] {
  const order = new Intl.Collator('zh', { numeric: true }).compare;
  return files.filter(({ name }) => !litter.test(name)).sort((a, b) => order(a.name, b.name));
}
