import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DomainError } from '../errors.ts';
import type { BatchForm } from '../reports/batch.ts';
import type { ContentEncoding } from '../reports/decompress.ts';

type Headers = APIGatewayProxyEventV2['headers'];

/**
 * @throws DomainError idempotency-key-missing; idempotency-key-invalid unless it is 1 to 255 visible
 *   characters.
 */
export function idempotencyKeyOf({ headers }: { headers: Headers }): string {
  const key = headers['idempotency-key'] ?? '';
  if (key === '') throw new DomainError('idempotency-key-missing', 'Idempotency-Key');
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new DomainError('idempotency-key-invalid', 'Idempotency-Key');
  }
  return key;
}

const forms: Record<string, BatchForm> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'text/csv': 'csv',
};

/** @throws DomainError unsupported-media-type */
export function batchFormOf({ headers }: { headers: Headers }): BatchForm {
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const form = forms[mediaType];
  if (!form) throw new DomainError('unsupported-media-type', 'Content-Type');
  return form;
}

const encodings: Record<string, ContentEncoding> = {
  identity: 'identity',
  gzip: 'gzip',
  zstd: 'zstd',
};

/** @throws DomainError unsupported-media-type */
export function contentEncodingOf({ headers }: { headers: Headers }): ContentEncoding {
  const encoding = encodings[headers['content-encoding']?.trim().toLowerCase() ?? 'identity'];
  if (!encoding) throw new DomainError('unsupported-media-type', 'Content-Encoding');
  return encoding;
}
