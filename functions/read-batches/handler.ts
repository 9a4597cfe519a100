import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DomainError } from '../../lib/errors.ts';
import {
  listRequestSchema,
  receiptsRequestSchema,
  statusRequestSchema,
} from '../../lib/http/batch-requests.ts';
import { batchView } from '../../lib/http/batch-view.ts';
import { entityOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { receiptsResponse } from '../../lib/http/receipts-response.ts';
import { json } from '../../lib/http/respond.ts';
import type { Batches } from '../../lib/reports/batches.ts';
import { readReceipts } from '../../lib/reports/read-receipts.ts';
import type { Receipts } from '../../lib/reports/receipts.ts';
import { asOf } from '../../lib/reports/upload-deadline.ts';

export type Ports = {
  batches: Pick<Batches, 'get' | 'list'>;
  receipts: Pick<Receipts, 'read'>;
  now: () => string;
};

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'GET /v1/batches': listBatches,
  'GET /v1/batches/{batchId}': readStatus,
  'GET /v1/batches/{batchId}/receipts': answerReceipts,
};

/** GET /v1/batches, /v1/batches/{batchId} and /v1/batches/{batchId}/receipts */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      return answer(ports, event);
    });

async function listBatches({ batches, now }: Ports, event: APIGatewayProxyEventV2) {
  const entity = entityOf(event);
  const { limit, cursor } = parseRequest(listRequestSchema, event).queryStringParameters;
  const page = await batches.list(entity, { limit, ...(cursor && { before: cursor.batchId }) });
  const last = page.batches.at(-1);
  return json(200, {
    batches: page.batches.map((batch) => batchView(asOf(batch, now()))),
    ...(page.more && last && { next: encodeCursor({ batchId: last.batchId }) }),
  });
}

async function readStatus({ batches, now }: Ports, event: APIGatewayProxyEventV2) {
  const entity = entityOf(event);
  const { batchId } = parseRequest(statusRequestSchema, event).pathParameters;
  const batch = await batches.get({ entity, batchId });
  if (!batch) throw new DomainError('batch-not-found', batchId);
  return json(200, batchView(asOf(batch, now())));
}

async function answerReceipts(ports: Ports, event: APIGatewayProxyEventV2) {
  const entity = entityOf(event);
  const { pathParameters, queryStringParameters, headers } = parseRequest(
    receiptsRequestSchema,
    event,
  );
  const { batchId } = pathParameters;
  const { limit, cursor, format, header = cursor === undefined } = queryStringParameters;
  const from = cursor ?? { first: 0, skip: 0 };
  const page = await readReceipts(ports, { ref: { entity, batchId }, from, limit });
  return receiptsResponse(page, { batchId, limit, format, header, accept: headers.accept });
}
