import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { PersonalDataRead } from '../../events/messages.ts';
import { DomainError } from '../errors.ts';
import { callerOf, roles } from './claims.ts';

export type ReadPorts = {
  /** Resolves when the reads are certain to be recorded. */
  tellReads: (reads: readonly PersonalDataRead[]) => Promise<void>;
  now: () => string;
  newId: () => string;
};

/** As many ids as one message names. */
const idsPerMessage = 300;

/**
 * Tells who was shown what, by id, before a GET is answered. If that cannot be told, nothing is shown.
 * To be used after `problemJson`, at every function that shows personal data.
 *
 * @param aboutOf the ids of what is shown: by default those of the path, or else of the answer;
 * undefined where nothing is shown that needs to be told.
 * @throws DomainError audit-unavailable
 */
export const tellReads = (
  ports: ReadPorts,
  aboutOf: (event: APIGatewayProxyEventV2, body: string) => string[] | undefined = idsShown,
): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => ({
  after: async ({ event, response }) => {
    const { statusCode: status = 200, body = '' } = response ?? {};
    if (!event.routeKey.startsWith('GET ') || status >= 400) return;
    const about = aboutOf(event, body);
    if (!about) return;
    try {
      await ports.tellReads(readsOf(ports, event, { about, status }));
    } catch (cause) {
      throw new DomainError('audit-unavailable', event.requestContext.requestId, { cause });
    }
  },
});

function readsOf(
  { now, newId }: ReadPorts,
  event: APIGatewayProxyEventV2,
  { about, status }: { about: string[]; status: number },
): PersonalDataRead[] {
  const { user, roles: held } = callerOf(event, roles);
  const [id, at] = [newId(), now()];
  return inParts(about).map((part, place) => ({
    type: 'personal-data-read',
    id: place === 0 ? id : `${id}/${place + 1}`,
    at,
    actor: user,
    roles: held,
    route: event.routeKey,
    about: part,
    requestId: event.requestContext.requestId,
    status,
  }));
}

/** One part at least, also of nothing. */
const inParts = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.max(1, Math.ceil(ids.length / idsPerMessage)) }, (_, at) =>
    ids.slice(at * idsPerMessage, (at + 1) * idsPerMessage),
  );

/**
 * The ids of the path, and of the records of agencies in the answer; of a list, which has none in its
 * path, all ids of ours in the answer. Only where an id of ours stands: an agency, or whoever reports, may
 * have written something that looks like one.
 */
function idsShown(event: APIGatewayProxyEventV2, body: string): string[] {
  const named = Object.values(event.pathParameters ?? {}).flatMap((id) => id ?? []);
  const shown = named.length > 0 ? (body.match(recordIds) ?? []) : idsIn(JSON.parse(body));
  return [...new Set([...named, ...shown])].sort();
}

const recordIds = /(?<="recordId":")record-[0-9a-f]{16}(?=")/g;

/** The members of answers that hold an id of ours, or several. */
const idMembers = new Set([
  ...['caseId', 'mergedInto', 'subject', 'subjects', 'employerId', 'recordId'],
  ...['disclosureId', 'disclosures', 'amends', 'first', 'amendedBy', 'amendmentSubmitted'],
]);
const ownId = /^(?:(?:case|disclosure|employer|record)-[0-9a-f]{16,24}|party:[0-9a-f]{24})$/;

/** @param member the name under which a value stands; that of an array goes for all in it. */
function idsIn(value: unknown, member = ''): string[] {
  if (typeof value === 'string') return idMembers.has(member) && ownId.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => idsIn(one, member));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => idsIn(one, name));
}
