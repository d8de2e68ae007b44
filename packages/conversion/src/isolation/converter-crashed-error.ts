/** The child process died on the document and it is not known why. The caller counts such deaths and quarantines. */
export class ConverterCrashedError extends Error {
  override readonly name = 'ConverterCrashedError';
}
