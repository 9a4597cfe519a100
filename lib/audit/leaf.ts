import * as z from 'zod';
import type { InformationActed, PersonalDataRead, RetentionActed } from '../../events/messages.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Decision } from '../cases/case.ts';
import { digest, userIdSchema } from '../identifiers.ts';
import { longestLeaf } from './entry-bundle.ts';

/** An id of ours, a key, a digest: never a name, never what a person wrote. */
const aboutSchema = z.array(z.string().min(1).max(160)).max(300);
const common = {
  /** Unique in the log: whatever is told twice counts once. */
  id: z.string().min(1).max(160),
  /** When it was done. Leaves stand in the order in which they were recorded, which is about the same. */
  at: z.iso.datetime({ offset: true }),
  /** The token's `sub`. */
  actor: userIdSchema,
  /** The ids of what it was about, sorted: cases, disclosures, subjects, employers. */
  about: aboutSchema,
};

/** A human decision. */
const decisionLeafSchema = z.strictObject({
  ...common,
  kind: z.literal('decision'),
  /** Which: claim, submit, approve… */
  act: z.string().min(1).max(160),
  /** SHA-256 of the decision as canonical JSON, which is kept beside the log. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Somebody was shown personal data, or was shown the audit log. */
const readLeafSchema = z.strictObject({
  ...common,
  kind: z.literal('read'),
  /** Which route: "GET /v1/cases/{caseId}". */
  act: z.string().min(1).max(160),
  /** What the token allowed. */
  roles: z.array(z.string().min(1).max(40)).min(1).max(10),
  requestId: z.string().min(1).max(160),
  /** HTTP status of the answer. */
  status: z.int().min(100).max(599),
});

/** Something was put on hold, was let go of, or was destroyed because its time had come. */
const retentionLeafSchema = z.strictObject({
  ...common,
  kind: z.literal('retention'),
  /** Which: hold, lift-hold, destroy. */
  act: z.string().min(1).max(160),
  /** SHA-256 of the hold, the lift or the record of what was destroyed, as canonical JSON. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** An agency filed an information record or took it back, or an analyst said of whom it speaks. */
const informationLeafSchema = z.strictObject({
  ...common,
  kind: z.literal('information'),
  /** Which: file, withdraw, confirm-match, dismiss-match. */
  act: z.string().min(1).max(160),
  /** SHA-256 of the record or the decision, as canonical JSON. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** One line of the audit log: who did what, when, about what. Ids only. */
export const leafSchema = z.discriminatedUnion('kind', [
  decisionLeafSchema,
  readLeafSchema,
  retentionLeafSchema,
  informationLeafSchema,
]);
export type Leaf = z.infer<typeof leafSchema>;
export const leafKinds = leafSchema.options.map(({ shape }) => shape.kind.value);

/**
 * The bytes that are hashed: canonical JSON.
 *
 * @throws RangeError when they are more than a bundle can hold: such a leaf must not get into the log.
 */
export function leafBytes(leaf: Leaf): Uint8Array {
  const bytes = Buffer.from(canonicalJson(leaf));
  if (bytes.length > longestLeaf) throw new RangeError(`a leaf of ${bytes.length} bytes`);
  return bytes;
}

export const readLeaf = (bytes: Uint8Array): Leaf =>
  leafSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));

export const leafOfDecision = (decision: Decision): Leaf => {
  const { caseId, sequence, kind, at, actor, disclosures = [] } = decision;
  return {
    id: `${caseId}/${sequence}`,
    kind: 'decision',
    at,
    actor,
    act: kind,
    about: sorted([caseId, ...disclosures.map(({ disclosureId }) => disclosureId)]),
    digest: digest(canonicalJson(decision)),
  };
};

export const leafOfRead = (read: PersonalDataRead): Leaf => {
  const { id, at, actor, roles, route, about, requestId, status } = read;
  return {
    id,
    kind: 'read',
    at,
    actor,
    act: route,
    about: sorted(about),
    roles: sorted(roles),
    requestId,
    status,
  };
};

export const leafOfRetention = ({ type: _, ...acted }: RetentionActed): Leaf => ({
  ...acted,
  kind: 'retention',
  about: sorted(acted.about),
});

export const leafOfInformation = ({ type: _, ...acted }: InformationActed): Leaf => ({
  ...acted,
  kind: 'information',
  about: sorted(acted.about),
});

const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
