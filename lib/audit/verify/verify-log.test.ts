import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  leafNumber,
  memoryAuditLog,
  sourceOf,
  testSigner,
} from '../../../test/support/memory-audit-log.ts';
import { appendLeaves } from '../append-leaves.ts';
import { signCheckpoint } from '../checkpoint.ts';
import { encodeBundle } from '../entry-bundle.ts';
import { leafBytes } from '../leaf.ts';
import { edgeOf, leafHash, rootOf, type TreeHash } from '../merkle-tree.ts';
import {
  bundleName,
  encodeTile,
  fullWidth,
  hashesAt,
  levelsOf,
  tileName,
  tilesAt,
} from '../tiles.ts';
import type { Fault, Verdict } from './verdict.ts';
import { verifyLog } from './verify-log.ts';

type Objects = Map<string, Uint8Array>;
type Log = { size: number; objects: Objects };

const publicKey = await testSigner.publicKey();

/** A log that grew in steps of some leaves; every one of these sizes has a checkpoint. */
async function grownLog(steps: readonly number[]): Promise<Log> {
  const { ports, held } = memoryAuditLog();
  let size = 0;
  for (const step of steps) {
    const leaves = Array.from({ length: step }, (_, at) => leafNumber(size + at));
    await appendLeaves(ports, leaves);
    size += step;
  }
  return { size, objects: held.objects };
}

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_, at) => leafBytes(leafNumber(at)));
const forged = (number: number) => leafBytes({ ...leafNumber(number), actor: 'somebody-else' });

/** Puts these leaves into the bundles of a log, as many to each as fit, what is too much into the last. */
function putLeaves({ size, objects }: Log, leaves: readonly Uint8Array[]): Objects {
  const copy = new Map(objects);
  const bundles = tilesAt(0, size);
  for (const tile of bundles) {
    const from = tile.index * fullWidth;
    const end = tile === bundles.at(-1) ? leaves.length : from + tile.width;
    copy.set(bundleName(tile), encodeBundle(leaves.slice(from, end)));
  }
  return copy;
}

/** Rewrites the tiles as well, as somebody would who wants it to look right. */
function putTree(log: Log, leaves: readonly Uint8Array[]): Objects {
  const copy = putLeaves(log, leaves);
  let hashes: TreeHash[] = leaves.map(leafHash);
  for (let level = 0; level < levelsOf(log.size); level += 1) {
    for (const tile of tilesAt(level, log.size)) {
      const from = tile.index * fullWidth;
      copy.set(tileName(tile), encodeTile(hashes.slice(from, from + tile.width)));
    }
    const below = hashes;
    hashes = Array.from({ length: hashesAt(level + 1, log.size) }, (_, at) =>
      rootOf(edgeOf(below.slice(at * fullWidth, (at + 1) * fullWidth))),
    );
  }
  return copy;
}

const judge = (objects: Objects, since?: string): Promise<Verdict> =>
  verifyLog(sourceOf(objects), { publicKey, since });
const noteOf = ({ objects }: Log, name = 'checkpoint') =>
  Buffer.from(objects.get(name) ?? []).toString('utf8');

const small = await grownLog([1, 2, 1, 3, 5, 1]);
const medium = await grownLog([200, 55, 1, 1, 300, 43]);
const logs = [small, medium];
/** A log by its number, so that a failure does not print it whole, and two of its places. */
const logAndPlace = fc.tuple(fc.nat(logs.length - 1), fc.nat(), fc.nat());
const chosen = (which: number, ...places: number[]) => {
  const log = logs[which] as Log;
  return { log, places: places.map((place) => place % log.size) };
};

test.each([...logs, await grownLog([256]), await grownLog([1])])(
  'given an untouched log, then no fault is found in it',
  async (log) => {
    const verdict = await judge(log.objects);
    expect(verdict).toMatchObject({ size: log.size, origin: 'moneytrail/audit', isSigned: true });
    expect(verdict).not.toHaveProperty('fault');
  },
);

