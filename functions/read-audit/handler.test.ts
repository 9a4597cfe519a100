import { beforeEach, describe, expect, test } from 'vitest';
import { appendLeaves } from '../../lib/audit/append-leaves.ts';
import { isSignedBy, readCheckpoint } from '../../lib/audit/checkpoint.ts';
import { isConsistent } from '../../lib/audit/consistency-proof.ts';
import { isIncluded } from '../../lib/audit/inclusion-proof.ts';
import { leafBytes } from '../../lib/audit/leaf.ts';
import { leafHash } from '../../lib/audit/merkle-tree.ts';
import {
  checkpointViewSchema,
  growthSchema,
  leafListSchema,
  provenLeafSchema,
} from '../../lib/http/audit-view.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import {
  leafNumber,
  leavesUpTo,
  memoryAuditLog,
  testSigner,
} from '../../test/support/memory-audit-log.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler, type Ports } from './handler.ts';

const auditor = { sub: 'audrey', scope: 'auditor' };
const publicKey = await testSigner.publicKey();
const bytes = (base64: string) => Buffer.from(base64, 'base64');

let log: ReturnType<typeof memoryAuditLog>;
let ports: Ports;
let told: ReturnType<typeof toldReads>['told'];
beforeEach(async () => {
  log = memoryAuditLog();
  for (const size of [3, 255, 300]) await appendLeaves(log.ports, leavesUpTo(size));
  const reading = toldReads();
  told = reading.told;
  ports = { ...log.ports, ...reading.ports };
});

async function get(route: string, query: Record<string, string> = {}, claims = auditor) {
  const event = httpEvent(`GET /v1/audit${route}`, { claims, query });
  const { statusCode, body = '' } = await createHandler(ports)(event, lambdaContext());
  return { statusCode, body: JSON.parse(body) };
}
const list = async (query: Record<string, string> = {}) =>
  leafListSchema.parse((await get('', query)).body);

describe('given a log, when it is listed', () => {
  test('then the newest leaf is first, and all come page by page', async () => {
    const found: number[] = [];
    let page = await list({ limit: '100' });
    for (;;) {
      found.push(...page.leaves.map(({ index }) => index));
      if (page.next === undefined) break;
      page = await list({ limit: '100', cursor: page.next });
    }
    expect(found).toEqual(Array.from({ length: 300 }, (_, at) => 299 - at));
  });

  test.each([
    [{ actor: 'ana' }, 100],
    [{ kind: 'decision' }, 0],
    [{ about: 'case-0000000000000003' }, 43],
    [{ from: leafNumber(10).at, until: leafNumber(12).at }, 2],
  ])('then only those are told that fit %j', async (query, count) => {
    const { leaves, next } = await list({ ...query, limit: '100' });
    expect(leaves).toHaveLength(count);
    expect(next).toBeUndefined();
  });

  test('then it is told who looked, and for what', async () => {
    await list({ about: 'case-0000000000000003' });
    expect(told).toMatchObject([
      { actor: 'audrey', route: 'GET /v1/audit', about: ['case-0000000000000003'] },
    ]);
  });
});

describe('given a log, when something of it is proved', () => {
  test.each([0, 2, 3, 254, 299])('then leaf %i is in the log that was signed', async (index) => {
    for (const which of [{ index: String(index) }, { id: leafNumber(index).id }]) {
      const proven = provenLeafSchema.parse((await get('/proof', which)).body);
      const { size, root } = readCheckpoint(proven.checkpoint) ?? { size: 0, root: Buffer.of() };
      expect(isSignedBy(proven.checkpoint, publicKey)).toBe(true);
      expect(proven).toMatchObject({ index, size, leaf: leafNumber(index) });
      const leaf = leafHash(leafBytes(proven.leaf));
      const proof = proven.proof.map(bytes);
      expect(isIncluded({ index, size, leaf, root, proof })).toBe(true);
    }
  });

  test('then also against an older checkpoint, and not before it was there', async () => {
    const { body } = await get('/proof', { index: '2', size: '3' });
    const { size, checkpoint, proof } = provenLeafSchema.parse(body);
    const { root } = readCheckpoint(checkpoint) ?? { root: Buffer.of() };
    const leaf = leafHash(leafBytes(leafNumber(2)));
    expect(isIncluded({ index: 2, size, leaf, root, proof: proof.map(bytes) })).toBe(true);
    expect((await get('/proof', { index: '3', size: '3' })).statusCode).toBe(404);
    expect((await get('/proof', { index: '2', size: '4' })).statusCode).toBe(404);
  });

  test('then the log has only grown', async () => {
    const { body } = await get('/proof', { first: '3', second: '255' });
    const { firstRoot, secondRoot, proof, ...sizes } = growthSchema.parse(body);
    const roots = { firstRoot: bytes(firstRoot), secondRoot: bytes(secondRoot) };
    expect(isConsistent({ ...sizes, ...roots, proof: proof.map(bytes) })).toBe(true);
    expect(growthSchema.parse((await get('/proof', { first: '0' })).body).second).toBe(300);
  });

  test.each([
    [{ id: 'nobody' }, 404],
    [{ index: '300' }, 404],
    [{ first: '3', second: '301' }, 404],
    [{ first: '4', second: '3' }, 404],
    [{}, 400],
    [{ id: 'x', first: '1' }, 400],
    [{ index: '-1' }, 400],
  ])('given %j, then %i', async (query: Record<string, string>, status) => {
    expect((await get('/proof', query)).statusCode).toBe(status);
  });
});

describe('given a log, when its checkpoint is asked for', () => {
  test('then it is the newest, with the key that signed it, and nobody is told', async () => {
    const view = checkpointViewSchema.parse((await get('/checkpoint')).body);
    expect(view).toMatchObject({ size: 300, origin: 'moneytrail/audit', publicKey });
    expect(isSignedBy(view.checkpoint, view.publicKey)).toBe(true);
    expect(told).toEqual([]);
  });

  test('then one of another size may be had, where there is one', async () => {
    expect((await get('/checkpoint', { size: '255' })).body).toMatchObject({ size: 255 });
    expect((await get('/checkpoint', { size: '256' })).statusCode).toBe(404);
  });
});

test('given an empty log, then there is nothing to show', async () => {
  ports = { ...memoryAuditLog().ports, ...toldReads().ports };
  expect(await list()).toEqual({ leaves: [], size: 0 });
  expect((await get('/checkpoint')).statusCode).toBe(404);
});

test.each(['analyst', 'approver', 'reporting-entity', 'recipient'])(
  'given a %s, then nothing is shown',
  async (scope) => {
    for (const route of ['', '/proof', '/checkpoint']) {
      expect((await get(route, { index: '1' }, { sub: 'x', scope })).statusCode).toBe(403);
    }
  },
);
