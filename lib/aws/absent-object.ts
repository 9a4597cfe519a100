/** Without leave to list, S3 says of an absent object that access to it is denied. */
export const isAbsent = (cause: unknown): boolean =>
  cause instanceof Error && (cause.name === 'NoSuchKey' || cause.name === 'AccessDenied');
