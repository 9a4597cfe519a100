/** A refusal in the words of KMS. */
export class KmsError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const noSuchKey = (id: string) =>
  new KmsError('NotFoundException', `Key '${id}' does not exist`);

export const invalid = (message: string) => new KmsError('ValidationException', message);

/** What this endpoint does not know it refuses: a call that only seems to work proves nothing. */
export const unsupported = (what: string) =>
  new KmsError('UnsupportedOperationException', `The local KMS does not implement ${what}`);
