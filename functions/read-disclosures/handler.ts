import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Amendments } from '../../lib/cases/frozen-records.ts';
import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import type { Disclosures } from '../../lib/disclosures/disclosures.ts';
import { listAmendmentsDue } from '../../lib/disclosures/list-amendments-due.ts';
import { warningsOfPackages } from '../../lib/disclosures/narrative-warnings.ts';
import type { Packages } from '../../lib/disclosures/packages.ts';
import { readKeptPackage } from '../../lib/disclosures/read-kept-package.ts';
import { type RenderingName, rendering } from '../../lib/disclosures/rendering/renderings.ts';
import { DomainError } from '../../lib/errors.ts';
import { callerOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import {
  disclosurePathSchema,
  disclosuresRequestSchema,
} from '../../lib/http/disclosure-requests.ts';
import { disclosureView, packageResponse } from '../../lib/http/disclosure-view.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { renderingResponse } from '../../lib/http/rendering-response.ts';
import { json } from '../../lib/http/respond.ts';
import { type ReadPorts, tellReads } from '../../lib/http/tell-reads.ts';

export type Ports = ReadPorts & {
  disclosures: Pick<Disclosures, 'get' | 'list'>;
  amendments: Amendments;
  packages: Pick<Packages, 'get' | 'destruction'>;
};

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'GET /v1/disclosures': listDisclosures,
  'GET /v1/disclosures/{disclosureId}': readOne,
  'GET /v1/disclosures/{disclosureId}/package.json': readItsPackage,
  'GET /v1/disclosures/{disclosureId}/package.pdf': rendered('package.pdf'),
  'GET /v1/disclosures/{disclosureId}/package.xml': rendered('package.xml'),
  'GET /v1/disclosures/{disclosureId}/package.csv': rendered('transactions.csv'),
};

/** GET /v1/disclosures, /v1/disclosures/{disclosureId} and its package in each form */
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

async function listDisclosures(ports: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(disclosuresRequestSchema, event).queryStringParameters;
  const { status, amendmentDue, limit, cursor } = query;
  const place = { limit, ...(cursor && { cursor }) };
  const page = amendmentDue
    ? await listAmendmentsDue(ports, { ...place, ...(status && { status }) })
    : await ports.disclosures.list({ ...place, status: status ?? 'submitted' });
  return json(200, {
    disclosures: await views(ports, page.items),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}

async function readOne(ports: Ports, event: APIGatewayProxyEventV2) {
  const disclosure = await found(ports, event);
  const [[view], narrativeWarnings] = await Promise.all([
    views(ports, [disclosure]),
    warningsOf(ports, disclosure),
  ]);
  return json(200, { ...view, ...(narrativeWarnings && { narrativeWarnings }) });
}

/** @returns undefined for what will never leave, and for bytes that are gone: retention destroys some. */
async function warningsOf({ packages }: Ports, disclosure: Disclosure) {
  if (disclosure.status === 'withdrawn') return undefined;
  const bytes = await packages.get(disclosure.disclosureId);
  return bytes && warningsOfPackages({ packages: { get: async () => bytes } }, [disclosure]);
}

async function readItsPackage(ports: Ports, event: APIGatewayProxyEventV2) {
  const disclosure = await found(ports, event);
  return packageResponse(await readKeptPackage(ports, disclosure), disclosure.packageDigest);
}

/** Made from the frozen bytes whenever it is asked for, and always the same. */
function rendered(name: RenderingName): Answer {
  return async (ports, event) => {
    const disclosure = await found(ports, event);
    const made = await rendering(name, await readKeptPackage(ports, disclosure));
    return renderingResponse(made, { disclosureId: disclosure.disclosureId, event });
  };
}

async function views({ amendments }: Ports, disclosures: readonly Disclosure[]) {
  const due = await amendments.getMany(disclosures.map(({ disclosureId }) => disclosureId));
  return disclosures.map((one) => disclosureView(one, due.get(one.disclosureId)));
}

async function found({ disclosures }: Ports, event: APIGatewayProxyEventV2) {
  const { disclosureId } = parseRequest(disclosurePathSchema, event).pathParameters;
  const disclosure = await disclosures.get(disclosureId);
  if (!disclosure) throw new DomainError('disclosure-not-found', disclosureId);
  return disclosure;
}
