import { hash } from 'node:crypto';
import * as z from 'zod';
import { rememberLatest } from './remember-latest.ts';

/** The seven-digit number a reporting entity is registered under, as text: "1234567". */
export const entityNumberSchema = z.string().regex(/^\d{7}$/);
export type EntityNumber = z.infer<typeof entityNumberSchema>;

/** Who acted, as the identity provider names them (the token's `sub`). */
export const userIdSchema = z.string().min(1).max(128);
export type UserId = z.infer<typeof userIdSchema>;

/** UUIDv7: batches sort by the moment they were registered. */
export const batchIdSchema = z.uuidv7();
export type BatchId = z.infer<typeof batchIdSchema>;

/** A report of one reporting entity. References are unique for ever within the entity. */
export const reportKeySchema = z.strictObject({
  entity: entityNumberSchema,
  reference: z.string().min(1).max(100),
});
export type ReportKey = z.infer<typeof reportKeySchema>;

/** What ledgers are about: subjects (`party`) and what subjects share. The order is stored: append only. */
export const ledgerKeyKinds = [
  'party',
  'account',
  'identity',
  'name-birth',
  'phone',
  'email',
  'address',
  'device',
  'handle',
  'name',
  'wallet',
  'employer',
] as const;
export type LedgerKeyKind = (typeof ledgerKeyKinds)[number];

/**
 * The key of a subject (`party`) or of something subjects share (a link key). The identifier behind
 * it is hashed, so keys may stand in messages, logs and object names.
 */
export const ledgerKeySchema = z
  .string()
  .regex(new RegExp(`^(${ledgerKeyKinds.join('|')}):[0-9a-f]{24}$`));
export type LedgerKey = z.infer<typeof ledgerKeySchema>;

export const ledgerKey = (kind: LedgerKeyKind, ...parts: string[]): LedgerKey =>
  keyOfContent(JSON.stringify([kind, ...parts]));

const keyOfContent = rememberLatest((content): LedgerKey => {
  const [kind] = JSON.parse(content) as [LedgerKeyKind];
  return `${kind}:${digest(content).slice(0, 24)}`;
});

export const caseIdSchema = z.string().regex(/^case-[0-9a-f]{16}$/);
export type CaseId = z.infer<typeof caseIdSchema>;

/** The key of an employer as it stands in an address: "employer-" and the hash. */
export const employerIdSchema = z.string().regex(/^employer-[0-9a-f]{24}$/);
export type EmployerId = z.infer<typeof employerIdSchema>;
export const employerIdOf = (employer: LedgerKey): EmployerId => employer.replace(':', '-');
export const employerOfId = (id: EmployerId): LedgerKey => id.replace('-', ':');

export const disclosureIdSchema = z.string().regex(/^disclosure-[0-9a-f]{16}$/);
export type DisclosureId = z.infer<typeof disclosureIdSchema>;

/** A row of the routing table: "ON-TPS". */
export const recipientIdSchema = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,12}){1,2}$/);
export type RecipientId = z.infer<typeof recipientIdSchema>;

/** Lower-case hexadecimal SHA-256. */
export const digest = (content: string | Uint8Array): string => hash('sha256', content, 'hex');
