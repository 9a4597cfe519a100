import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { batchView } from '../../lib/http/batch-view.ts';
import { entityOf } from '../../lib/http/claims.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { bodyOf } from '../../lib/http/request-body.ts';
import {
  batchFormOf,
  contentEncodingOf,
  idempotencyKeyOf,
} from '../../lib/http/request-headers.ts';
import { json } from '../../lib/http/respond.ts';
import { type Ports, submitBatch } from '../../lib/reports/submit-batch.ts';

/** POST /v1/batches */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const batch = await submitBatch(ports, {
        entity: entityOf(event),
        idempotencyKey: idempotencyKeyOf(event),
        form: batchFormOf(event),
        encoding: contentEncodingOf(event),
        body: bodyOf(event),
      });
      const view = batchView(batch);
      return json(202, view, { location: view.links.self });
    });
