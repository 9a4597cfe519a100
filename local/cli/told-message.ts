import type * as z from 'zod';
import {
  batchSubmittedSchema,
  decisionRecordedSchema,
  disclosureApprovedSchema,
  informationActedSchema,
  informationFiledSchema,
  ledgersChangedSchema,
  personalDataReadSchema,
  retentionActedSchema,
  subjectEvaluatedSchema,
  uploadArrivedSchema,
} from '../../events/messages.ts';
import { batchOfUpload } from '../../lib/reports/object-names.ts';

/** A message as far as it may be told of. */
export type ToldMessage = { type: string; ids: Record<string, string | number> };

type Teller = (message: unknown) => ToldMessage | undefined;

const teller =
  <T>(schema: z.ZodType<T>, tell: (message: T) => ToldMessage): Teller =>
  (message) => {
    const { data } = schema.safeParse(message);
    return data === undefined ? undefined : tell(data);
  };

/** Of many keys the first is enough to look one up. */
const tellers: Teller[] = [
  teller(batchSubmittedSchema, ({ type, entity, batchId }) => ({ type, ids: { entity, batchId } })),
  teller(ledgersChangedSchema, ({ type, keys }) => ({
    type,
    ids: { keys: keys.length, first: keys[0] ?? '' },
  })),
  teller(subjectEvaluatedSchema, ({ type, subject }) => ({ type, ids: { subject } })),
  teller(disclosureApprovedSchema, ({ type, disclosureId }) => ({ type, ids: { disclosureId } })),
  teller(decisionRecordedSchema, ({ type, caseId, sequence }) => ({
    type,
    ids: { caseId, sequence },
  })),
  teller(personalDataReadSchema, ({ type, id, requestId }) => ({ type, ids: { id, requestId } })),
  teller(retentionActedSchema, ({ type, id, act }) => ({ type, ids: { id, act } })),
  teller(informationActedSchema, ({ type, id, act }) => ({ type, ids: { id, act } })),
  teller(informationFiledSchema, ({ type, agency, recordId }) => ({
    type,
    ids: { agency, recordId },
  })),
  teller(uploadArrivedSchema, ({ Records }) => ({
    type: 'upload-arrived',
    ids: idsOfUpload(Records[0]?.s3.object.key ?? ''),
  })),
];

/**
 * The kind of a message and the ids in it, of those that a schema vouches for. Of any other message
 * nothing is told but that it cannot be read: who knows what stands in it.
 */
export function toldMessage(body: string): ToldMessage {
  const message = parsed(body);
  for (const tell of tellers) {
    const told = tell(message);
    if (told) return told;
  }
  return { type: 'unreadable', ids: { characters: body.length } };
}

/** What is percent-encoded wrongly may be anything. */
function idsOfUpload(key: string): ToldMessage['ids'] {
  try {
    return batchOfUpload(decodeURIComponent(key)) ?? {};
  } catch {
    return {};
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
