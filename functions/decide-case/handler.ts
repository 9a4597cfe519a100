import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ApprovalPorts, approveCase } from '../../lib/disclosures/approve-case.ts';
import { claimCase } from '../../lib/disclosures/claim-case.ts';
import { claimNextCase } from '../../lib/disclosures/claim-next-case.ts';
import { closeDataRequest } from '../../lib/disclosures/close-data-request.ts';
import { escalateCase } from '../../lib/disclosures/escalate-case.ts';
import { excludeEvidence, includeEvidence } from '../../lib/disclosures/exclude-evidence.ts';
import { type BondPorts, mergeCases, unmergeCases } from '../../lib/disclosures/merge-cases.ts';
import { noteOnCase } from '../../lib/disclosures/note-on-case.ts';
import { rejectCase } from '../../lib/disclosures/reject-case.ts';
import { releaseCase } from '../../lib/disclosures/release-case.ts';
import { requestData } from '../../lib/disclosures/request-data.ts';
import { returnCase } from '../../lib/disclosures/return-case.ts';
import { setRole } from '../../lib/disclosures/set-role.ts';
import { splitCase, unsplitCase } from '../../lib/disclosures/split-case.ts';
import { type SubmitPorts, submitCase } from '../../lib/disclosures/submit-case.ts';
import { DomainError } from '../../lib/errors.ts';
import { callerOf, type Role } from '../../lib/http/claims.ts';
import {
  bondBodySchema,
  claimBodySchema,
  dataRequestBodySchema,
  dataRequestClosingBodySchema,
  escalationBodySchema,
  evidenceBodySchema,
  noteBodySchema,
  rejectionBodySchema,
  reviewBodySchema,
  roleBodySchema,
  splitBodySchema,
  submissionBodySchema,
} from '../../lib/http/decision-requests.ts';
import { casePathSchema, dataRequestPathSchema } from '../../lib/http/disclosure-requests.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { requestKeyOf } from '../../lib/http/request-key.ts';
import { json } from '../../lib/http/respond.ts';

export type Ports = SubmitPorts & ApprovalPorts & BondPorts;

/** Who decides on what: the same in every request. */
type Who = { caseId: string; actor: string; requestKey: string | undefined };
type Decide = (ports: Ports, who: Who, event: APIGatewayProxyEventV2) => Promise<unknown>;

const routes: Record<string, { role: Role; decide: Decide }> = {
  'POST /v1/cases/{caseId}/claim': { role: 'analyst', decide: claim },
  'POST /v1/cases/{caseId}/release': { role: 'analyst', decide: release },
  'POST /v1/cases/{caseId}/notes': { role: 'analyst', decide: note },
  'POST /v1/cases/{caseId}/exclusions': { role: 'analyst', decide: exclude },
  'POST /v1/cases/{caseId}/inclusions': { role: 'analyst', decide: include },
  'POST /v1/cases/{caseId}/merge': { role: 'analyst', decide: merge },
  'POST /v1/cases/{caseId}/unmerge': { role: 'analyst', decide: unmerge },
  'POST /v1/cases/{caseId}/split': { role: 'analyst', decide: split },
  'POST /v1/cases/{caseId}/unsplit': { role: 'analyst', decide: unsplit },
  'POST /v1/cases/{caseId}/roles': { role: 'analyst', decide: decideRole },
  'POST /v1/cases/{caseId}/data-requests': { role: 'analyst', decide: askForData },
  'POST /v1/cases/{caseId}/data-requests/{sequence}/close': { role: 'analyst', decide: close },
  'POST /v1/cases/{caseId}/escalations': { role: 'analyst', decide: escalate },
  'POST /v1/cases/{caseId}/submit': { role: 'analyst', decide: submit },
  'POST /v1/cases/{caseId}/approve': { role: 'approver', decide: approve },
  'POST /v1/cases/{caseId}/return': { role: 'approver', decide: sendBack },
  'POST /v1/cases/{caseId}/reject': { role: 'approver', decide: reject },
};

/** POST /v1/cases/next, and every decision under /v1/cases/{caseId}/ */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      if (event.routeKey === 'POST /v1/cases/next') return claimNext(ports, event);
      const route = routes[event.routeKey];
      if (!route) throw new DomainError('page-not-found', event.routeKey);
      const { user } = callerOf(event, [route.role]);
      const { caseId } = parseRequest(casePathSchema, event).pathParameters;
      const who = { caseId, actor: user, requestKey: requestKeyOf(event, user) };
      return json(200, await route.decide(ports, who, event));
    });

async function claimNext(ports: Ports, event: APIGatewayProxyEventV2) {
  const { user } = callerOf(event, ['analyst']);
  const requestKey = requestKeyOf(event, user);
  const taken = await claimNextCase(ports, { actor: user, requestKey });
  return taken ? json(200, taken) : { statusCode: 204, headers: { 'cache-control': 'no-store' } };
}

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
  return rejectCase(ports, { ...who, ...parseRequest(rejectionBodySchema, jsonOf(event)) });
}

function exclude(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return excludeEvidence(ports, { ...who, ...parseRequest(evidenceBodySchema, jsonOf(event)) });
}

function include(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return includeEvidence(ports, { ...who, ...parseRequest(evidenceBodySchema, jsonOf(event)) });
}

function merge(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return mergeCases(ports, { ...who, ...parseRequest(bondBodySchema, jsonOf(event)) });
}

function unmerge(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return unmergeCases(ports, { ...who, ...parseRequest(bondBodySchema, jsonOf(event)) });
}

function split(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return splitCase(ports, { ...who, ...parseRequest(splitBodySchema, jsonOf(event)) });
}

function unsplit(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return unsplitCase(ports, { ...who, ...parseRequest(bondBodySchema, jsonOf(event)) });
}

function decideRole(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return setRole(ports, { ...who, ...parseRequest(roleBodySchema, jsonOf(event)) });
}

function askForData(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  const { reason, ...dataRequest } = parseRequest(dataRequestBodySchema, jsonOf(event));
  return requestData(ports, { ...who, reason, dataRequest });
}

function close(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  const { sequence: request } = parseRequest(dataRequestPathSchema, event).pathParameters;
  const body = parseRequest(dataRequestClosingBodySchema, jsonOf(event));
  return closeDataRequest(ports, { ...who, ...body, request });
}

function escalate(ports: Ports, who: Who, event: APIGatewayProxyEventV2) {
  return escalateCase(ports, { ...who, ...parseRequest(escalationBodySchema, jsonOf(event)) });
}

const bodyOrNothing = (event: APIGatewayProxyEventV2) => (event.body ? jsonOf(event) : {});
