import type { IncomingHttpHeaders } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { accountId } from '../template/names.ts';
import type { Authorized } from './authorizer.ts';
import type { Match } from './router.ts';

export type ApiRequest = {
  requestId: string;
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  sourceIp: string;
  body: Buffer;
};

/** An HTTP API event of payload format 2.0. */
export function apiEvent(
  { requestId, method, url, headers, sourceIp, body }: ApiRequest,
  { route, pathParameters }: Match,
  { claims, scopes }: Authorized,
): APIGatewayProxyEventV2 {
  const { cookie, ...others } = headers;
  const now = new Date();
  const isBase64Encoded = body.length > 0 && !isText(headers);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie && { cookies: cookie.split(';').map((one) => one.trim()) }),
    headers: Object.fromEntries(
      Object.entries(others).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : (value ?? ''),
      ]),
    ),
    ...(url.search.length > 1 && { queryStringParameters: joined(url.searchParams) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId,
      apiId: 'local',
      ...(route.authorizer && { authorizer: { jwt: { claims, scopes } } }),
      domainName: url.hostname,
      domainPrefix: 'local',
      http: {
        method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: route.key,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** A parameter that is given twice arrives once, its values joined by a comma. */
function joined(query: URLSearchParams): Record<string, string> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')]));
}

/** Whatever is not known to be text is handed on in base64; compressed text is not text. */
function isText(headers: IncomingHttpHeaders): boolean {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return false;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    type.startsWith('text/') ||
    ['application/json', 'application/javascript', 'application/xml'].includes(type)
  );
}
