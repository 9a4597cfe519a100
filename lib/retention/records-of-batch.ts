import type { EntityNumber, LedgerKey } from '../identifiers.ts';
import { maxContentBytes } from '../reports/accept-upload.ts';
import type { AcceptedBatch } from '../reports/batch.ts';
import { decompress } from '../reports/decompress.ts';
import { examineRecord } from '../reports/examine-record.ts';
import type { Inbox } from '../reports/inbox.ts';
import type { RawRecord } from '../reports/raw-record.ts';
import { openBatch } from '../reports/read-batch.ts';
import type { RegisteredReport, ReportRegister } from '../reports/register.ts';
import type { BatchHeader } from '../reports/report.ts';
import { revisionOf } from '../reports/revision.ts';
import { verified } from '../reports/slice-digests.ts';
import { withdrawnInPlace } from './withdrawn-in-place.ts';

export type RecordPorts = {
  inbox: Pick<Inbox, 'read'>;
  register: Pick<ReportRegister, 'getMany'>;
};

/** A record as the bytes of its batch hold it now. */
export type BatchRecord = {
  position: number;
  /** One line; "{}" where it cannot be read. */
  text: string;
} & (
  | { kind: 'refused' }
  /** It says that a report does not count any more, and nothing of anybody. */
  | { kind: 'withdrawal'; reference: string }
  | BatchReport
);

type BatchReport = {
  kind: 'report';
  reference: string;
  revision: string;
  /** The subjects that it speaks of. */
  touches: readonly LedgerKey[];
  /** Whether it is the version that counts, or was until it began to be destroyed. */
  live: boolean;
};

/** So many records are looked up in the register at a time. */
const lookedUp = 2_000;

/** The header of an accepted batch, and every record in its order. */
export async function openRecords(
  { inbox, register }: RecordPorts,
  batch: AcceptedBatch,
): Promise<{ header: BatchHeader; records: AsyncIterable<BatchRecord> }> {
  const { entity, encoding, form, source } = batch;
  const bytes = verified(await inbox.read(source), batch);
  const content = decompress(bytes, encoding, maxContentBytes);
  const { header, records } = await openBatch(form, content, { entity });
  return { header, records: readAll(records, batch, register) };
}

async function* readAll(
  records: AsyncIterable<RawRecord>,
  batch: AcceptedBatch,
  register: RecordPorts['register'],
): AsyncGenerator<BatchRecord> {
  let some: RawRecord[] = [];
  for await (const record of records) {
    some.push(record);
    if (some.length < lookedUp) continue;
    yield* await judged(some, batch, register);
    some = [];
  }
  yield* await judged(some, batch, register);
}

async function judged(
  records: readonly RawRecord[],
  batch: AcceptedBatch,
  register: RecordPorts['register'],
): Promise<BatchRecord[]> {
  const examined = records.map((record) => ({ record, found: examineRecord(record, batch) }));
  const references = new Set(examined.flatMap(({ found }) => found.reference ?? []));
  const entity: EntityNumber = batch.entity;
  const known =
    references.size === 0
      ? new Map<string, RegisteredReport>()
      : await register.getMany(entity, [...references]);
  return examined.map(({ record, found }): BatchRecord => {
    const { position, valid, reference = '' } = found;
    const registered = known.get(reference);
    const place = { position, text: valid?.text ?? textOf(record) };
    if (!valid) return { ...place, ...takenEarlier(reference, registered, { batch, position }) };
    const { action, revision, touches } = valid.version;
    if (action === 'delete') return { ...place, kind: 'withdrawal', reference };
    const live = isLive(registered, revision, withdrawnInPlace(batch, position));
    return { ...place, kind: 'report', reference, revision, touches, live };
  });
}

/** What the register knows of a report that today's rules would refuse: it was taken by earlier ones. */
function takenEarlier(
  reference: string,
  registered: RegisteredReport | undefined,
  { batch, position }: { batch: AcceptedBatch; position: number },
): { kind: 'refused' } | BatchReport {
  const inPlace = withdrawnInPlace(batch, position);
  for (const action of ['submit', 'change'] as const) {
    const revision = revisionOf(action, batch.acceptedAs, position);
    if (!registered || !isLive(registered, revision, inPlace)) continue;
    return { kind: 'report', reference, revision, touches: registered.touched, live: true };
  }
  return { kind: 'refused' };
}

const isLive = (
  registered: RegisteredReport | undefined,
  revision: string,
  inPlace: string,
): boolean => registered?.revision === revision || registered?.revision === inPlace;

function textOf({ content }: RawRecord): string {
  if ('text' in content) return content.text;
  return 'value' in content ? (JSON.stringify(content.value) ?? '{}') : '{}';
}
