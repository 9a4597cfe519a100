import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DomainError } from '../../lib/errors.ts';
import { callerOf } from '../../lib/http/claims.ts';
import {
  holdBodySchema,
  liftBodySchema,
  liftRequestSchema,
} from '../../lib/http/legal-hold-requests.ts';
import { holdView } from '../../lib/http/legal-hold-view.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { requiredRequestKey } from '../../lib/http/request-key.ts';
import { json } from '../../lib/http/respond.ts';
import { type ReadPorts, tellReads } from '../../lib/http/tell-reads.ts';
import type { LegalHolds } from '../../lib/retention/legal-holds.ts';
import { liftHold } from '../../lib/retention/lift-hold.ts';
import { type PlacePorts, placeHold } from '../../lib/retention/place-hold.ts';

export type Ports = Omit<PlacePorts, 'holds'> & ReadPorts & { holds: LegalHolds };

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'POST /v1/legal-holds': place,
  'GET /v1/legal-holds': list,
  'POST /v1/legal-holds/{holdId}/lift': lift,
};

/** What must not be destroyed, by whose decision, and by whose it may be again. */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .use(tellReads(ports))
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      return answer(ports, event);
    });

async function place(ports: Ports, event: APIGatewayProxyEventV2) {
  const { user: author } = callerOf(event, ['approver']);
  const requestKey = requiredRequestKey(event, author);
  const asked = parseRequest(holdBodySchema, jsonOf(event));
  const hold = await placeHold(ports, { author, asked, requestKey });
  return json(201, holdView({ hold }, ports.now()));
}

async function list({ holds, now }: Ports, event: APIGatewayProxyEventV2) {
  callerOf(event, ['approver', 'auditor']);
  return json(200, { holds: (await holds.all()).map((found) => holdView(found, now())) });
}

async function lift(ports: Ports, event: APIGatewayProxyEventV2) {
  const { user: author } = callerOf(event, ['approver']);
  const { holdId } = parseRequest(liftRequestSchema, event).pathParameters;
  const { reason } = parseRequest(liftBodySchema, jsonOf(event));
  return json(200, holdView(await liftHold(ports, { holdId, author, reason }), ports.now()));
}
