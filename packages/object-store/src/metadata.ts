/** S3's limit on user metadata: names and values together, as sent. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const maxMetadataBytes = 2048;

/** Tells a conditional put's own object from a rival's; never shown to callers. */
export const writerTokenName = 'nianbao-put';

/**
 * Values as HTTP headers can carry them: printable ASCII stays as it is, anything else becomes an RFC 2047 encoded word,
 * which other S3 tools can read. Throws a RangeError for odd names and above S3's 2 KB.
 */
export function encodeMetadata(metadata: Record<string, string>): Record<string, string> {
  const encoded: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(metadata)) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
      throw new RangeError(`metadata name "${name}": use a-z, 0-9 and -`);
    encoded[name] = encodeValue(value);
    bytes += name.length + encodeValue(value).length;
  }
  if (bytes > maxMetadataBytes)
    throw new RangeError(`metadata takes ${bytes} bytes once encoded, the limit is ${maxMetadataBytes}`);
  return encoded;
}

/** The inverse of {@link encodeMetadata}. Leaves alone what other writers put there in plain ASCII. */
export function decodeMetadata(metadata: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata ?? {})
      .filter(([name]) => name !== writerTokenName)
      .map(([name, value]) => [name, decodeValue(value)]),
  );
}

function encodeValue(value: string): string {
  // Spaces at the ends, runs of them and empty values do not survive header parsing and signing everywhere.
  const plain = /^[!-~]+( [!-~]+)*$/.test(value) && !value.startsWith('=?');
  return plain ? value : `=?UTF-8?B?${Buffer.from(value, 'utf8').toString('base64')}?=`;
}

function decodeValue(value: string): string {
  const word = /^=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=$/i.exec(value);
  return word ? Buffer.from(word[1] ?? '', 'base64').toString('utf8') : value;
}
