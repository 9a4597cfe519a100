import { createHandler as assembleDisclosure } from '../../../functions/assemble-disclosure/handler.ts';
import { createHandler as decideCase } from '../../../functions/decide-case/handler.ts';
import { createHandler as dispatchDisclosure } from '../../../functions/dispatch-disclosure/handler.ts';
import { createHandler as evaluateSubjects } from '../../../functions/evaluate-subjects/handler.ts';
import { createHandler as ingestBatch } from '../../../functions/ingest-batch/handler.ts';
import { createHandler as readBatches } from '../../../functions/read-batches/handler.ts';
import { createHandler as readCases } from '../../../functions/read-cases/handler.ts';
import { createHandler as readDisclosures } from '../../../functions/read-disclosures/handler.ts';
import { createHandler as recordAudit } from '../../../functions/record-audit/handler.ts';
import { createHandler as requestUpload } from '../../../functions/request-upload/handler.ts';
import { createHandler as serveOutbox } from '../../../functions/serve-outbox/handler.ts';
import { createHandler as submitBatch } from '../../../functions/submit-batch/handler.ts';
import { createHandler as sweepOutbox } from '../../../functions/sweep-outbox/handler.ts';
import { acceptedReports } from '../../../lib/aws/accepted-reports.ts';
import { allowanceRepository } from '../../../lib/aws/allowance-repository.ts';
import { amendmentRepository } from '../../../lib/aws/amendment-repository.ts';
import { assemblyRepository } from '../../../lib/aws/assembly-repository.ts';
import { auditHeads } from '../../../lib/aws/audit-heads.ts';
import { auditObjects } from '../../../lib/aws/audit-objects.ts';
import { auditQueue } from '../../../lib/aws/audit-queue.ts';
import { auditStore } from '../../../lib/aws/audit-store.ts';
import { batchAnnouncements } from '../../../lib/aws/batch-announcements.ts';
import { batchRepository } from '../../../lib/aws/batch-repository.ts';
import { caseRepository } from '../../../lib/aws/case-repository.ts';
import { disclosureQueue } from '../../../lib/aws/disclosure-queue.ts';
import { disclosureRepository } from '../../../lib/aws/disclosure-repository.ts';
import { employerRepository } from '../../../lib/aws/employer-repository.ts';
import { evaluationQueue } from '../../../lib/aws/evaluation-queue.ts';
import { evaluationRepository } from '../../../lib/aws/evaluation-repository.ts';
import { frozenRepository } from '../../../lib/aws/frozen-repository.ts';
import { inboxBucket } from '../../../lib/aws/inbox.ts';
import { informationRepository } from '../../../lib/aws/information-repository.ts';
import { intakeQueue } from '../../../lib/aws/intake-queue.ts';
import { kmsSigner } from '../../../lib/aws/kms-signer.ts';
import { ledgerRepository } from '../../../lib/aws/ledger-repository.ts';
import { outboxPublisher } from '../../../lib/aws/outbox.ts';
import { outboxRepository } from '../../../lib/aws/outbox-repository.ts';
import { outboxTable } from '../../../lib/aws/outbox-table.ts';
import { packageStore } from '../../../lib/aws/package-store.ts';
import { partUploads } from '../../../lib/aws/part-uploads.ts';
import { possibleMatchRepository } from '../../../lib/aws/possible-match-repository.ts';
import { receiptStore } from '../../../lib/aws/receipt-store.ts';
import { reportReader } from '../../../lib/aws/report-reader.ts';
import { reportRegister } from '../../../lib/aws/report-register.ts';
import { reportStandings } from '../../../lib/aws/report-standings.ts';
import { sealedPackageStore } from '../../../lib/aws/sealed-package-store.ts';
import { uploadRepository } from '../../../lib/aws/upload-repository.ts';
import { nothingToAssemble } from '../../../lib/cases/nothing-to-assemble.ts';
import type { RoutingTable } from '../../../lib/disclosures/recipient.ts';
import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import { warmJudges } from '../../../lib/indicators/warm-judges.ts';
import { watchedKeys } from '../../../lib/information-records/watched-keys.ts';
import { allowances } from '../../../lib/reports/allowances.ts';
import type { Clients } from '../../../local/simulated/clients.ts';
import type { SkewedClock } from './simulated-clock.ts';
import { simulatedLinks, simulatedSealing } from './simulated-sealing.ts';
import type { Stores } from './stores.ts';

/** How much stands in the heads of ledgers and of the register before it is sealed into chunks. */
export type Scale = {
  sealAbove?: number;
  openEntries?: number;
  bounds?: Parameters<typeof reportRegister>[0]['bounds'];
  placeOf?: Parameters<typeof reportRegister>[0]['placeOf'];
};

/** What an instance of a function is made of. */
export type Machine = SkewedClock & {
  scale: Scale;
  clients: Clients;
  stores: Stores;
  /** What was deployed with it: read once, as from files. */
  rulebook: Rulebook;
  routing: RoutingTable;
  pause: (attempt: number) => Promise<void>;
  /** Random and unique. */
  newName(): string;
};

/** A function as the platform starts it. */
export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const handler = (created: unknown) => created as Handler;

