import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistencyProof, isConsistent } from './consistency-proof.ts';
import { inclusionProof, isIncluded } from './inclusion-proof.ts';
import { edgeOf, emptyRoot, leafHash, nodeHash, rootOf, type TreeHash } from './merkle-tree.ts';
import { hashOfRange, splitOf } from './subtrees.ts';
import { foldHashes, rootOverLeaves } from './verify/fast-hashes.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The leaves, roots and proofs by which implementations of RFC 6962 and RFC 9162 are compared. */
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'));
const knownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const knownPaths: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
];

const known = knownLeaves.map(leafHash);

/** The tree by the definition of RFC 9162, section 2.1.1, word for word. */
function defined(leaves: readonly TreeHash[]): TreeHash {
  const [only] = leaves;
  if (only === undefined) return emptyRoot;
  if (leaves.length === 1) return only;
  const middle = splitOf({ start: 0, end: leaves.length });
  return nodeHash(defined(leaves.slice(0, middle)), defined(leaves.slice(middle)));
}

const nodesOf = (leaves: readonly TreeHash[]) => async (level: number, index: number) =>
  defined(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(String(at))));

describe('given the known leaves', () => {
  test.each(knownRoots.map((root, size) => [size, root] as const))(
    'then a tree of %i has the known root',
    (size, root) => {
      expect(hex(rootOf(edgeOf(known.slice(0, size))))).toBe(root);
      expect(hex(rootOverLeaves(Buffer.concat(known), size))).toBe(root);
    },
  );

  test.each(knownPaths)('then leaf %i of %i has the known proof', async (index, size, path) => {
    const proof = await inclusionProof(nodesOf(known), index, size);
    expect(proof.map(hex)).toEqual(path);
  });

  test('then two sizes have the known proof', async () => {
    const proof = await consistencyProof(nodesOf(known), 6, 8);
    expect(proof.map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });
});

test('for any number of leaves, edge, folding and ranges give the root of the definition', async () => {
  for (let size = 1; size <= 70; size += 1) {
    const leaves = leavesOf(size);
    const root = hex(defined(leaves));
    expect(hex(rootOf(edgeOf(leaves)))).toBe(root);
    expect(hex(foldHashes(Buffer.concat(leaves), 0, size))).toBe(root);
    expect(hex(await hashOfRange(nodesOf(leaves), { start: 0, end: size }))).toBe(root);
  }
});

test.each([255, 256, 257, 511, 512, 700])('for %i leaves as well', (size) => {
  const leaves = leavesOf(size);
  expect(hex(rootOverLeaves(Buffer.concat(leaves), size))).toBe(hex(defined(leaves)));
  expect(hex(rootOf(edgeOf(leaves)))).toBe(hex(defined(leaves)));
});

test('for every leaf of every size, its proof holds, and for no other leaf, place or root', async () => {
  for (let size = 1; size <= 33; size += 1) {
    const leaves = leavesOf(size);
    const root = defined(leaves);
    for (const [index, leaf] of leaves.entries()) {
      const proof = await inclusionProof(nodesOf(leaves), index, size);
      expect(isIncluded({ index, size, leaf, root, proof })).toBe(true);
      for (const [place, other] of leaves.entries()) {
        if (place === index) continue;
        expect(isIncluded({ index, size, leaf: other, root, proof })).toBe(false);
        expect(isIncluded({ index: place, size, leaf, root, proof })).toBe(false);
      }
      expect(isIncluded({ index, size, leaf, root: leaf, proof }) && size > 1).toBe(false);
    }
  }
});

test('for every pair of sizes, the proof holds, and for no other root or size', async () => {
  const leaves = leavesOf(34);
  const roots = leaves.map((_, size) => defined(leaves.slice(0, size)));
  for (let second = 1; second < leaves.length; second += 1) {
    for (let first = 1; first <= second; first += 1) {
      const proof = await consistencyProof(nodesOf(leaves), first, second);
      const [firstRoot, secondRoot] = [roots[first] as TreeHash, roots[second] as TreeHash];
      expect(isConsistent({ first, firstRoot, second, secondRoot, proof })).toBe(true);
      const other = leafHash(Buffer.from('other'));
      expect(isConsistent({ first, firstRoot: other, second, secondRoot, proof })).toBe(false);
      expect(isConsistent({ first, firstRoot, second, secondRoot: other, proof })).toBe(false);
      if (first === second) continue;
      expect(isConsistent({ first: second, firstRoot, second: first, secondRoot, proof })).toBe(
        false,
      );
      const changed = first - 1 || 2;
      const at = { first: changed, firstRoot, second, secondRoot, proof };
      expect(changed < second && isConsistent(at)).toBe(false);
    }
  }
});

test('for any proof with anything changed, it does not hold', async () => {
  const leaves = leavesOf(100);
  const root = defined(leaves);
  await fc.assert(
    fc.asyncProperty(fc.nat(99), fc.nat(), fc.nat(255), async (index, place, bit) => {
      const proof = await inclusionProof(nodesOf(leaves), index, 100);
      const damaged = proof.map((hash, at) => {
        const copy = Uint8Array.from(hash);
        if (at === place % proof.length)
          copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
        return copy;
      });
      const leaf = leaves[index] as TreeHash;
      expect(isIncluded({ index, size: 100, leaf, root, proof: damaged })).toBe(false);
      expect(isIncluded({ index, size: 100, leaf, root, proof: proof.slice(1) })).toBe(false);
      expect(isIncluded({ index, size: 100, leaf, root, proof: [...proof, leaf] })).toBe(false);
    }),
  );
});
