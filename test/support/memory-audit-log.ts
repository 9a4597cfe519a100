import { generateKeyPairSync } from 'node:crypto';
import {
  emptyLog,
  type LogHead,
  type LogHeads,
  type LogObjects,
  newestCheckpoint,
} from '../../lib/audit/audit-log.ts';
import { readCheckpoint } from '../../lib/audit/checkpoint.ts';
import type { Leaf } from '../../lib/audit/leaf.ts';
import type { LogSource } from '../../lib/audit/verify/log-source.ts';
import { keySigner } from '../../lib/signing/key-signer.ts';

/** One key pair for a whole test file: to make one takes longer than to use it. */
export const testSigner = keySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

/** The stores of the audit log in memory, with the promises of their ports. */
export function memoryAuditLog() {
  let head: LogHead = emptyLog;
  const places = new Map<string, number>();
  const objects = new Map<string, Uint8Array>();
  const sizeOf = (note: Uint8Array | string) =>
    readCheckpoint(Buffer.from(note).toString('utf8'))?.size ?? -1;

  const heads: LogHeads = {
    read: async () => head,
    placesOf: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const place = places.get(id);
          return place === undefined ? [] : [[id, place] as const];
        }),
      ),
    async append(previous, next, added) {
      if (head.size !== previous) return false;
      if ([...added.keys()].some((id) => places.has(id))) return false;
      head = next;
      for (const [id, place] of added) places.set(id, place);
      return true;
    },
    async markPublished(size) {
      if (head.size === size) head = { ...head, unpublished: [] };
    },
  };

  const stored: LogObjects = {
    get: async (name) => objects.get(name),
    async keep(name, bytes) {
      const standing = objects.get(name) ?? bytes;
      objects.set(name, standing);
      return standing;
    },
    async advance(note) {
      const standing = objects.get(newestCheckpoint);
      if (standing && sizeOf(standing) >= sizeOf(note)) return;
      objects.set(newestCheckpoint, Buffer.from(note));
    },
  };

  return {
    held: { objects, places, head: () => head },
    ports: { heads, objects: stored, signer: testSigner, pause: async () => {} },
    source: sourceOf(objects),
  };
}

/** A copy of the log's objects, as a verifier reads it. */
export const sourceOf = (objects: ReadonlyMap<string, Uint8Array>): LogSource => ({
  get: async (name) => objects.get(name),
  checkpointSizes: async () =>
    [...objects.keys()]
      .filter((name) => name.startsWith('checkpoints/'))
      .map((name) => Number(name.slice('checkpoints/'.length)))
      .sort((a, b) => a - b),
});

/** A leaf of its own for each number. */
export const leafNumber = (number: number): Leaf => ({
  id: `read-${number}`,
  kind: 'read',
  at: new Date(Date.UTC(2026, 5, 15, 12, 0, number)).toISOString(),
  actor: number % 3 === 0 ? 'ana' : 'ben',
  act: 'GET /v1/cases/{caseId}',
  about: [`case-${(number % 7).toString(16).padStart(16, '0')}`],
  roles: ['analyst'],
  requestId: `request-${number}`,
  status: 200,
});

export const leavesUpTo = (count: number): Leaf[] =>
  Array.from({ length: count }, (_, at) => leafNumber(at));
