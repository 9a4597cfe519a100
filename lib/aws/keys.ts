import {
  digest,
  type EntityNumber,
  type LedgerKey,
  ledgerKeyKinds,
  ledgerKeySchema,
} from '../identifiers.ts';

/*
 * Every key of the tables. Keys of the reports table open with the reporting entity, keys of
 * a recipient's outbox with the recipient: nobody else's item can be asked for.
 */

// Reports table

export const batchKey = (entity: EntityNumber, batchId: string) => ({
  pk: `ENTITY#${entity}#BATCHES`,
  sk: `BATCH#${batchId}`,
});
export const batchReferenceKey = (entity: EntityNumber, batchReference: string) => ({
  pk: `ENTITY#${entity}#REFERENCE#${batchReference}`,
  sk: 'REFERENCE',
});
export const idempotencyKey = (entity: EntityNumber, key: string) => ({
  pk: `ENTITY#${entity}#IDEMPOTENCY#${digest(key)}`,
  sk: 'IDEMPOTENCY',
});
/** A shelf of the register of reports. */
export const registerShelfKey = ({ entity, shelf }: { entity: EntityNumber; shelf: string }) => ({
  pk: `ENTITY#${entity}#REGISTER#${shelf}`,
  sk: 'HEAD',
});
/** How much of its limits an entity has used. */
export const allowanceKey = (entity: EntityNumber) => ({
  pk: `ENTITY#${entity}#ALLOWANCE`,
  sk: 'ALLOWANCE',
});

// Ledger table

/**
 * Short, for there is a head for each telephone and address, and most take less than their keys would:
 * a letter for the kind, and the digest in base64.
 */
export const ledgerHeadKey = (key: LedgerKey) => {
  const [kind = '', hex = ''] = key.split(':');
  const letter = letters[kinds.indexOf(kind)];
  const bytes = Buffer.from(hex, 'hex');
  if (!letter || bytes.length !== bytesOfLedgerKey) throw new RangeError('no key of a ledger');
  return { pk: `${letter}${bytes.toString('base64url')}`, sk: 'H' };
};
/** Whose ledger an item of the ledger table is. */
export const ledgerKeyOf = ({ pk }: Record<string, unknown>): LedgerKey => {
  const [letter = '', digits] = [String(pk).slice(0, 1), String(pk).slice(1)];
  const kind = kinds[letters.indexOf(letter)];
  const key = `${kind}:${Buffer.from(digits, 'base64url').toString('hex')}`;
  return ledgerKeySchema.parse(key);
};
const kinds: readonly string[] = ledgerKeyKinds;
const letters = 'abcdefghijklmnopqrstuvwxyz';
const bytesOfLedgerKey = 12;

// Cases table

export const evaluationKey = (subject: LedgerKey) => ({
  pk: `SUBJECT#${subject}`,
  sk: 'EVALUATION',
});
/** What changed with an evaluation; `slot` is reused, so that the log stays short. */
export const evaluationChangesKey = (subject: LedgerKey, slot: number) => ({
  pk: `SUBJECT#${subject}`,
  sk: `CHANGES#${String(slot).padStart(2, '0')}`,
});
/** Which case a subject is in. */
export const membershipKey = (subject: LedgerKey) => ({
  pk: `SUBJECT#${subject}`,
  sk: 'MEMBERSHIP',
});
/** What is known of an employer. */
export const employerKey = (employer: LedgerKey) => ({ pk: `EMPLOYER#${employer}`, sk: 'RISK' });
export const assessmentKey = (caseId: string) => ({ pk: `CASE#${caseId}`, sk: 'ASSESSMENT' });
export const caseKey = (caseId: string) => ({ pk: `CASE#${caseId}`, sk: 'CASE' });
export const decisionKey = (caseId: string, sequence: number) => ({
  pk: `CASE#${caseId}`,
  sk: `DECISION#${String(sequence).padStart(6, '0')}`,
});
/** The decision that a request led to which may lead to one only. */
export const onceKey = (requestKey: string) => ({ pk: `REQUEST#${requestKey}`, sk: 'DECISION' });
/** The facts that a decision froze, and how they differ from those of now. */
export const frozenFactsKey = ({ caseId, sequence }: { caseId: string; sequence: number }) => ({
  pk: `CASE#${caseId}`,
  sk: `FROZEN#${String(sequence).padStart(6, '0')}`,
});
export const changedFactsKey = ({ caseId, sequence }: { caseId: string; sequence: number }) => ({
  pk: `CASE#${caseId}`,
  sk: `CHANGED#${String(sequence).padStart(6, '0')}`,
});
/** The names of all frozen facts that are about a subject. */
export const frozenNamesKey = (subject: LedgerKey) => ({ pk: `SUBJECT#${subject}`, sk: 'FROZEN' });
export const disclosureKey = (disclosureId: string) => ({
  pk: `DISCLOSURE#${disclosureId}`,
  sk: 'DISCLOSURE',
});
/** A disclosure that is to be amended. */
export const amendmentKey = (disclosureId: string) => ({
  pk: `DISCLOSURE#${disclosureId}`,
  sk: 'AMENDMENT',
});
export const outboxKey = (recipient: string, disclosureId: string) => ({
  pk: `RECIPIENT#${recipient}#OUTBOX`,
  sk: `DISCLOSURE#${disclosureId}`,
});

