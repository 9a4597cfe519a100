import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { S3Error } from './error.ts';
import { type XmlFields, xmlDocument } from './xml.ts';

export type Reply = {
  status: number;
  headers?: Record<string, string>;
  body?: Readable | string;
};

export function xmlReply(root: string, fields: XmlFields): Reply {
  const body = xmlDocument(root, fields);
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

export async function sendReply(response: ServerResponse, reply: Reply): Promise<void> {
  const { status, headers = {}, body } = reply;
  response.writeHead(status, { ...headers, 'x-amz-request-id': randomUUID() });
  if (body === undefined || typeof body === 'string') response.end(body);
  else await pipeline(body, response);
}

/** An error as S3 writes it; unforeseen ones say nothing of their cause. */
export function errorReply(message: IncomingMessage, error: unknown): Reply {
  const known =
    error instanceof S3Error ? error : new S3Error(500, 'InternalError', 'We made a mistake.');
  const { status, code, message: text } = known;
  const headers = { 'content-type': 'application/xml', connection: 'close' };
  // The answer to HEAD has no body, and a client told "close" need not send the rest of its own.
  if (message.method === 'HEAD') return { status, headers };
  return { status, headers, body: errorDocument(code, text) };
}

function errorDocument(code: string, text: string): string {
  return xmlDocument('Error', { Code: code, Message: text }).replace(/ xmlns="[^"]*"/, '');
}
