import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DomainError } from '../../lib/errors.ts';
import { batchView } from '../../lib/http/batch-view.ts';
import { entityOf } from '../../lib/http/claims.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { idempotencyKeyOf } from '../../lib/http/request-headers.ts';
import { json } from '../../lib/http/respond.ts';
import { partsRequestSchema, uploadPathSchema } from '../../lib/http/upload-requests.ts';
import {
  partPermitsView,
  requestedUploadView,
  uploadStatusView,
} from '../../lib/http/upload-view.ts';
import { type Ports as AbortPorts, abortUpload } from '../../lib/reports/abort-upload.ts';
import type { BatchRef } from '../../lib/reports/batches.ts';
import { type Ports as CompletePorts, completeUpload } from '../../lib/reports/complete-upload.ts';
import { type Ports as PermitPorts, permitParts } from '../../lib/reports/permit-parts.ts';
import { type Ports as ReadPorts, readUpload } from '../../lib/reports/read-upload.ts';
import {
  type Ports as RequestPorts,
  requestUpload,
  uploadRequestSchema,
} from '../../lib/reports/request-upload.ts';

export type Ports = RequestPorts & ReadPorts & PermitPorts & CompletePorts & AbortPorts;

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'POST /v1/uploads': async (ports, event) => {
    const requested = await requestUpload(ports, {
      entity: entityOf(event),
      idempotencyKey: idempotencyKeyOf(event),
      request: parseRequest(uploadRequestSchema, jsonOf(event)),
    });
    const view = requestedUploadView(requested);
    return json(201, view, { location: view.links.self });
  },
  'GET /v1/uploads/{batchId}': async (ports, event) =>
    json(200, uploadStatusView(await readUpload(ports, uploadOf(event)))),
  'DELETE /v1/uploads/{batchId}': async (ports, event) =>
    json(200, batchView(await abortUpload(ports, uploadOf(event)))),
  'POST /v1/uploads/{batchId}/parts': async (ports, event) => {
    const ref = uploadOf(event);
    const { parts: asked } = parseRequest(partsRequestSchema, jsonOf(event));
    return json(200, partPermitsView(await permitParts(ports, { ref, asked })));
  },
  'POST /v1/uploads/{batchId}/complete': async (ports, event) => {
    const view = batchView(await completeUpload(ports, uploadOf(event)));
    return json(202, view, { location: view.links.self });
  },
};

/** POST /v1/uploads, and all about an upload: /v1/uploads/{batchId}, …/parts and …/complete */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      return answer(ports, event);
    });

const uploadOf = (event: APIGatewayProxyEventV2): BatchRef => ({
  entity: entityOf(event),
  batchId: parseRequest(uploadPathSchema, event).pathParameters.batchId,
});
