import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DomainError } from '../../lib/errors.ts';
import { agencyOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import {
  informationBodyOn,
  informationListSchema,
  recordRequestSchema,
  withdrawalBodySchema,
} from '../../lib/http/information-requests.ts';
import { informationAccepted, informationSummary } from '../../lib/http/information-view.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { requiredRequestKey } from '../../lib/http/request-key.ts';
import { json } from '../../lib/http/respond.ts';
import {
  type FilingPorts,
  fileInformation,
} from '../../lib/information-records/file-information.ts';
import { recordIdSchema } from '../../lib/information-records/information-record.ts';
import type { InformationRecords } from '../../lib/information-records/information-records.ts';
import { withdrawInformation } from '../../lib/information-records/withdraw-information.ts';

export type Ports = FilingPorts & {
  information: Pick<InformationRecords, 'list' | 'withdraw'>;
};

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
  own: { agency: string; user: string },
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'POST /v1/information-records': file,
  'GET /v1/information-records': list,
  'POST /v1/information-records/{recordId}/withdraw': withdraw,
};

/** What agencies file, list and take back under /v1/information-records: no answer depends on what we know of anybody. */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      return answer(ports, event, agencyOf(event));
    });

async function file(ports: Ports, event: APIGatewayProxyEventV2, own: Parameters<Answer>[2]) {
  const requestKey = requiredRequestKey(event, own.user);
  const today = ports.now().slice(0, 'yyyy-mm-dd'.length);
  const filed = parseRequest(informationBodyOn(today), jsonOf(event));
  const record = await fileInformation(ports, { ...own, filed, requestKey });
  return json(202, informationAccepted(record));
}

async function withdraw(ports: Ports, event: APIGatewayProxyEventV2, own: Parameters<Answer>[2]) {
  const { recordId } = parseRequest(recordRequestSchema, event).pathParameters;
  const { reason } = parseRequest(withdrawalBodySchema, jsonOf(event));
  if (!recordIdSchema.safeParse(recordId).success) {
    throw new DomainError('information-record-not-found', 'no record id');
  }
  const record = await withdrawInformation(ports, { ...own, recordId, reason });
  return json(200, informationSummary(record));
}

async function list(
  { information }: Ports,
  event: APIGatewayProxyEventV2,
  { agency }: Parameters<Answer>[2],
) {
  const { limit, cursor } = parseRequest(informationListSchema, event).queryStringParameters;
  const page = await information.list(agency, { limit, ...(cursor && { cursor }) });
  return json(200, {
    records: page.items.map(informationSummary),
    ...(page.cursor && { next: encodeCursor(page.cursor) }),
  });
}
