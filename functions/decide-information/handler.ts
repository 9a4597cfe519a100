import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DomainError } from '../../lib/errors.ts';
import { callerOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import {
  judgementBodySchema,
  possibleListSchema,
  possiblePathSchema,
  possibleRequestSchema,
} from '../../lib/http/information-requests.ts';
import { listedMatch } from '../../lib/http/information-view.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { requiredRequestKey } from '../../lib/http/request-key.ts';
import { json } from '../../lib/http/respond.ts';
import { type ReadPorts, tellReads } from '../../lib/http/tell-reads.ts';
import {
  type DecidingPorts,
  decidePossibleMatch,
} from '../../lib/information-records/decide-possible-match.ts';
import {
  listPossibleMatches,
  type PossibleListing,
} from '../../lib/information-records/list-possible-matches.ts';

export type Ports = ReadPorts & DecidingPorts & PossibleListing;

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'GET /v1/possible-matches': list,
  'POST /v1/possible-matches/{subject}/{agency}/{recordId}': judge,
};

/** People in cases who may be whom an agency names, and what analysts say of them. */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .use(tellReads(ports))
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      return answer(ports, event);
    });

async function list(ports: Ports, event: APIGatewayProxyEventV2) {
  callerOf(event, ['analyst', 'approver']);
  const { limit, cursor } = parseRequest(possibleListSchema, event).queryStringParameters;
  const page = await listPossibleMatches(ports, { limit, ...(cursor && { cursor }) });
  return json(200, {
    possibleMatches: page.items.map(listedMatch),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function judge(ports: Ports, event: APIGatewayProxyEventV2) {
  const { user: actor } = callerOf(event, ['analyst']);
  const requestKey = requiredRequestKey(event, actor);
  const path = parseRequest(possibleRequestSchema, event).pathParameters;
  const judgement = parseRequest(judgementBodySchema, jsonOf(event));
  const { data: name } = possiblePathSchema.safeParse(path);
  if (!name) throw new DomainError('possible-match-not-found', 'no such ids');
  return json(200, await decidePossibleMatch(ports, name, { ...judgement, actor, requestKey }));
}
