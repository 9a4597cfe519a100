/**
 * Classes of errors that faults lead to, and those by which the machine says that somebody else came
 * first. Any other, such as a TypeError, is a mistake in the code.
 */
const expected: ReadonlySet<string> = new Set([
  'Crash',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestThrottled',
  'SlowDown',
  'InternalServerError',
  'InternalError',
  'InternalFailure',
  'KMSInternalException',
  'ServiceUnavailable',
  'TimeoutError',
  'TransactionCanceledException',
  'TransactionConflictException',
  'ConditionalRequestConflict',
  'AggregateError',
  'StaleWrite',
  'DomainError',
  // A recipient that a package waits for.
  'recipient-key-missing',
  // What damaged bytes lead to, and a message that nobody can read.
  'ZodError',
  'SyntaxError',
  'Error',
  // A message behind one that was not done.
  'RangeError',
]);

export const unexpected = (error: string): boolean => !expected.has(error);
