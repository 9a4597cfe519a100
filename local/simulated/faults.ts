import {
  InternalServerError,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { RequestThrottled } from '@aws-sdk/client-sqs';
import type { Call } from './call.ts';
import { isMap } from './expressions/path.ts';
import { keyError } from './kms.ts';
import { metadata, objectError, queueError } from './service-errors.ts';
import type { Item } from './value.ts';

type Service = Call['service'];

/** What the SDK throws when a service keeps telling it to slow down. */
export function throttling(service: Service): Error {
  if (service === 's3') return objectError('SlowDown', 503, 'Please reduce your request rate.');
  if (service === 'sqs') {
    return new RequestThrottled({ message: 'Request is throttled.', ...metadata(403) });
  }
  if (service === 'kms') return keyError('ThrottlingException', 'Rate exceeded');
  return new ProvisionedThroughputExceededException({
    message: 'Throughput exceeds the current capacity of your table or index.',
    ...metadata(),
  });
}

/** What the SDK throws when a service keeps failing. */
export function refusal(service: Service): Error {
  const message = 'We encountered an internal error. Please try again.';
  if (service === 's3') return objectError('InternalError', 500, message);
  if (service === 'sqs') return queueError('InternalFailure', message, 500);
  if (service === 'kms') return keyError('KMSInternalException', message, 500);
  return new InternalServerError({ message, ...metadata(500) });
}

/** What the SDK throws when no answer came. */
export const timeout = (): Error =>
  Object.assign(new Error('Connection timed out after 3000 ms'), {
    name: 'TimeoutError',
    $metadata: { attempts: 3, totalRetryDelay: 0 },
  });

/** A copy of bytes with one bit turned; nothing where there is nothing. */
export function bitFlipped(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = new Uint8Array(bytes);
  const place = Math.floor(random() * copy.length);
  if (copy.length > 0) copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  return copy;
}

/** Turns one bit in one binary attribute of what a read answers, if there is one. The answer is changed. */
export function damage(answer: unknown, random: () => number): void {
  const places = binariesIn(answer);
  const place = places[Math.floor(random() * places.length)];
  if (place) place.holder[place.name] = bitFlipped(place.bytes, random);
}

type Place = { holder: Item; name: string; bytes: Uint8Array };

function binariesIn(value: unknown): Place[] {
  if (!(Array.isArray(value) || isMap(value))) return [];
  const holder = value as Item;
  return Object.keys(holder).flatMap((name) => {
    const inner = holder[name];
    if (!(inner instanceof Uint8Array)) return binariesIn(inner);
    return inner.length > 0 ? [{ holder, name, bytes: inner }] : [];
  });
}
