import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { digest } from '../identifiers.ts';
import { idempotencyKeyOf } from './request-headers.ts';

/**
 * A digest of the Idempotency-Key and of who sent it, so that two people may use the same key.
 *
 * @returns undefined when the request carries none.
 * @throws DomainError idempotency-key-missing when the header is there and empty;
 *   idempotency-key-invalid when it cannot be a key.
 */
export const requestKeyOf = (
  { headers }: Pick<APIGatewayProxyEventV2, 'headers'>,
  user: string,
): string | undefined =>
  headers['idempotency-key'] === undefined
    ? undefined
    : digest(JSON.stringify([user, idempotencyKeyOf({ headers })]));

/** The same for a request that must carry one. @throws as above, and when there is none. */
export const requiredRequestKey = (
  { headers }: Pick<APIGatewayProxyEventV2, 'headers'>,
  user: string,
): string => digest(JSON.stringify([user, idempotencyKeyOf({ headers })]));
