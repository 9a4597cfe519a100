import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type AmendPorts, amendDisclosure } from '../../lib/disclosures/amend-disclosure.ts';
import {
  type AmendmentPorts,
  approveAmendment,
  returnAmendment,
} from '../../lib/disclosures/decide-on-amendment.ts';
import {
  confirmRecall,
  dropRecall,
  proposeRecall,
} from '../../lib/disclosures/recall-disclosure.ts';
import { DomainError } from '../../lib/errors.ts';
import {
  aftermathReviewSchema,
  amendBodySchema,
  recallBodySchema,
} from '../../lib/http/aftermath-requests.ts';
import { callerOf, type Role } from '../../lib/http/claims.ts';
import { disclosurePathSchema } from '../../lib/http/disclosure-requests.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { requestKeyOf } from '../../lib/http/request-key.ts';
import { json } from '../../lib/http/respond.ts';

export type Ports = AmendPorts & AmendmentPorts;

/** Who decides on what: the same in every request. */
type Who = { disclosureId: string; actor: string; requestKey: string | undefined };
type Decide = (ports: Ports, who: Who, body: unknown) => Promise<unknown>;

/** A decision that asks for nothing but a reason. */
const review =
  (decide: (ports: Ports, request: Who & { reason: string }) => Promise<unknown>): Decide =>
  (ports, who, body) =>
    decide(ports, { ...who, ...parseRequest(aftermathReviewSchema, body) });

const amend: Decide = (ports, who, body) =>
  amendDisclosure(ports, { ...who, ...parseRequest(amendBodySchema, body) });

const recall: Decide = (ports, who, body) =>
  proposeRecall(ports, { ...who, ...parseRequest(recallBodySchema, body) });

const under = 'POST /v1/disclosures/{disclosureId}';
const routes: Record<string, { role: Role; decide: Decide }> = {
  [`${under}/amend`]: { role: 'analyst', decide: amend },
  [`${under}/approve`]: { role: 'approver', decide: review(approveAmendment) },
  [`${under}/return`]: { role: 'approver', decide: review(returnAmendment) },
  [`${under}/recall`]: { role: 'approver', decide: recall },
  [`${under}/recall/confirm`]: { role: 'approver', decide: review(confirmRecall) },
  [`${under}/recall/drop`]: { role: 'approver', decide: review(dropRecall) },
};

/** POST /v1/disclosures/{disclosureId}/amend, approve, return, recall, recall/confirm and recall/drop */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const route = routes[event.routeKey];
      if (!route) throw new DomainError('page-not-found', event.routeKey);
      const { user } = callerOf(event, [route.role]);
      const { disclosureId } = parseRequest(disclosurePathSchema, event).pathParameters;
      const who = { disclosureId, actor: user, requestKey: requestKeyOf(event, user) };
      return json(200, await route.decide(ports, who, jsonOf(event)));
    });
