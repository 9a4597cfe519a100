import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { confirmReceipt, type ReceiptPorts } from '../../lib/disclosures/confirm-receipt.ts';
import type { Packages } from '../../lib/disclosures/packages.ts';
import { readPackage } from '../../lib/disclosures/read-package.ts';
import { DomainError } from '../../lib/errors.ts';
import { agencyOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import { receiptBodySchema } from '../../lib/http/decision-requests.ts';
import { disclosurePathSchema, outboxRequestSchema } from '../../lib/http/disclosure-requests.ts';
import { deliveryView, packageResponse } from '../../lib/http/disclosure-view.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { json } from '../../lib/http/respond.ts';

export type Ports = ReceiptPorts & { packages: Pick<Packages, 'get'> };

/** The agency of the token: no route of this function takes it from anywhere else. */
type Own = { agency: string; user: string };
type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
  own: Own,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'GET /v1/outbox': listOutbox,
  'GET /v1/outbox/{disclosureId}': readDelivery,
  'GET /v1/outbox/{disclosureId}/package.json': readItsPackage,
  'POST /v1/outbox/{disclosureId}/receipt': takeReceipt,
};

/** GET /v1/outbox, /v1/outbox/{disclosureId}, its package.json, and POST its receipt */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      return answer(ports, event, agencyOf(event));
    });

async function listOutbox(
  { outboxes, disclosures }: Ports,
  event: APIGatewayProxyEventV2,
  own: Own,
) {
  const { limit, cursor } = parseRequest(outboxRequestSchema, event).queryStringParameters;
  const page = await outboxes.list(own.agency, { limit, ...(cursor && { cursor }) });
  const deliveries = await Promise.all(
    page.items.map(async (delivery) =>
      deliveryView(delivery, await disclosures.get(delivery.disclosureId)),
    ),
  );
  return json(200, { deliveries, ...(page.cursor && { next: encodeCursor(page.cursor) }) });
}

async function readDelivery(ports: Ports, event: APIGatewayProxyEventV2, own: Own) {
  const delivery = await ownDelivery(ports, event, own);
  return json(200, deliveryView(delivery, await ports.disclosures.get(delivery.disclosureId)));
}

async function readItsPackage(ports: Ports, event: APIGatewayProxyEventV2, own: Own) {
  const delivery = await ownDelivery(ports, event, own);
  return packageResponse(await readPackage(ports, delivery), delivery.packageDigest);
}

async function takeReceipt(ports: Ports, event: APIGatewayProxyEventV2, { agency, user }: Own) {
  const { disclosureId } = parseRequest(disclosurePathSchema, event).pathParameters;
  const { receivedDigest } = parseRequest(receiptBodySchema, jsonOf(event));
  const receipt = { agency, user, disclosureId, receivedDigest };
  const { packageDigest, receivedAt } = await confirmReceipt(ports, receipt);
  return json(200, { disclosureId, packageDigest, receivedAt });
}

async function ownDelivery({ outboxes }: Ports, event: APIGatewayProxyEventV2, { agency }: Own) {
  const { disclosureId } = parseRequest(disclosurePathSchema, event).pathParameters;
  const delivery = await outboxes.get(agency, disclosureId);
  if (!delivery) throw new DomainError('disclosure-not-found', disclosureId);
  return delivery;
}
