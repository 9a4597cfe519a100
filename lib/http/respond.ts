import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A JSON answer; never cached, since all of it is somebody's business only. */
export const json = (
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});
