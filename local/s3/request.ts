import type { IncomingMessage } from 'node:http';
import { S3Error } from './error.ts';

/** A request header, or the parameter of the same name that presigning moved into the query. */
export type Header = (name: string) => string | undefined;

export type S3Request = {
  method: string;
  url: URL;
  bucket: string;
  /** Empty for a request about the bucket itself. */
  key: string;
  query: URLSearchParams;
  header: Header;
  message: IncomingMessage;
};

/** Reads a path-style request: /bucket/key. */
export function readRequest(message: IncomingMessage): S3Request {
  const url = new URL(`http://${message.headers.host ?? 'localhost'}${rawTarget(message)}`);
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const query = url.searchParams;
  return {
    method: message.method ?? 'GET',
    url,
    bucket: decode(bucket),
    key: decode(rest.join('/')),
    query,
    header: (name) => {
      const value = message.headers[name];
      if (value !== undefined) return Array.isArray(value) ? value.join(',') : value;
      return name.startsWith('x-amz-') ? inQuery(query, name) : undefined;
    },
    message,
  };
}

/** A URL parser folds the segments "." and ".." away, so a key with them could not be found again. */
function rawTarget(message: IncomingMessage): string {
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  if (!path.startsWith('/')) throw new S3Error(400, 'InvalidURI', 'The path is not absolute');
  if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path)) {
    throw new S3Error(400, 'InvalidURI', 'Keys with the segments . and .. are not accepted');
  }
  return [path, ...query].join('?');
}

function inQuery(query: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of query) if (key.toLowerCase() === name) return value;
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, 'InvalidURI', 'The path is not valid percent-encoding');
  }
}
