/** `Content-Disposition: attachment` with the name in ASCII for old clients and in UTF-8 for the others (RFC 6266, RFC 5987). */
export function attachmentDisposition(fileName: string): string {
  const name = fileName.replace(/\p{Cc}/gu, '_');
  const ascii = name.replace(/[^ -~]|["\\%/]/gu, '_');
  const utf8 = encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
