import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { asRecipientsMayKnow } from '../../lib/disclosures/as-recipients-may-know.ts';
import { confirmDestruction } from '../../lib/disclosures/confirm-destruction.ts';
import { confirmReceipt, type ReceiptPorts } from '../../lib/disclosures/confirm-receipt.ts';
import { giveFeedback } from '../../lib/disclosures/give-feedback.ts';
import type { Delivery } from '../../lib/disclosures/outbox.ts';
import { deliveryToFetch, ownDelivery } from '../../lib/disclosures/own-delivery.ts';
import type { Packages } from '../../lib/disclosures/packages.ts';
import { readPackage } from '../../lib/disclosures/read-package.ts';
import { DomainError } from '../../lib/errors.ts';
import { agencyOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import { receiptBodySchema } from '../../lib/http/decision-requests.ts';
import { deliveryView } from '../../lib/http/delivery-view.ts';
import { disclosurePathSchema, outboxRequestSchema } from '../../lib/http/disclosure-requests.ts';
import { packageResponse } from '../../lib/http/disclosure-view.ts';
import { destructionBodySchema, feedbackBodySchema } from '../../lib/http/outbox-requests.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { jsonOf } from '../../lib/http/request-body.ts';
import { requiredRequestKey } from '../../lib/http/request-key.ts';
import { json } from '../../lib/http/respond.ts';
import { type SealedPorts, sealedPackageResponse } from '../../lib/http/sealed-package-response.ts';
import { type ReadPorts, tellReads } from '../../lib/http/tell-reads.ts';

export type Ports = ReceiptPorts & SealedPorts & ReadPorts & { packages: Pick<Packages, 'get'> };

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
  'GET /v1/outbox/{disclosureId}/package.zip.jwe': readItsSealedPackage,
  'POST /v1/outbox/{disclosureId}/receipt': takeReceipt,
  'POST /v1/outbox/{disclosureId}/feedback': takeFeedback,
  'POST /v1/outbox/{disclosureId}/recall-receipt': takeDestruction,
};

/** GET /v1/outbox, /v1/outbox/{disclosureId}, its package.json and package.zip.jwe, and POST its receipt, feedback and recall-receipt */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .use(tellReads(ports))
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      return answer(ports, event, agencyOf(event));
    });

async function listOutbox(ports: Ports, event: APIGatewayProxyEventV2, own: Own) {
  const { limit, cursor } = parseRequest(outboxRequestSchema, event).queryStringParameters;
  const page = await ports.outboxes.list(own.agency, { limit, ...(cursor && { cursor }) });
  const deliveries = await Promise.all(page.items.map((delivery) => viewOf(ports, delivery)));
  return json(200, { deliveries, ...(page.cursor && { next: encodeCursor(page.cursor) }) });
}

async function readDelivery(ports: Ports, event: APIGatewayProxyEventV2, { agency }: Own) {
  return json(200, await viewOf(ports, await ownDelivery(ports, agency, disclosureIn(event))));
}

async function viewOf({ disclosures, outboxes, now }: Ports, delivery: Delivery) {
  const disclosure = await disclosures.get(delivery.disclosureId);
  const amendedBy = disclosure && 'amendedBy' in disclosure ? disclosure.amendedBy : undefined;
  const successor = amendedBy && (await outboxes.get(delivery.recipient, amendedBy));
  return deliveryView(delivery, disclosure, { now: now(), successor: Boolean(successor) });
}

/** May be repeated; the first time is noted before the answer. */
async function readItsPackage(ports: Ports, event: APIGatewayProxyEventV2, { agency }: Own) {
  const delivery = await deliveryToFetch(ports, agency, disclosureIn(event));
  const bytes = await readPackage(ports, delivery);
  await noteFetch(ports, delivery);
  return packageResponse(bytes, delivery.packageDigest);
}

async function readItsSealedPackage(ports: Ports, event: APIGatewayProxyEventV2, { agency }: Own) {
  const delivery = await deliveryToFetch(ports, agency, disclosureIn(event));
  const answer = await sealedPackageResponse(ports, delivery);
  await noteFetch(ports, delivery);
  return answer;
}

async function noteFetch(
  { outboxes, now }: Ports,
  { recipient, disclosureId, fetchedAt }: Delivery,
): Promise<void> {
  if (!fetchedAt) await outboxes.markFetched(recipient, disclosureId, now());
}

async function takeReceipt(ports: Ports, event: APIGatewayProxyEventV2, { agency, user }: Own) {
  const disclosureId = disclosureIn(event);
  const { receivedDigest } = parseRequest(receiptBodySchema, jsonOf(event));
  const receipt = { agency, user, disclosureId, receivedDigest };
  const { packageDigest, receivedAt } = await asRecipientsMayKnow(disclosureId, () =>
    confirmReceipt(ports, receipt),
  );
  return json(200, { disclosureId, packageDigest, receivedAt });
}

async function takeFeedback(ports: Ports, event: APIGatewayProxyEventV2, { agency, user }: Own) {
  const disclosureId = disclosureIn(event);
  const requestKey = requiredRequestKey(event, user);
  const feedback = parseRequest(feedbackBodySchema, jsonOf(event));
  const given = { agency, user, disclosureId, feedback, requestKey };
  const { at } = await asRecipientsMayKnow(disclosureId, () => giveFeedback(ports, given));
  return json(200, { disclosureId, givenAt: at });
}

async function takeDestruction(ports: Ports, event: APIGatewayProxyEventV2, { agency, user }: Own) {
  const disclosureId = disclosureIn(event);
  parseRequest(destructionBodySchema, jsonOf(event));
  const destroyedAt = await asRecipientsMayKnow(disclosureId, () =>
    confirmDestruction(ports, { agency, user, disclosureId }),
  );
  return json(200, { disclosureId, destroyedAt });
}

const disclosureIn = (event: APIGatewayProxyEventV2): string =>
  parseRequest(disclosurePathSchema, event).pathParameters.disclosureId;
