import type { ServerResponse } from 'node:http';

type Structured = {
  statusCode?: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
};

/**
 * Sends what a function returned. A value without `statusCode` is the body of a 200 itself: that is
 * how payload format 2.0 reads it.
 *
 * @param result the function's answer as JSON.
 */
export function sendResult(response: ServerResponse, result: string): void {
  const value = JSON.parse(result) as unknown;
  const structured =
    typeof value === 'object' && value !== null && 'statusCode' in value
      ? (value as Structured)
      : { statusCode: 200, body: typeof value === 'string' ? value : result };
  const { statusCode = 200, headers = {}, cookies, body = '', isBase64Encoded } = structured;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  response.statusCode = statusCode;
  response.setHeader('content-type', 'application/json');
  for (const [name, text] of Object.entries(headers)) response.setHeader(name, String(text));
  if (cookies) response.setHeader('set-cookie', cookies);
  if (statusCode !== 204 && statusCode !== 304) {
    response.setHeader('content-length', bytes.length);
  }
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

const messages: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The gateway's own answers, which no function is asked for. */
export function sendRefusal(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ message: messages[status] }));
}
