import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DomainError } from '../errors.ts';
import { parseJson } from '../reports/parse-json.ts';

/** What stands in a text for bytes that were none. */
const replacement = '\uFFFD';

/**
 * The bytes of a request's body; the gateway passes what is not text as base64. What it takes for text
 * it has read as UTF-8, and bytes that were none are lost by then: a name would be kept without its
 * accents, and two different bodies could look alike.
 *
 * @throws DomainError malformed-body when something is lost.
 */
export function bodyOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Uint8Array {
  if (isBase64Encoded) return Buffer.from(body, 'base64');
  if (body.includes(replacement)) {
    throw new DomainError('malformed-body', 'not UTF-8, or U+FFFD in it');
  }
  return Buffer.from(body, 'utf-8');
}

/** @throws DomainError malformed-body */
export function jsonOf(event: APIGatewayProxyEventV2): unknown {
  const parsed = parseJson(Buffer.from(bodyOf(event)).toString('utf-8'));
  if ('fault' in parsed) throw new DomainError('malformed-body', parsed.fault);
  return parsed.value;
}
