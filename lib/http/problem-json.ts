import { Logger } from '@aws-lambda-powertools/logger';
import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DomainError } from '../errors.ts';
import { toProblem } from './problem.ts';

const logger = new Logger();

/**
 * Answers every thrown value as application/problem+json and puts a Request-Id on every response.
 * The log line of an unforeseen failure names its class and place, never its message: a message may
 * quote a name or an account.
 */
export const problemJson = (): middy.MiddlewareObj<
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2
> => ({
  after: ({ event, response }) => {
    if (response) response.headers = { ...response.headers, 'request-id': requestId(event) };
  },
  onError: (request) => {
    const problem = toProblem(request.error);
    if (problem.status >= 500) {
      logger.error('request failed', {
        requestId: requestId(request.event),
        error: request.error?.name ?? 'unknown',
        place:
          request.error?.stack
            ?.split('\n')
            .find((line) => line.startsWith('    at '))
            ?.trim() ?? '',
      });
    }
    request.response = {
      statusCode: problem.status,
      headers: {
        'content-type': 'application/problem+json',
        'request-id': requestId(request.event),
        ...retryAfter(request.error),
      },
      body: JSON.stringify({ ...problem, instance: `/requests/${requestId(request.event)}` }),
    };
  },
});

/** In whole seconds. The log tells that somebody was held back, for the alarm that counts it. */
function retryAfter(error: unknown): Record<string, string> {
  if (!(error instanceof DomainError) || error.retryAfterSeconds === undefined) return {};
  logger.info('held back', { reason: error.message });
  return { 'retry-after': String(error.retryAfterSeconds) };
}

const requestId = (event: APIGatewayProxyEventV2): string => event.requestContext.requestId;
