import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { entity } from './reports.ts';

/** A request as the gateway hands it to a function, from a reporting entity unless told otherwise. */
export function httpEvent(
  routeKey: string,
  {
    body,
    headers = {},
    query,
    path,
    claims = { sub: 'user-1', scope: 'reporting-entity', entity },
  }: {
    body?: string | Uint8Array;
    headers?: Record<string, string>;
    query?: Record<string, string>;
    path?: Record<string, string>;
    claims?: Record<string, string>;
  } = {},
): APIGatewayProxyEventV2 {
  const event = {
    version: '2.0',
    routeKey,
    rawPath: routeKey.split(' ')[1] ?? '/',
    rawQueryString: '',
    headers,
    isBase64Encoded: typeof body === 'object',
    requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : Buffer.from(body).toString('base64'),
    }),
    ...(query && { queryStringParameters: query }),
    ...(path && { pathParameters: path }),
  };
  // The gateway sends more, none of which our functions read.
  return event as unknown as APIGatewayProxyEventV2;
}

/** What the runtime tells a function about its invocation. */
export const lambdaContext = (remainingMilliseconds = 100_000): Context =>
  ({ getRemainingTimeInMillis: () => remainingMilliseconds }) as Context;
