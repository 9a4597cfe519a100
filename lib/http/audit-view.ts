import * as z from 'zod';
import type { Checkpoint } from '../audit/checkpoint.ts';
import { leafBytes, leafSchema } from '../audit/leaf.ts';
import { leafHash, type TreeHash } from '../audit/merkle-tree.ts';
import type { ProvenGrowth, ProvenLeaf } from '../audit/prove.ts';

const place = z.int().min(0);
const hash = z.string().meta({ description: 'SHA-256, base64' });
const note = z
  .string()
  .meta({ description: 'The signed checkpoint, as C2SP signed-note writes it' });
const proof = z.array(hash).meta({ description: 'From the leaf upwards, as RFC 9162 orders it' });

export const leafListSchema = z.strictObject({
  leaves: z.array(z.strictObject({ index: place, leaf: leafSchema })),
  size: place.meta({ description: 'How many leaves the log has' }),
  next: z.string().optional().meta({ description: 'Absent on the last page; a page may be empty' }),
});

export const provenLeafSchema = z.strictObject({
  index: place,
  size: place.meta({ description: 'Of the log that the proof and the checkpoint speak of' }),
  leaf: leafSchema,
  leafText: z.string().meta({ description: 'The leaf as it is hashed: canonical JSON' }),
  leafHash: hash,
  proof,
  checkpoint: note,
});

export const growthSchema = z.strictObject({
  first: place,
  firstRoot: hash,
  second: place,
  secondRoot: hash,
  proof,
});

export const checkpointViewSchema = z.strictObject({
  origin: z.string(),
  size: place,
  root: hash,
  checkpoint: note,
  publicKey: z.string().meta({ description: 'PEM (SPKI). Compare it with one had from elsewhere' }),
});

export const provenLeafView = ({ proof: hashes, ...proven }: ProvenLeaf) => ({
  ...proven,
  leafText: Buffer.from(leafBytes(proven.leaf)).toString('utf8'),
  leafHash: inBase64(leafHash(leafBytes(proven.leaf))),
  proof: hashes.map(inBase64),
});

export const growthView = ({
  first,
  firstRoot,
  second,
  secondRoot,
  proof: hashes,
}: ProvenGrowth) => ({
  first,
  firstRoot: inBase64(firstRoot),
  second,
  secondRoot: inBase64(secondRoot),
  proof: hashes.map(inBase64),
});

export const checkpointView = (
  { origin, size, root }: Checkpoint,
  checkpoint: string,
  publicKey: string,
) => ({ origin, size, root: inBase64(root), checkpoint, publicKey });

const inBase64 = (hashed: TreeHash): string => Buffer.from(hashed).toString('base64');