/*
 * Each function on simulated services, wired as its `functions/<name>/index.ts` wires it to the real
 * ones.
 */

const tables = ({ clients, stores, pause }: Machine) => ({
  reports: { client: clients.dynamodb, table: stores.tables.reports, pause },
  cases: { client: clients.dynamodb, table: stores.tables.cases, pause },
});

/** Of `evaluate-subjects`. */
const entriesInMemory = 250_000;
const entriesWhileAssembling = 200_000;

export const ledgersOf = (
  { clients, stores, pause, scale }: Omit<Machine, keyof SkewedClock>,
  options: { entriesInMemory?: number } = {},
) =>
  ledgerRepository({
    client: clients.dynamodb,
    table: stores.tables.ledger,
    s3: clients.s3,
    bucket: stores.buckets.ledger,
    pause,
    ...(scale.sealAbove !== undefined && { sealAbove: scale.sealAbove }),
    openEntries: scale.openEntries,
    ...options,
  });

export const registerOf = ({ clients, stores, pause, scale }: Omit<Machine, keyof SkewedClock>) =>
  reportRegister({
    client: clients.dynamodb,
    table: stores.tables.reports,
    s3: clients.s3,
    bucket: stores.buckets.inbox,
    pause,
    ...(scale.bounds && { bounds: scale.bounds }),
    ...(scale.placeOf && { placeOf: scale.placeOf }),
  });

const buckets = ({ clients, stores, pause }: Machine) => ({
  inbox: { client: clients.s3, bucket: stores.buckets.inbox, pause },
  packages: { client: clients.s3, bucket: stores.buckets.packages, pause },
  audit: { client: clients.s3, bucket: stores.buckets.audit, pause },
});

const rulebooksOf = ({ rulebook }: Machine) => ({ active: async () => rulebook });

/** More than any history asks for. */
const plenty = {
  batchesPerMinute: 10_000,
  bytesPerMinute: 1_000_000_000,
  waitingRecords: 1_000_000,
  expectedRecordsPerMinute: 10_000,
};

const allowancesOf = (machine: Machine) =>
  allowances({
    kept: allowanceRepository(tables(machine).reports),
    limitsOf: () => plenty,
    now: machine.now,
    pause: machine.pause,
  });

/** A permit is a signature of its own; the upload itself is simulated with the bytes. */
const permits = ({ now }: Machine) => ({
  permit: async ({ name }: { name: string }) => ({
    url: `https://inbox.example/${name}`,
    headers: {},
    expiresAt: now(),
  }),
});

const signerOf = ({ clients, stores }: Machine) =>
  kmsSigner({ client: clients.kms, key: stores.signingKey });

/** What every function that shows personal data is given. */
const readingOf = ({ clients, stores, now, newId }: Machine) => ({
  tellReads: auditQueue({ client: clients.sqs, url: stores.queues.audit }),
  now,
  newId,
});

const announceFor = (machine: Machine) => {
  const { clients, stores, pause } = machine;
  return disclosureQueue({ client: clients.sqs, url: stores.queues.disclosure, pause });
};

