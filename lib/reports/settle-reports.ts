import { concurrently } from '../concurrently.ts';
import { StaleWrite } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import type { ValidRecord } from './examine-record.ts';
import type { Inbox } from './inbox.ts';
import type { Outcome, RegisteredReport, ReportRegister } from './register.ts';
import { type BlockOfBatch, settle, type Version } from './verdict.ts';

export type Ports = { register: ReportRegister; inbox: Pick<Inbox, 'keepReports'> };

export type SettledReports = {
  /** By position in the batch. */
  outcomes: Map<number, Outcome>;
  /** The records that are live now, each with everything known of its report. */
  live: Array<{ record: ValidRecord; registered: RegisteredReport }>;
};

/**
 * Brings the valid records of a block into the register: the text of what may become live first,
 * then each report by itself. Where another batch was faster, the report is read again and settled
 * again.
 */
export async function settleReports(
  { register, inbox }: Ports,
  { entity, batchId, block }: { entity: EntityNumber; batchId: string; block: BlockOfBatch },
  records: readonly ValidRecord[],
): Promise<SettledReports> {
  const groups = [...Map.groupBy(records, ({ reference }) => reference)];
  const known = await register.getMany(
    entity,
    groups.map(([reference]) => reference),
  );

  const candidates = groups.flatMap(([reference, group]) => {
    const { next, live } = settle(known.get(reference), versionsOf(group), block);
    const record = group.find(({ version }) => version === live);
    const isNew = next?.revision === record?.version.revision;
    return record && isNew && record.report.action !== 'delete' ? [record] : [];
  });
  await keepTexts(inbox, { entity, batchId, first: block.first }, candidates);

  const settled: SettledReports = { outcomes: new Map(), live: [] };
  await concurrently(groups, async ([reference, group]) => {
    const versions = versionsOf(group);
    const end = await write(register, entity, reference, { versions, block }, known.get(reference));
    for (const [position, outcome] of end.outcomes) settled.outcomes.set(position, outcome);
    const record = group.find(({ version }) => version === end.live);
    if (record && end.registered) settled.live.push({ record, registered: end.registered });
  });
  return settled;
}

async function keepTexts(
  inbox: Ports['inbox'],
  block: Parameters<Inbox['keepReports']>[0],
  records: readonly ValidRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const texts = records.map(({ report }) => JSON.stringify(report));
  const locations = await inbox.keepReports(block, texts);
  for (const [at, { version }] of records.entries()) {
    const location = locations[at];
    if (location) version.location = location;
  }
}

async function write(
  register: ReportRegister,
  entity: EntityNumber,
  reference: string,
  { versions, block }: { versions: Version[]; block: BlockOfBatch },
  known: RegisteredReport | undefined,
) {
  const { outcomes, next, live } = settle(known, versions, block);
  const end = { outcomes, live, registered: next ?? known };
  if (!next) return end;
  try {
    await register.put(entity, reference, next);
    return end;
  } catch (cause) {
    if (!(cause instanceof StaleWrite)) throw cause;
    const standing = (await register.getMany(entity, [reference])).get(reference);
    return write(register, entity, reference, { versions, block }, standing);
  }
}

const versionsOf = (group: readonly ValidRecord[]): Version[] =>
  group.map(({ version }) => version);
