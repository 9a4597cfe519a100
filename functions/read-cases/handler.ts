import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Cases } from '../../lib/cases/cases.ts';
import { explainSubject } from '../../lib/cases/explain-subject.ts';
import { type CaseReading, readCase } from '../../lib/cases/read-case.ts';
import { summarizeAssessment } from '../../lib/cases/view-assessment.ts';
import type { Employers } from '../../lib/employers/employers.ts';
import { readEmployer } from '../../lib/employers/read-employer.ts';
import { summarizeEmployer } from '../../lib/employers/view-employer.ts';
import { DomainError } from '../../lib/errors.ts';
import { assessmentsRequestSchema, casesRequestSchema } from '../../lib/http/case-requests.ts';
import { callerOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import { casePathSchema } from '../../lib/http/disclosure-requests.ts';
import { employerPathSchema, employersRequestSchema } from '../../lib/http/employer-requests.ts';
import { explanationRequestSchema } from '../../lib/http/explanation-requests.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { json } from '../../lib/http/respond.ts';

export type Ports = CaseReading & {
  cases: Pick<Cases, 'list' | 'listAssessments'>;
  employers: Pick<Employers, 'get' | 'list'>;
};

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'GET /v1/cases': listCases,
  'GET /v1/cases/{caseId}': readOne,
  'GET /v1/assessments': listAssessments,
  'GET /v1/employers': listEmployers,
  'GET /v1/employers/{employerId}': readOneEmployer,
  'GET /v1/subjects/{subject}/indicators/{indicatorId}': explainOne,
};

/** The GETs of /v1/cases, /v1/assessments, /v1/employers and /v1/subjects */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      callerOf(event, ['analyst', 'approver']);
      return answer(ports, event);
    });

async function listCases({ cases }: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(casesRequestSchema, event).queryStringParameters;
  const { status, limit, cursor } = query;
  const page = await cases.list({ limit, ...(status && { status }), ...(cursor && { cursor }) });
  return json(200, {
    cases: page.items.map((theCase) => ({
      case: theCase,
      links: { self: `/v1/cases/${theCase.caseId}` },
    })),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function readOne(ports: Ports, event: APIGatewayProxyEventV2) {
  const { caseId } = parseRequest(casePathSchema, event).pathParameters;
  const view = await readCase(ports, caseId);
  return json(200, view, { etag: `"${view.case.revision}"` });
}

async function listAssessments({ cases }: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(assessmentsRequestSchema, event).queryStringParameters;
  const { outcome, limit, cursor } = query;
  const page = await cases.listAssessments({ outcome, limit, ...(cursor && { cursor }) });
  return json(200, {
    assessments: page.items.map(summarizeAssessment),
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