const createFunction = {
  'submit-batch': (machine: Machine) => {
    const { reports } = tables(machine);
    const { sqs } = machine.clients;
    const queues = { intake: machine.stores.queues.intake };
    return submitBatch({
      allowances: allowancesOf(machine),
      batches: batchRepository(reports),
      announcements: batchAnnouncements({
        ...reports,
        outbox: outboxPublisher({ ...reports, sqs, queues }),
      }),
      inbox: inboxBucket(buckets(machine).inbox),
      now: machine.now,
      newId: machine.newId,
    });
  },

  'request-upload': (machine: Machine) =>
    requestUpload({
      allowances: allowancesOf(machine),
      batches: batchRepository(tables(machine).reports),
      permits: permits(machine),
      uploads: uploadRepository(tables(machine).reports),
      parts: partUploads({ ...buckets(machine).inbox, now: machine.now }),
      now: machine.now,
      newId: machine.newId,
    }),

  'ingest-batch': (machine: Machine) => {
    const { reports } = tables(machine);
    const { inbox } = buckets(machine);
    const { sqs } = machine.clients;
    const { queues } = machine.stores;
    return ingestBatch({
      batches: batchRepository(reports),
      register: registerOf(machine),
      ledgers: ledgersOf(machine),
      inbox: inboxBucket(inbox),
      receipts: receiptStore(inbox),
      evaluations: evaluationQueue({ client: sqs, url: queues.evaluation }),
      intake: intakeQueue({ client: sqs, url: queues.intake }),
      now: machine.now,
      newId: machine.newId,
    });
  },

  'read-batches': (machine: Machine) =>
    readBatches({
      batches: batchRepository(tables(machine).reports),
      receipts: receiptStore(buckets(machine).inbox),
      now: machine.now,
    }),

  'evaluate-subjects': (machine: Machine) => {
    const { cases } = tables(machine);
    const ledgers = ledgersOf(machine, { entriesInMemory });
    return evaluateSubjects({
      ledgers,
      evaluations: evaluationRepository(cases),
      rulebooks: rulebooksOf(machine),
      judges: warmJudges({ mostEntries: entriesInMemory }),
      nothingToAssemble: nothingToAssemble({ ledgers, assembly: assemblyRepository(cases) }),
      announce: announceFor(machine),
      pause: machine.pause,
    });
  },

  'assemble-disclosure': (machine: Machine) => {
    const { cases } = tables(machine);
    const announce = announceFor(machine);
    return assembleDisclosure({
      ledgers: ledgersOf(machine, { entriesInMemory: entriesWhileAssembling }),
      evaluations: evaluationRepository(cases),
      assembly: assemblyRepository(cases),
      frozen: frozenRepository(cases),
      informed: informationRepository(cases),
      possible: possibleMatchRepository(cases),
      watched: watchedKeys(informationRepository(cases)),
      standings: reportStandings({ register: registerOf(machine) }),
      employers: employerRepository(cases),
      rulebooks: rulebooksOf(machine),
      announce: (subjects) =>
        announce(subjects.map((subject) => ({ subject, reason: machine.newName() }))),
      now: machine.now,
      pause: machine.pause,
    });
  },

  'read-cases': (machine: Machine) => {
    const { cases } = tables(machine);
    return readCases({
      ...readingOf(machine),
      information: informationRepository(cases),
      informed: informationRepository(cases),
      possible: possibleMatchRepository(cases),
      watched: watchedKeys(informationRepository(cases)),
      cases: caseRepository(cases),
      assembly: assemblyRepository(cases),
      frozen: frozenRepository(cases),
      employers: employerRepository(cases),
      ledgers: ledgersOf(machine),
      rulebooks: rulebooksOf(machine),
      routingTables: { active: async () => machine.routing },
    });
  },

  'decide-case': (machine: Machine) => {
    const { cases } = tables(machine);
    const { inbox, packages } = buckets(machine);
    const { sqs } = machine.clients;
    const { dispatch, audit, disclosure } = machine.stores.queues;
    const queues = { dispatch, audit, disclosure };
    const outbox = outboxPublisher({ ...cases, sqs, queues });
    const register = registerOf(machine);
    return decideCase({
      assembly: assemblyRepository(cases),
      cases: caseRepository({ ...cases, outbox }),
      disclosures: disclosureRepository(cases),
      packages: packageStore(packages),
      ledgers: ledgersOf(machine),
      reports: reportReader({ register, accepted: acceptedReports(inbox) }),
      standings: reportStandings({ register }),
      rulebooks: rulebooksOf(machine),
      routingTables: { active: async () => machine.routing },
      now: machine.now,
    });
  },

  'read-disclosures': (machine: Machine) =>
    readDisclosures({
      ...readingOf(machine),
      disclosures: disclosureRepository(tables(machine).cases),
      amendments: amendmentRepository(tables(machine).cases),
      packages: packageStore(buckets(machine).packages),
    }),

  'dispatch-disclosure': (machine: Machine) => {
    const { cases } = tables(machine);
    return dispatchDisclosure({
      disclosures: disclosureRepository(cases),
      outboxes: outboxRepository(cases),
      packages: packageStore(buckets(machine).packages),
      sealedPackages: sealedPackageStore(buckets(machine).packages),
      signer: kmsSigner({ client: machine.clients.kms, key: machine.stores.signingKey }),
      ...simulatedSealing(machine.now),
      now: machine.now,
    });
  },

  'record-audit': (machine: Machine) =>
    recordAudit({
      cases: caseRepository(tables(machine).cases),
      auditTrail: auditStore(buckets(machine).audit),
      heads: auditHeads({ ...tables(machine).cases, table: machine.stores.tables.leaves }),
      objects: auditObjects(buckets(machine).audit),
      signer: signerOf(machine),
      pause: machine.pause,
    }),

  'serve-outbox': (machine: Machine) => {
    const { cases } = tables(machine);
    const { sqs } = machine.clients;
    const { audit } = machine.stores.queues;
    return serveOutbox({
      ...readingOf(machine),
      cases: caseRepository({
        ...cases,
        outbox: outboxPublisher({ ...cases, sqs, queues: { audit } }),
      }),
      disclosures: disclosureRepository(cases),
      outboxes: outboxRepository(cases),
      packages: packageStore(buckets(machine).packages),
      sealedPackages: sealedPackageStore(buckets(machine).packages),
      sealedLinks: simulatedLinks,
      now: machine.now,
    });
  },

  'sweep-outbox': (machine: Machine) => {
    const { reports, cases } = tables(machine);
    const { sqs } = machine.clients;
    const { intake, dispatch, audit, disclosure } = machine.stores.queues;
    const queues = { intake, dispatch, audit, disclosure };
    return sweepOutbox({
      tables: [reports, cases].map((table) =>
        outboxTable({ ...table, publisher: outboxPublisher({ ...table, sqs, queues }) }),
      ),
      now: machine.now,
    });
  },
};

export type FunctionName = keyof typeof createFunction;

/** One instance of a function. */
export const instanceOf = (name: FunctionName, machine: Machine): Handler =>
  handler(createFunction[name](machine));
