import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ApprovalPorts, approveCase } from '../../lib/disclosures/approve-case.ts';
import { claimCase } from '../../lib/disclosures/claim-case.ts';
import { noteOnCase } from '../../lib/disclosures/note-on-case.ts';
import { rejectCase } from '../../lib/disclosures/reject-case.ts';
import { releaseCase } from '../../lib/disclosures/release-case.ts';
import { returnCase } from '../../lib/disclosures/return-case.ts';
import { type SubmitPorts, submitCase } from '../../lib/disclosures/submit-case.ts';
import { DomainError } from '../../lib/errors.ts';
import { callerOf, type Role } from '../../lib/http/claims.ts';
import {
  claimBodySchema,
  noteBodySchema,
  reviewBodySchema,
  submissionBodySchema,
} from '../../lib/http/decision-requests.ts';
import { casePathSchema } from '../../lib/http/disclosure-requests.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { requestKeyOf } from '../../lib/http/request-key.ts';
import { json } from '../../lib/http/respond.ts';

export type Ports = SubmitPorts & ApprovalPorts;

/** Who decides on what: the same in every request. */
type Who = { caseId: string; actor: string; requestKey: string | undefined };
type Decide = (ports: Ports, who: Who, event: APIGatewayProxyEventV2) => Promise<unknown>;

const routes: Record<string, { role: Role; decide: Decide }> = {
  'POST /v1/cases/{caseId}/claim': { role: 'analyst', decide: claim },
  'POST /v1/cases/{caseId}/release': { role: 'analyst', decide: release },
  'POST /v1/cases/{caseId}/notes': { role: 'analyst', decide: note },
  'POST /v1/cases/{caseId}/submit': { role: 'analyst', decide: submit },
  'POST /v1/cases/{caseId}/approve': { role: 'approver', decide: approve },
  'POST /v1/cases/{caseId}/return': { role: 'approver', decide: sendBack },
  'POST /v1/cases/{caseId}/reject': { role: 'approver', decide: reject },
};

/** POST /v1/cases/{caseId}/claim, release, notes, submit, approve, return and reject */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const route = routes[event.routeKey];
      if (!route) throw new DomainError('page-not-found', event.routeKey);
      const { user } = callerOf(event, [route.role]);
      const { caseId } = parseRequest(casePathSchema, event).pathParameters;
      const who = { caseId, actor: user, requestKey: requestKeyOf(event, user) };
      return json(200, await route.decide(ports, who, event));
    });

function claim(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return claimCase(ports, { ...who, ...parseRequest(claimBodySchema, bodyOrNothing(event)) });
}

function release(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return releaseCase(ports, { ...who, ...parseRequest(claimBodySchema, bodyOrNothing(event)) });
}

function note(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return noteOnCase(ports, { ...who, ...parseRequest(noteBodySchema, jsonOf(event)) });
}

function submit(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return submitCase(ports, { ...who, ...parseRequest(submissionBodySchema, jsonOf(event)) });
}

function approve(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return approveCase(ports, { ...who, ...parseRequest(reviewBodySchema, jsonOf(event)) });
}

function sendBack(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return returnCase(ports, { ...who, ...parseRequest(reviewBodySchema, jsonOf(event)) });
}

function reject(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return rejectCase(ports, { ...who, ...parseRequest(reviewBodySchema, jsonOf(event)) });
}

const bodyOrNothing = (event: APIGatewayProxyEventV2) => (event.body ? jsonOf(event) : {});
