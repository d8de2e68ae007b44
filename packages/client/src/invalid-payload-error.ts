import { resultSchemaVersion } from '@nianbao/contracts';

/** A message, webhook or stored object that is none of ours, or is damaged. */
export class InvalidPayloadError extends Error {
  override readonly name: string = 'InvalidPayloadError';
}

/** A result of a version of the contract that this client was not made for. It is not read at all: half understood is worse. */
export class UnknownSchemaVersionError extends InvalidPayloadError {
  override readonly name = 'UnknownSchemaVersionError';
  /** What the result says. */
  readonly version: number;
  /** What this client reads. */
  readonly known = resultSchemaVersion;
  constructor(version: number) {
    const remedy = version > resultSchemaVersion ? 'update this client' : 'it is of an older house';
    super(`schemaVersion ${version}; this client reads ${resultSchemaVersion}: ${remedy}`);
    this.version = version;
  }
}
