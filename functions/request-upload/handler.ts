import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { uploadView } from '../../lib/http/batch-view.ts';
import { entityOf } from '../../lib/http/claims.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { idempotencyKeyOf } from '../../lib/http/request-headers.ts';
import { json } from '../../lib/http/respond.ts';
import {
  type Ports,
  requestUpload,
  uploadRequestSchema,
} from '../../lib/reports/request-upload.ts';

/** POST /v1/uploads */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const requested = await requestUpload(ports, {
        entity: entityOf(event),
        idempotencyKey: idempotencyKeyOf(event),
        request: parseRequest(uploadRequestSchema, jsonOf(event)),
      });
      const view = uploadView(requested);
      return json(201, view, { location: view.links.self });
    });
