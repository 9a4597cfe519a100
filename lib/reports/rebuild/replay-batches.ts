import type { LedgerKey } from '../../identifiers.ts';
import type { Contribution } from '../../ledger/contribution.ts';
import { contributionName } from '../../ledger/ledger.ts';
import { maxContentBytes } from '../accept-upload.ts';
import type { AcceptedBatch } from '../batch.ts';
import { decompress } from '../decompress.ts';
import { examineRecord, type ValidRecord } from '../examine-record.ts';
import type { Inbox } from '../inbox.ts';
import { openBatch } from '../read-batch.ts';
import { verified } from '../slice-digests.ts';

/** What the raw batches say of one report: the version that is live by the order of revisions. */
export type LiveReport = Pick<ValidRecord['version'], 'revision' | 'digest' | 'action'> & {
  entity: string;
  reference: string;
  /** The subjects that the live version speaks of. */
  touches: readonly LedgerKey[];
};

export type ReplayPorts = {
  /** Every batch that was accepted, of every reporting entity, in any order. */
  batches: () => AsyncIterable<AcceptedBatch>;
  inbox: Pick<Inbox, 'read'>;
};

/** By entity and reference. Only records that have receipts count: the others are still to come. */
export async function liveReports(ports: ReplayPorts): Promise<Map<string, LiveReport>> {
  const live = new Map<string, LiveReport>();
  for await (const { entity, record } of validRecords(ports)) {
    const { reference, version } = record;
    const name = contributionName({ entity, reference });
    const { revision, digest, action, touches } = version;
    if ((live.get(name)?.revision ?? '') >= revision) continue;
    live.set(name, { entity, reference, revision, digest, action, touches });
  }
  return live;
}

/** What the live versions contribute to the ledgers of the subjects that `isWanted` picks. */
export async function* liveContributions(
  ports: ReplayPorts,
  live: ReadonlyMap<string, LiveReport>,
  isWanted: (subject: LedgerKey) => boolean,
): AsyncGenerator<[LedgerKey, Contribution]> {
  for await (const { entity, record } of validRecords(ports)) {
    const name = contributionName({ entity, reference: record.reference });
    if (live.get(name)?.revision !== record.version.revision) continue;
    for (const told of record.contributions) if (isWanted(told[0])) yield told;
  }
}

/** The text of each live version of some reports, for it to be kept again. */
export async function* liveRecords(
  ports: ReplayPorts,
  live: ReadonlyMap<string, LiveReport>,
  names: ReadonlySet<string>,
): AsyncGenerator<{ batch: AcceptedBatch; record: ValidRecord }> {
  for await (const { entity, batch, record } of validRecords(ports)) {
    const name = contributionName({ entity, reference: record.reference });
    if (!names.has(name) || live.get(name)?.revision !== record.version.revision) continue;
    yield { batch, record };
  }
}

async function* validRecords({ batches, inbox }: ReplayPorts) {
  for await (const batch of batches()) {
    const { entity, encoding, form, source } = batch;
    if (batch.done === 0) continue;
    const content = decompress(
      verified(await inbox.read(source), batch),
      encoding,
      maxContentBytes,
    );
    const { records } = await openBatch(form, content, { entity });
    for await (const raw of records) {
      if (raw.position >= batch.done) break;
      const { valid: record } = examineRecord(raw, batch);
      if (record) yield { entity, batch, record };
    }
  }
}
