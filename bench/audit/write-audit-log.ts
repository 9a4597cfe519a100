import { generateKeyPairSync } from 'node:crypto';
import { checkpointName, newestCheckpoint } from '../../lib/audit/audit-log.ts';
import { signCheckpoint } from '../../lib/audit/checkpoint.ts';
import { encodeBundle } from '../../lib/audit/entry-bundle.ts';
import { type Leaf, leafBytes } from '../../lib/audit/leaf.ts';
import { edgeOf, leafHash, rootOf, type TreeHash } from '../../lib/audit/merkle-tree.ts';
import {
  bundleName,
  encodeTile,
  fullWidth,
  hashesAt,
  levelsOf,
  tileName,
  tilesAt,
} from '../../lib/audit/tiles.ts';
import { keySigner } from '../../lib/signing/key-signer.ts';

/** A leaf as a day's work makes them: four reads for each decision. */
function leafNumber(number: number): Leaf {
  const hex = number.toString(16).padStart(16, '0');
  const common = {
    id: `0199c0a5-7a51-7cc1-9f0e-${hex.slice(4)}`,
    at: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
    actor: `analyst-${number % 40}`,
    about: [`case-${hex}`],
  };
  return number % 5 === 0
    ? { ...common, kind: 'decision', act: 'note', digest: hex.repeat(4) }
    : {
        ...common,
        kind: 'read',
        act: 'GET /v1/cases/{caseId}',
        roles: ['analyst'],
        requestId: `JKJaXmPLvHcESHA${number}`,
        status: 200,
      };
}

/**
 * The objects of a log of so many leaves, with one checkpoint, as if it had grown in one step.
 *
 * @returns the key that signed it, PEM.
 */
export async function writeAuditLog(
  size: number,
  put: (name: string, bytes: Uint8Array | string) => void,
): Promise<string> {
  let hashes: TreeHash[] = [];
  for (const tile of tilesAt(0, size)) {
    const first = tile.index * fullWidth;
    const leaves = Array.from({ length: tile.width }, (_, at) => leafBytes(leafNumber(first + at)));
    put(bundleName(tile), encodeBundle(leaves));
    for (const leaf of leaves) hashes.push(leafHash(leaf));
  }
  const root = rootOf(edgeOf(hashes));
  for (let level = 0; level < levelsOf(size); level += 1) {
    const own = hashes;
    const part = (index: number, width = fullWidth) =>
      own.slice(index * fullWidth, index * fullWidth + width);
    for (const tile of tilesAt(level, size)) {
      put(tileName({ ...tile, level }), encodeTile(part(tile.index, tile.width)));
    }
    hashes = Array.from({ length: hashesAt(level + 1, size) }, (_, index) =>
      rootOf(edgeOf(part(index))),
    );
  }
  const signer = keySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const note = await signCheckpoint(signer, { size, root });
  put(checkpointName(size), note);
  put(newestCheckpoint, note);
  return signer.publicKey();
}
