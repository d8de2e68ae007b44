const systemNames = new Set([
  'thumbs.db',
  'desktop.ini',
  '__macosx',
  '$recycle.bin',
  'system volume information',
]);

/** Files and folders nobody means to upload: hidden ones, editors' lock files (`~$年报.docx`), what systems leave behind. */
export function isIgnoredName(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || systemNames.has(name.toLowerCase());
}

/** The same for a path inside an archive: one ignored folder on the way is enough. */
export function isIgnoredPath(path: string): boolean {
  return path.split('/').some((segment) => segment !== '' && isIgnoredName(segment));
}