describe('for any log of which the leaves alone were touched', () => {
  const found = (kind: Fault['kind'], tamper: (leaves: Uint8Array[], at: number) => void) =>
    fc.assert(
      fc.asyncProperty(logAndPlace, async ([which, anywhere]) => {
        const { log, places } = chosen(which, anywhere);
        const [at = 0] = places;
        const leaves = leavesOf(log.size);
        tamper(leaves, at);
        expect((await judge(putLeaves(log, leaves))).fault).toEqual({ kind, index: at });
      }),
      { numRuns: 40 },
    );

  test('when one was edited, then it is named', async () => {
    await found('edited', (leaves, at) => leaves.splice(at, 1, forged(at)));
  });

  test('when one was deleted, then it is named', async () => {
    await found('deleted', (leaves, at) => leaves.splice(at, 1));
  });

  test('when one was deleted and another put at the end, then the deletion is named', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([which, anywhere]) => {
        const { log, places } = chosen(which, anywhere);
        const [place = 0] = places;
        const at = Math.min(place, log.size - 2);
        const leaves = leavesOf(log.size);
        leaves.splice(at, 1);
        leaves.push(forged(1));
        expect((await judge(putLeaves(log, leaves))).fault?.kind).toMatch(/deleted|edited/);
        expect((await judge(putLeaves(log, leaves))).fault).toHaveProperty('index', at);
      }),
      { numRuns: 20 },
    );
  });

  test('when one was inserted, then it is named', async () => {
    await found('inserted', (leaves, at) => leaves.splice(at, 0, forged(at)));
  });

  test('when one was put in twice, then the second is named', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([which, anywhere]) => {
        const { log, places } = chosen(which, anywhere);
        const [at = 0] = places;
        const leaves = leavesOf(log.size);
        leaves.splice(at + 1, 0, leafBytes(leafNumber(at)));
        const { fault } = await judge(putLeaves(log, leaves));
        expect(fault).toEqual({ kind: 'inserted', index: at + 1 });
      }),
      { numRuns: 20 },
    );
  });

  test('when two were exchanged, then the first of them is named', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([which, ...both]) => {
        const { log, places } = chosen(which, ...both);
        const [one = 0, other = 0] = places;
        fc.pre(one !== other);
        const leaves = leavesOf(log.size);
        const [first, second] = [leaves[one] as Uint8Array, leaves[other] as Uint8Array];
        leaves[one] = second;
        leaves[other] = first;
        const { fault } = await judge(putLeaves(log, leaves));
        expect(fault).toEqual({ kind: 'reordered', index: Math.min(one, other) });
      }),
      { numRuns: 40 },
    );
  });

  test('when its last ones were cut off, then the first of them is named', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([which, anywhere]) => {
        const { log, places } = chosen(which, anywhere);
        const [at = 0] = places;
        const { fault } = await judge(putLeaves(log, leavesOf(at)));
        expect(fault).toEqual({ kind: 'deleted', index: at });
      }),
      { numRuns: 40 },
    );
  });
});

