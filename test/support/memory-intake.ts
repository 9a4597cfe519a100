import { v7 } from 'uuid';
import { StaleWrite } from '../../lib/errors.ts';
import { digest, type LedgerKey } from '../../lib/identifiers.ts';
import { type BatchRecord, noCounts, statusAfter } from '../../lib/reports/batch.ts';
import type { Ports as IngestPorts } from '../../lib/reports/ingest-batch.ts';
import { reportsName } from '../../lib/reports/object-names.ts';
import type { Receipt } from '../../lib/reports/receipts.ts';
import type { RegisteredReport } from '../../lib/reports/register.ts';
import { memoryLedgers } from './memory-ledgers.ts';
import { entity, receivedAt } from './reports.ts';

/** The ports of the intake, kept in memory with the same conditions as on AWS. */
export function memoryIntake() {
  const batches = new Map<string, BatchRecord>();
  const references = new Map<string, { batchId: string; digest: string }>();
  const register = new Map<string, RegisteredReport>();
  const objects = new Map<string, Uint8Array>();
  const receipts = new Map<string, Receipt[]>();
  const { held, ledgers } = memoryLedgers();
  const evaluated = new Set<LedgerKey>();
  const again: string[] = [];

  const requireStanding = ({ batchId, done, repeats }: BatchRecord) => {
    const standing = batches.get(batchId);
    if (standing?.done !== done || standing.repeats !== repeats) throw new StaleWrite('batch');
  };

  const ports: IngestPorts = {
    batches: {
      get: async ({ batchId }) => structuredClone(batches.get(batchId)),
      list: async () => ({ batches: [...batches.values()], more: false }),
      claimOfKey: async () => undefined,
      claimOfReference: async (_entity, reference) => references.get(reference),
      register: async (batch) => void batches.set(batch.batchId, batch),
      claimKey: async () => {},
      accept: async (batch, arrival) => {
        const stale = batches.get(batch.batchId)?.status !== 'awaiting-upload';
        if (stale || references.has(arrival.batchReference)) throw new StaleWrite('batch');
        const accepted = { ...batch, ...arrival, status: 'accepted' as const };
        batches.set(batch.batchId, accepted);
        references.set(arrival.batchReference, { ...batch, digest: arrival.digest });
        return accepted;
      },
      refuse: async ({ batchId }, status, problem) => {
        const batch = batches.get(batchId);
        if (batch?.status === 'awaiting-upload')
          batches.set(batchId, { ...batch, status, problem });
      },
      repeat: async (batch) => {
        requireStanding(batch);
        const next = { ...batch, repeats: (batch.repeats ?? 0) + 1 };
        batches.set(batch.batchId, next);
        return next;
      },
      advance: async (batch, progress) => {
        requireStanding(batch);
        const status = statusAfter(batch.submitted, progress.done, progress.counts);
        const next = { ...batch, ...progress, status };
        batches.set(batch.batchId, next);
        return next;
      },
      stall: async ({ batchId }, stalledAt) => {
        const batch = batches.get(batchId);
        if (batch) batches.set(batchId, { ...batch, stalledAt });
      },
      resume: async ({ batchId }) => {
        const { stalledAt: _, ...batch } = batches.get(batchId) ?? {};
        if ('batchId' in batch) batches.set(batchId, batch as BatchRecord);
      },
    },
    register: {
      getMany: async (_entity, names) =>
        new Map(
          names.flatMap((name) => {
            const found = register.get(name);
            return found ? [[name, structuredClone(found)]] : [];
          }),
        ),
      change: async (_entity, names, decide) => {
        for (const reference of new Set(names)) {
          const next = decide(reference, structuredClone(register.get(reference)));
          if (next) register.set(reference, structuredClone(next));
        }
      },
    },
    inbox: {
      read: async (name) => chunked(objects.get(name) ?? Buffer.alloc(0)),
      keepReports: async (block, reports) => {
        const name = reportsName(block, digest(reports.join('\n')));
        objects.set(name, Buffer.from(reports.join('\n')));
        let offset = 0;
        return reports.map((text) => {
          const location = { name, offset, length: Buffer.byteLength(text), index: 0 };
          offset += location.length + 1;
          return location;
        });
      },
    },
    receipts: {
      keep: async ({ batchId, first }, given) => {
        const name = `${batchId}/${first}`;
        const standing = receipts.get(name) ?? structuredClone([...given]);
        receipts.set(name, standing);
        return standing;
      },
      read: async ({ batchId, first }) => receipts.get(`${batchId}/${first}`) ?? [],
    },
    ledgers,
    evaluations: { request: async (keys) => keys.forEach((key) => void evaluated.add(key)) },
    intake: { takeUpAgain: async ({ batchId }) => void again.push(batchId) },
    now: () => receivedAt,
    newId: v7,
  };

  /** An accepted NDJSON batch of so many records. Ids given in order are accepted in order. */
  function accept(content: string, submitted: number, batchId: string = v7()): BatchRecord {
    const source = `batches/${batchId}`;
    objects.set(source, Buffer.from(content));
    const batch: BatchRecord = {
      entity,
      batchId,
      status: 'accepted',
      form: 'ndjson',
      encoding: 'identity',
      source,
      createdAt: receivedAt,
      receivedAt,
      digest: digest(content),
      acceptedAs: batchId,
      submitted,
      done: 0,
      counts: noCounts,
    };
    batches.set(batchId, batch);
    return batch;
  }

  /** All receipts of a batch in the order of its records. */
  const receiptsOf = (batchId: string): Receipt[] =>
    [...receipts]
      .filter(([name]) => name.startsWith(batchId))
      .flatMap(([, block]) => block)
      .sort((a, b) => a.record - b.record);

  return { ports, accept, receiptsOf, batches, register, objects, ledgers: held, evaluated, again };
}

async function* chunked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 65_536) {
    yield bytes.subarray(start, start + 65_536);
  }
}
