import type { EntityNumber } from '../identifiers.ts';
import type { ValidRecord } from './examine-record.ts';
import type { Inbox } from './inbox.ts';
import type { Outcome, RegisteredReport, ReportRegister } from './register.ts';
import { type Settled, settle } from './verdict.ts';

export type Ports = { register: ReportRegister; inbox: Pick<Inbox, 'keepReports'> };

export type SettledReports = {
  /** By position in the batch. */
  outcomes: Map<number, Outcome>;
  /** The records that are live now, each with everything known of its report. */
  live: LiveRecord[];
};

type LiveRecord = {
  record: ValidRecord;
  registered: RegisteredReport;
  /** It was registered by an earlier try, which may have gone further. */
  again: boolean;
};

/**
 * Brings the valid records of a block into the register: the text of what may become live first,
 * then the reports. Where another batch was faster, a report is settled again.
 */
export async function settleReports(
  { register, inbox }: Ports,
  block: { entity: EntityNumber; batchId: string; first: number },
  records: readonly ValidRecord[],
): Promise<SettledReports> {
  const { entity } = block;
  const groups = Map.groupBy(records, ({ reference }) => reference);
  const references = [...groups.keys()];
  const settleOne = (reference: string, known: RegisteredReport | undefined) =>
    settle(
      known,
      (groups.get(reference) ?? []).map(({ version }) => version),
    );

  const known = await register.getMany(entity, references);
  const candidates = [...groups].flatMap(([reference, group]) => {
    const { next, live } = settleOne(reference, known.get(reference));
    const record = group.find(({ version }) => version === live);
    const isNew = next?.revision === record?.version.revision;
    return record && isNew && record.version.action !== 'delete' ? [record] : [];
  });
  await keepTexts(inbox, block, candidates);
  // Nobody needs them any more, and they are half of what a block takes in memory.
  for (const record of records) record.text = '';

  const settled = new Map<string, Settled & { registered: RegisteredReport | undefined }>();
  await register.change(entity, references, (reference, standing) => {
    const end = settleOne(reference, standing);
    settled.set(reference, { ...end, registered: end.next ?? standing });
    return end.next;
  });
  const ends = [...settled];
  return {
    outcomes: new Map(ends.flatMap(([, { outcomes }]) => [...outcomes])),
    live: ends.flatMap(([reference, { live, next, registered }]) => {
      const record = groups.get(reference)?.find(({ version }) => version === live);
      return record && registered ? [{ record, registered, again: !next }] : [];
    }),
  };
}

async function keepTexts(
  inbox: Ports['inbox'],
  block: Parameters<Inbox['keepReports']>[0],
  records: readonly ValidRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const texts = records.map(({ text }) => text);
  const locations = await inbox.keepReports(block, texts);
  for (const [at, { version }] of records.entries()) {
    const location = locations[at];
    if (location) version.location = location;
  }
}