describe('for any log whose tree was rewritten with the leaves', () => {
  test('then it is told between which checkpoints', async () => {
    await fc.assert(
      fc.asyncProperty(logAndPlace, async ([which, anywhere]) => {
        const { log, places } = chosen(which, anywhere);
        const [at = 0] = places;
        const leaves = leavesOf(log.size);
        leaves[at] = forged(at);
        const { fault } = await judge(putTree(log, leaves));
        expect(fault?.kind).toBe('rewritten');
        const { index, until } = fault as Fault & { kind: 'rewritten' };
        expect(index <= at && at < until).toBe(true);
        // No checkpoint lies in between that would tell more.
        const sizes = await sourceOf(log.objects).checkpointSizes();
        expect(sizes.filter((size) => size > index && size < until)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('and signed by another key, then the signature is at fault', async () => {
    const log = small;
    const leaves = leavesOf(log.size).with(3, forged(3));
    const objects = putTree(log, leaves);
    const { generateKeyPairSync } = await import('node:crypto');
    const { keySigner } = await import('../../signing/key-signer.ts');
    const stranger = keySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const root = rootOf(edgeOf(leaves.map(leafHash)));
    const note = await signCheckpoint(stranger, { size: log.size, root });
    objects.set('checkpoint', Buffer.from(note));
    expect((await judge(objects)).fault).toEqual({
      kind: 'signature-invalid',
      object: 'checkpoint',
    });
    expect(await verifyLog(sourceOf(objects))).toMatchObject({ isSigned: false });
  });

  test('and signed by the very key, then a checkpoint kept from before tells', async () => {
    const log = medium;
    const since = noteOf(log, 'checkpoints/000000000557');
    const leaves = leavesOf(log.size).with(300, forged(300));
    const root = rootOf(edgeOf(leaves.map(leafHash)));
    const objects = putTree(log, leaves);
    objects.set(
      'checkpoint',
      Buffer.from(await signCheckpoint(testSigner, { size: log.size, root })),
    );
    expect(await judge(objects)).not.toHaveProperty('fault');
    expect((await judge(objects, since)).fault).toEqual({
      kind: 'rewritten',
      index: 257,
      // As much as one append takes.
      until: 257 + 90,
    });
  });
});

describe('given a log that was rolled back', () => {
  const olderNote = noteOf(medium, 'checkpoints/000000000257');

  test('when its newest checkpoint alone was replaced, then those beside it tell', async () => {
    const objects = new Map(medium.objects).set('checkpoint', Buffer.from(olderNote));
    const fault = { kind: 'rolled-back', index: 257, until: medium.size };
    expect((await judge(objects)).fault).toEqual(fault);
  });

  test('when nothing is left of what came after, then the kept checkpoint tells', async () => {
    const older = await grownLog([200, 55, 1, 1]);
    expect(await judge(older.objects)).not.toHaveProperty('fault');
    const fault = { kind: 'rolled-back', index: 257, until: medium.size };
    expect((await judge(older.objects, noteOf(medium))).fault).toEqual(fault);
  });

  test('when it only grew, then it is told from which size', async () => {
    expect(await judge(medium.objects, olderNote)).toMatchObject({ grownFrom: 257 });
  });
});

describe('given objects that are missing or damaged', () => {
  const without = (name: string) => {
    const copy = new Map(medium.objects);
    expect(copy.delete(name)).toBe(true);
    return copy;
  };

  test('when a bundle is gone, then its first leaf is named', async () => {
    expect((await judge(without('tile/entries/001'))).fault).toEqual({
      kind: 'deleted',
      index: 256,
    });
  });

  test.each(['tile/0/001', 'tile/0/002.p/88', 'tile/1/000.p/2'])(
    'when %s is gone or damaged, then it is named, and the leaves are good',
    async (name) => {
      const fault = { kind: 'tile-altered', object: name };
      expect((await judge(without(name))).fault).toEqual(fault);
      const bytes = Buffer.from(medium.objects.get(name) ?? []);
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      expect((await judge(new Map(medium.objects).set(name, bytes))).fault).toEqual(fault);
    },
  );

  test('when a bundle ends within a leaf, then the first leaf that is not there is named', async () => {
    const bytes = medium.objects.get('tile/entries/001') ?? Buffer.of();
    const objects = new Map(medium.objects).set('tile/entries/001', bytes.subarray(0, -1));
    expect((await judge(objects)).fault).toHaveProperty('index', 256);
  });

  test('when there is no checkpoint, or none that can be read, then it is named', async () => {
    expect((await judge(without('checkpoint'))).fault?.kind).toBe('checkpoint-missing');
    const objects = new Map(medium.objects).set('checkpoint', Buffer.from('nothing'));
    expect((await judge(objects)).fault?.kind).toBe('checkpoint-unreadable');
  });
});
