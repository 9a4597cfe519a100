import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { accessDenied, S3Error } from './error.ts';

/** The secret of an access key, or undefined when nobody has that key. */
export type SecretOf = (accessKeyId: string) => string | undefined;

type Claim = {
  accessKeyId: string;
  /** date/region/service/aws4_request */
  scope: string;
  signedHeaders: string[];
  signature: string;
  /** ISO 8601 basic: 20260302T031200Z */
  signedAt: string;
  payloadHash: string;
  query: [string, string][];
};

const algorithm = 'AWS4-HMAC-SHA256';
const clockSkewMs = 15 * 60 * 1000;

/**
 * Checks AWS Signature Version 4, from the Authorization header or from a presigned query.
 *
 * @returns the access key that signed.
 * @throws S3Error 403 for what is unsigned, expired, tampered with or signed by an unknown key.
 */
export function verifySignature(
  request: IncomingMessage,
  url: URL,
  region: string,
  secretOf: SecretOf,
  service = 's3',
): string {
  const query = [...url.searchParams];
  const claim = url.searchParams.has('X-Amz-Algorithm')
    ? presignedClaim(url.searchParams, query)
    : headerClaim(request, query);

  const [day = '', scopeRegion, scopeService, terminator] = claim.scope.split('/');
  const inScope =
    scopeRegion === region &&
    scopeService === service &&
    terminator === 'aws4_request' &&
    day.length === 8;
  if (!inScope || !claim.signedAt.startsWith(day)) {
    throw new S3Error(
      400,
      'AuthorizationHeaderMalformed',
      `The region must be ${region}, for ${service}`,
    );
  }
  requireSignedHeaders(request, claim);

  const secret = secretOf(claim.accessKeyId);
  if (secret === undefined) {
    throw new S3Error(403, 'InvalidAccessKeyId', 'The access key does not exist in our records.');
  }
  const canonical = canonicalRequest(request, url, claim);
  const toSign = [algorithm, claim.signedAt, claim.scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const expected = hmac(key, toSign);
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The calculated signature does not match.');
  }
  return claim.accessKeyId;
}

function headerClaim(request: IncomingMessage, query: [string, string][]): Claim {
  const { authorization } = request.headers;
  const match = authorization?.match(
    /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)$/,
  );
  if (!match) throw accessDenied();
  const [, accessKeyId = '', scope = '', signedHeaders = '', signature = ''] = match;
  const signedAt = header(request, 'x-amz-date');
  if (Math.abs(Date.now() - instant(signedAt)) > clockSkewMs) {
    throw new S3Error(403, 'RequestTimeTooSkewed', 'The request time differs too much from ours.');
  }
  return {
    accessKeyId,
    scope,
    signedHeaders: signedHeaders.split(';'),
    signature,
    signedAt,
    payloadHash: header(request, 'x-amz-content-sha256'),
    query,
  };
}

function presignedClaim(params: URLSearchParams, query: [string, string][]): Claim {
  const get = (name: string) => params.get(name) ?? '';
  if (get('X-Amz-Algorithm') !== algorithm) throw accessDenied();
  const [accessKeyId = '', ...scope] = get('X-Amz-Credential').split('/');
  const signedAt = get('X-Amz-Date');
  const seconds = Number(get('X-Amz-Expires'));
  if (!(seconds > 0 && seconds <= 604_800)) throw accessDenied('X-Amz-Expires is out of range');
  const signed = instant(signedAt);
  if (signed - Date.now() > clockSkewMs) throw accessDenied('Request is not valid yet');
  if (Date.now() > signed + seconds * 1000) throw accessDenied('Request has expired');
  return {
    accessKeyId,
    scope: scope.join('/'),
    signedHeaders: get('X-Amz-SignedHeaders').split(';'),
    signature: get('X-Amz-Signature'),
    signedAt,
    payloadHash: params.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    query: query.filter(([name]) => name !== 'X-Amz-Signature'),
  };
}

/** The host and every x-amz header must be covered, or a stranger could add one of his own. */
function requireSignedHeaders(request: IncomingMessage, { signedHeaders }: Claim): void {
  const sent = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  for (const name of ['host', ...sent]) {
    // The body is covered by the presigned query itself, so its digest may travel unsigned.
    if (name === 'x-amz-content-sha256' && !request.headers.authorization) continue;
    if (!signedHeaders.includes(name)) {
      throw accessDenied('There were headers present in the request which were not signed');
    }
  }
}

function canonicalRequest(request: IncomingMessage, url: URL, claim: Claim): string {
  const query = claim.query
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = claim.signedHeaders
    .map((name) => `${name}:${header(request, name).trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const path = url.pathname.split('/').map(decodeURIComponent).map(encode).join('/');
  const signed = claim.signedHeaders.join(';');
  return [request.method, path, query, headers, signed, claim.payloadHash].join('\n');
}

/** RFC 3986, as AWS asks: also what encodeURIComponent leaves alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

/** Milliseconds of an ISO 8601 basic timestamp. */
function instant(basic: string): number {
  const parts = basic.match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/) ?? [];
  const [, year, month, day, hour, minute, second] = parts;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at)) throw accessDenied('The request carries no readable date');
  return at;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
