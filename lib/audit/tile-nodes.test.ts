import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeAuditLog } from '../../bench/audit/write-audit-log.ts';
import { readCheckpoint } from './checkpoint.ts';
import { consistencyProof, isConsistent } from './consistency-proof.ts';
import { inclusionProof, isIncluded } from './inclusion-proof.ts';
import { isSameHash, type TreeHash } from './merkle-tree.ts';
import { hashOfRange } from './subtrees.ts';
import { tileNodes } from './tile-nodes.ts';
import { tileHolding, tileName } from './tiles.ts';

/* A log with three levels of tiles, whose proofs are made of tiles alone. */

const size = 70_000;
const objects = new Map<string, Uint8Array>();
const nodeAt = tileNodes({ get: async (name) => objects.get(name) }, size);
let root: TreeHash;

beforeAll(async () => {
  await writeAuditLog(size, (name, bytes) => objects.set(name, Buffer.from(bytes)));
  const note = Buffer.from(objects.get('checkpoint') ?? []).toString('utf8');
  root = readCheckpoint(note)?.root ?? Buffer.of();
});

const leafAt = (index: number): TreeHash => {
  const tile = objects.get(tileName(tileHolding(0, index, size))) ?? Buffer.of();
  return tile.subarray((index % 256) * 32, (index % 256) * 32 + 32);
};
const rootAt = (of: number) => hashOfRange(nodeAt, { start: 0, end: of });
/** Often at the edges of tiles. */
const sizes = fc.oneof(
  fc.integer({ min: 1, max: size }),
  fc.constantFrom(1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999, size),
);

describe('for any leaf', () => {
  test('then its proof holds against the signed root, and for no other leaf', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.nat(size - 1), async (index, other) => {
        const proof = await inclusionProof(nodeAt, index, size);
        expect(isIncluded({ index, size, leaf: leafAt(index), root, proof })).toBe(true);
        fc.pre(index !== other);
        expect(isIncluded({ index, size, leaf: leafAt(other), root, proof })).toBe(false);
        expect(isIncluded({ index: other, size, leaf: leafAt(index), root, proof })).toBe(false);
      }),
    );
  });

  test('and any size in which it is, its proof holds there', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (older, place) => {
        const index = place % older;
        const proof = await inclusionProof(nodeAt, index, older);
        const at = { index, size: older, leaf: leafAt(index), proof };
        expect(isIncluded({ ...at, root: await rootAt(older) })).toBe(true);
        expect(isIncluded({ ...at, root }) && older < size).toBe(false);
      }),
    );
  });
});

test('for any two sizes, the larger is proved to have grown from the smaller', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, sizes, async (one, other) => {
      const [first, second] = [Math.min(one, other), Math.max(one, other)];
      const [firstRoot, secondRoot] = await Promise.all([rootAt(first), rootAt(second)]);
      const proof = await consistencyProof(nodeAt, first, second);
      expect(isConsistent({ first, firstRoot, second, secondRoot, proof })).toBe(true);
      fc.pre(!isSameHash(firstRoot, secondRoot));
      expect(isConsistent({ first, firstRoot: secondRoot, second, secondRoot, proof })).toBe(false);
      expect(isConsistent({ first, firstRoot, second, secondRoot: firstRoot, proof })).toBe(false);
    }),
  );
});
