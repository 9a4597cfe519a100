import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readCheckpoint } from '../../lib/audit/checkpoint.ts';
import { type ProofPorts, proveGrowth, proveLeaf, readNote } from '../../lib/audit/prove.ts';
import { readLeaves } from '../../lib/audit/read-leaves.ts';
import { DomainError } from '../../lib/errors.ts';
import {
  type AuditProofQuery,
  auditCheckpointRequestSchema,
  auditProofRequestSchema,
  auditRequestSchema,
} from '../../lib/http/audit-requests.ts';
import { checkpointView, growthView, provenLeafView } from '../../lib/http/audit-view.ts';
import { callerOf } from '../../lib/http/claims.ts';
import { encodeCursor } from '../../lib/http/cursor.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { json } from '../../lib/http/respond.ts';
import { type ReadPorts, tellReads } from '../../lib/http/tell-reads.ts';
import type { Signer } from '../../lib/signing/signer.ts';

export type Ports = ProofPorts & ReadPorts & { signer: Pick<Signer, 'publicKey'> };

type Answer = (
  ports: Ports,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

const routes: Record<string, Answer> = {
  'GET /v1/audit': listLeaves,
  'GET /v1/audit/proof': prove,
  'GET /v1/audit/checkpoint': showCheckpoint,
};

/** GET /v1/audit, /v1/audit/proof and /v1/audit/checkpoint */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .use(tellReads(ports, idsAsked))
    .handler(async (event) => {
      const answer = routes[event.routeKey];
      if (!answer) throw new DomainError('page-not-found', event.routeKey);
      callerOf(event, ['auditor']);
      return answer(ports, event);
    });

async function listLeaves(ports: Ports, event: APIGatewayProxyEventV2) {
  const { cursor, ...query } = parseRequest(auditRequestSchema, event).queryStringParameters;
  const { leaves, size, before } = await readLeaves(ports, { ...query, before: cursor?.before });
  return json(200, {
    leaves,
    size,
    ...(before !== undefined && { next: encodeCursor({ before }) }),
  });
}

async function prove(ports: Ports, event: APIGatewayProxyEventV2) {
  const query = parseRequest(auditProofRequestSchema, event).queryStringParameters;
  return json(200, await proofOf(ports, query));
}

async function proofOf(ports: Ports, query: AuditProofQuery) {
  if ('first' in query) return growthView(await proveGrowth(ports, query.first, query.second));
  const { size, ...which } = query;
  return provenLeafView(await proveLeaf(ports, which, size));
}

async function showCheckpoint(ports: Ports, event: APIGatewayProxyEventV2) {
  const { size } = parseRequest(auditCheckpointRequestSchema, event).queryStringParameters;
  const note = await readNote(ports, size);
  const checkpoint = readCheckpoint(note);
  if (!checkpoint) throw new Error('a checkpoint of the audit log cannot be read');
  return json(200, checkpointView(checkpoint, note, await ports.signer.publicKey()));
}

/** What was looked for; a checkpoint tells of nobody. */
function idsAsked({
  queryStringParameters,
  routeKey,
}: APIGatewayProxyEventV2): string[] | undefined {
  if (routeKey === 'GET /v1/audit/checkpoint') return undefined;
  const { about, actor, id } = queryStringParameters ?? {};
  return [about, actor, id].flatMap((asked) => asked || []);
}
