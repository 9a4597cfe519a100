import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DomainError } from '../errors.ts';
import { parseJson } from '../reports/parse-json.ts';

/** The bytes of a request's body; the gateway passes what is not text as base64. */
export const bodyOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Uint8Array =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf-8');

/** @throws DomainError malformed-body */
export function jsonOf(event: APIGatewayProxyEventV2): unknown {
  const parsed = parseJson(Buffer.from(bodyOf(event)).toString('utf-8'));
  if ('fault' in parsed) throw new DomainError('malformed-body', parsed.fault);
  return parsed.value;
}
