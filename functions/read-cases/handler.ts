import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Case } from '../../lib/cases/case.ts';
import type { Assembly, Cases } from '../../lib/cases/cases.ts';
import { dataRequestOf } from '../../lib/cases/data-request-list.ts';
import { explainSubject } from '../../lib/cases/explain-subject.ts';
import { type CaseReading, readCase } from '../../lib/cases/read-case.ts';
import { readInformation, readPossible } from '../../lib/cases/read-information.ts';
import { readNetwork, readTimeline } from '../../lib/cases/read-network.ts';
import { summarizeAssessment } from '../../lib/cases/view-assessment.ts';
import {
  isFor,
  proposedRecipients,
  type Routing,
} from '../../lib/disclosures/proposed-recipients.ts';
import type { RoutingTables } from '../../lib/disclosures/recipient.ts';
import type { Employers } from '../../lib/employers/employers.ts';
import { readEmployer } from '../../lib/employers/read-employer.ts';
import { summarizeEmployer } from '../../lib/employers/view-employer.ts';
import { DomainError } from '../../lib/errors.ts';
import {
  assessmentsRequestSchema,
  caseInformationRequestSchema,
  casePossibleRequestSchema,
  casesRequestSchema,
  dataRequestsRequestSchema,
  timelineRequestSchema,
} from '../../lib/http/case-requests.ts';
import { callerOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import { casePathSchema } from '../../lib/http/disclosure-requests.ts';
import { employerPathSchema, employersRequestSchema } from '../../lib/http/employer-requests.ts';
import { explanationRequestSchema } from '../../lib/http/explanation-requests.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { json } from '../../lib/http/respond.ts';
import { type ReadPorts, tellReads } from '../../lib/http/tell-reads.ts';
import type { InformedAssessments } from '../../lib/information-records/information-records.ts';
import { informedAssessments } from '../../lib/information-records/informed-assessments.ts';
import { localDate } from '../../lib/time.ts';

export type Ports = CaseReading &
  ReadPorts & {
    cases: Pick<Cases, 'list' | 'listAssessments' | 'listDataRequests'>;
    employers: Pick<Employers, 'get' | 'list'>;
    informed: Pick<InformedAssessments, 'listInformed'>;
    routingTables: RoutingTables;
    assembly: Pick<Assembly, 'read'>;
  };

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'GET /v1/cases': listCases,
  'GET /v1/cases/{caseId}': readOne,
  'GET /v1/cases/{caseId}/information-records': listInformation,
  'GET /v1/cases/{caseId}/possible-matches': listPossible,
  'GET /v1/cases/{caseId}/network': readOneNetwork,
  'GET /v1/cases/{caseId}/timeline': readOneTimeline,
  'GET /v1/data-requests': listDataRequests,
  'GET /v1/assessments': listAssessments,
  'GET /v1/employers': listEmployers,
  'GET /v1/employers/{employerId}': readOneEmployer,
  'GET /v1/subjects/{subject}/indicators/{indicatorId}': explainOne,
};

/** The GETs of /v1/cases, /v1/data-requests, /v1/assessments, /v1/employers and /v1/subjects */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .use(tellReads(ports))
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      callerOf(event, ['analyst', 'approver']);
      return answer(ports, event);
    });

async function listCases(ports: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(casesRequestSchema, event).queryStringParameters;
  const { olderThan: raisedBefore, recipient, ...rest } = query;
  const routing = await routingToday(ports);
  const isWanted = recipient && ((theCase: Case) => isFor(theCase, recipient, routing));
  const page = await ports.cases.list({ ...rest, raisedBefore, ...(isWanted && { isWanted }) });
  return json(200, {
    cases: page.items.map((theCase) => ({
      case: theCase,
      proposedRecipients: proposedRecipients(theCase, routing),
      links: { self: `/v1/cases/${theCase.caseId}` },
    })),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function readOne(ports: Ports, event: APIGatewayProxyEventV2) {
  const { caseId } = parseRequest(casePathSchema, event).pathParameters;
  const [view, routing] = await Promise.all([readCase(ports, caseId), routingToday(ports)]);
  const proposed = { proposedRecipients: proposedRecipients(view.case, routing) };
  return json(200, { ...view, ...proposed }, { etag: `"${view.case.revision}"` });
}

const routingToday = async ({ routingTables, now }: Ports): Promise<Routing> => ({
  table: await routingTables.active(),
  day: localDate(now()),
});

async function readOneNetwork(ports: Ports, event: APIGatewayProxyEventV2) {
  const { caseId } = parseRequest(casePathSchema, event).pathParameters;
  return json(200, await readNetwork(ports, caseId));
}

async function readOneTimeline(ports: Ports, event: APIGatewayProxyEventV2) {
  const { pathParameters, queryStringParameters } = parseRequest(timelineRequestSchema, event);
  const { cursor: from = 0, limit } = queryStringParameters;
  const { page, next } = await readTimeline(ports, pathParameters.caseId, { from, limit });
  return json(200, { ...page, ...(next !== undefined && { next: encodeCursor(next) }) });
}

async function listInformation(ports: Ports, event: APIGatewayProxyEventV2) {
  const { pathParameters, queryStringParameters } = parseRequest(
    caseInformationRequestSchema,
    event,
  );
  const page = await readInformation(ports, pathParameters.caseId, queryStringParameters);
  const { items: informationRecords, more, cursor } = page;
  return json(200, { informationRecords, more, ...(cursor && { next: encodeCursor(cursor) }) });
}

async function listPossible(ports: Ports, event: APIGatewayProxyEventV2) {
  const { pathParameters, queryStringParameters } = parseRequest(casePossibleRequestSchema, event);
  const page = await readPossible(ports, pathParameters.caseId, queryStringParameters);
  const { items: possibleMatches, more, cursor } = page;
  return json(200, { possibleMatches, more, ...(cursor && { next: encodeCursor(cursor) }) });
}

async function listDataRequests({ cases }: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(dataRequestsRequestSchema, event).queryStringParameters;
  const page = await cases.listDataRequests(query);
  return json(200, {
    dataRequests: page.items.flatMap(dataRequestOf),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function listAssessments(ports: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(assessmentsRequestSchema, event).queryStringParameters;
  const { outcome, informed, limit, cursor } = query;
  if (informed) return listInformed(ports, { limit, ...(cursor && { cursor }) });
  const page = await ports.cases.listAssessments({ outcome, limit, ...(cursor && { cursor }) });
  return json(200, {
    assessments: page.items.map(summarizeAssessment),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function listInformed(ports: Ports, query: { cursor?: string; limit: number }) {
  const page = await informedAssessments(ports, query);
  return json(200, {
    assessments: page.items.map(({ assessment, informedBy }) => ({
      ...summarizeAssessment(assessment),
      informedBy,
    })),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function listEmployers({ employers }: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(employersRequestSchema, event).queryStringParameters;
  const { outcome, limit, cursor } = query;
  const page = await employers.list({
    limit,
    ...(outcome && { outcome }),
    ...(cursor && { cursor }),
  });
  return json(200, {
    employers: page.items.map(summarizeEmployer),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function readOneEmployer(ports: Ports, event: APIGatewayProxyEventV2) {
  const { employerId } = parseRequest(employerPathSchema, event).pathParameters;
  return json(200, await readEmployer(ports, employerId));
}

async function explainOne(ports: Ports, event: APIGatewayProxyEventV2) {
  const { pathParameters, queryStringParameters } = parseRequest(explanationRequestSchema, event);
  return json(200, await explainSubject(ports, { ...pathParameters, ...queryStringParameters }));
}