/** A legal hold, and the decision that lifted it: both are written once. */
export const holdKey = (holdId: string) => ({ pk: 'LEGAL-HOLDS', sk: `HOLD#${holdId}` });
export const liftKey = (holdId: string) => ({ pk: 'LEGAL-HOLDS', sk: `LIFT#${holdId}` });

// Audit log table

export const auditHeadKey = { pk: 'LOG', sk: 'HEAD' };
/** Where a leaf stands in the log. */
export const auditLeafKey = (id: string) => ({ pk: `LEAF#${id}`, sk: 'LEAF' });

/** An information record of an agency. */
export const informationKey = ({ agency, recordId }: { agency: string; recordId: string }) => ({
  pk: `RECIPIENT#${agency}#INFORMATION`,
  sk: `RECORD#${recordId}`,
});
/** That a record was filed: in the order of filing, without anything that it says. */
export const filedKey = ({
  agency,
  recordId,
  receivedAt,
}: {
  agency: string;
  recordId: string;
  receivedAt: string;
}) => ({ pk: 'INFORMATION#FILED', sk: `FILED#${receivedAt}#${agency}#${recordId}` });
/** How much of its limits an agency has used. */
export const filingAllowanceKey = (agency: string) => ({
  pk: `RECIPIENT#${agency}#ALLOWANCE`,
  sk: 'ALLOWANCE',
});
/** The log of what is watched for, one entry for each record, and where a record stands in it. */
export const watchKey = (number: number) => ({
  pk: 'INFORMATION#WATCH',
  sk: `ENTRY#${String(number).padStart(9, '0')}`,
});
export const watchedOnceKey = ({ agency, recordId }: { agency: string; recordId: string }) => ({
  pk: `RECIPIENT#${agency}#WATCHED#${recordId}`,
  sk: 'WATCHED',
});
/** Where the withdrawal of a record stands in that log. */
export const unwatchedOnceKey = ({ agency, recordId }: { agency: string; recordId: string }) => ({
  pk: `RECIPIENT#${agency}#WATCHED#${recordId}`,
  sk: 'WITHDRAWN',
});
/** A record that may speak of a subject, and what people decided about that. */
export const possibleKey = (
  subject: LedgerKey,
  { agency, recordId }: { agency: string; recordId: string },
) => ({
  pk: `SUBJECT#${subject}`,
  sk: `POSSIBLE#${agency}#${recordId}`,
});
export const possibleDecisionKey = (
  subject: LedgerKey,
  { agency, recordId, sequence }: { agency: string; recordId: string; sequence: number },
) => ({
  pk: `SUBJECT#${subject}`,
  sk: `POSSIBLE-DECISION#${agency}#${recordId}#${String(sequence).padStart(6, '0')}`,
});
/** Of whom it was ever found that a record may speak of them. */
export const possibleOfRecordKey = (
  { agency, recordId }: { agency: string; recordId: string },
  subject: LedgerKey | '',
) => ({ pk: `RECIPIENT#${agency}#POSSIBLE#${recordId}`, sk: `SUBJECT#${subject}` });
/** An assessment that information records met without there being a case. */
export const informedKey = (caseId: string) => ({ pk: `CASE#${caseId}`, sk: 'INFORMED' });

/** The sparse index of items whose message may not have been sent; spread over shards by content. */
export const outboxShards = 4;
export const pendingSince = (name: string, at: string) => ({
  outboxShard: `PENDING#${Number.parseInt(digest(name).slice(0, 2), 16) % outboxShards}`,
  outboxAt: at,
});
