import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { NoSuchBucket, NoSuchKey, NotFound, S3ServiceException } from '@aws-sdk/client-s3';
import { SQSServiceException } from '@aws-sdk/client-sqs';

const metadataOf = (httpStatusCode: number) => ({
  httpStatusCode,
  attempts: 1,
  totalRetryDelay: 0,
});

/** What the constructors of the SDK's exceptions take. */
export const metadata = (httpStatusCode = 400) => ({ $metadata: metadataOf(httpStatusCode) });

/** DynamoDB refuses what a request says. */
export const invalid = (message: string) =>
  new DynamoDBServiceException({
    name: 'ValidationException',
    $fault: 'client',
    message,
    ...metadata(),
  });

/** An error of S3, by its code. */
export function objectError(code: string, status: number, message = code): S3ServiceException {
  if (code === 'NoSuchKey') return new NoSuchKey({ message, ...metadata(status) });
  if (code === 'NoSuchBucket') return new NoSuchBucket({ message, ...metadata(status) });
  if (code === 'NotFound') return new NotFound({ message, ...metadata(status) });
  return new S3ServiceException({
    name: code,
    $fault: status >= 500 ? 'server' : 'client',
    message,
    ...metadata(status),
  });
}

/** An error of SQS that has no class of its own. */
export const queueError = (name: string, message = name, status = 400) =>
  new SQSServiceException({
    name,
    $fault: status >= 500 ? 'server' : 'client',
    message,
    ...metadata(status),
  });

/** A stand-in is asked for what it does not do: never a guess. */
export const notSimulated = (what: string) => new Error(`${what} is not simulated`);

/** @throws Error naming the first option that is set and not among `known`. */
export function requireKnown(operation: string, input: object, known: ReadonlySet<string>): void {
  for (const name in input) {
    if (known.has(name)) continue;
    if ((input as Record<string, unknown>)[name] === undefined) continue;
    throw notSimulated(`${name} of ${operation}`);
  }
}
