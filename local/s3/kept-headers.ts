import { notImplemented } from './error.ts';
import type { KeptHeaders, Retention } from './files.ts';
import type { S3Request } from './request.ts';

const keptWithTheObject = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
];

const understood = new Set([
  'x-amz-algorithm',
  'x-amz-bucket-object-lock-enabled',
  'x-amz-bypass-governance-retention',
  'x-amz-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-checksum-type',
  'x-amz-content-sha256',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
  'x-amz-expires',
  'x-amz-mp-object-size',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
  'x-amz-trailer',
  'x-amz-user-agent',
  ...keptWithTheObject,
]);

/** A header that asks for something we do not do must not pass unnoticed. */
export function refuseUnknownHeaders({ message, query }: S3Request): void {
  const names = [...Object.keys(message.headers), ...query.keys()].map((name) =>
    name.toLowerCase(),
  );
  for (const name of names) {
    if (!name.startsWith('x-amz-') || understood.has(name)) continue;
    if (name.startsWith('x-amz-meta-') || name.startsWith('x-amz-checksum-')) continue;
    throw notImplemented(`the header ${name}`);
  }
}

/** What a later GET must send back with the bytes. */
export function keptHeaders({ message, query, header }: S3Request): KeptHeaders {
  const sent = [...Object.keys(message.headers), ...query.keys()].map((name) => name.toLowerCase());
  const names = [...keptWithTheObject, ...sent.filter((name) => name.startsWith('x-amz-meta-'))];
  const kept: KeptHeaders = { 'content-type': 'application/octet-stream' };
  for (const name of names) {
    const value = header(name);
    if (value !== undefined) kept[name] = value;
  }
  const encoding = withoutFraming(kept['content-encoding']);
  if (encoding) kept['content-encoding'] = encoding;
  else delete kept['content-encoding'];
  return kept;
}

/** aws-chunked describes the transfer, not the object. */
function withoutFraming(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== 'aws-chunked')
    .join(',');
}

export function retentionOf({ header }: S3Request): Retention | undefined {
  const mode = header('x-amz-object-lock-mode');
  const until = header('x-amz-object-lock-retain-until-date');
  if (mode === undefined || until === undefined) return undefined;
  return readRetention(mode, until);
}

export function readRetention(mode: string, until: string): Retention {
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE')
    throw notImplemented(`retention mode ${mode}`);
  return { mode, until: new Date(until).toISOString() };
}
