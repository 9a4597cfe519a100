import { assessmentDigest } from '../../lib/cases/assessment.ts';
import type { OpenCase } from '../../lib/cases/case.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { emptyLedger } from '../../lib/ledger/ledger.ts';
import { assessment, onFile, rulebook } from './disclosure-case.ts';
import { memoryCases } from './memory-cases.ts';
import { memoryStandings } from './memory-standings.ts';
import { sealingPorts } from './sealing-ports.ts';
import { toldReads } from './told-reads.ts';

export const openCase: OpenCase = {
  caseId: assessment.caseId,
  revision: 1,
  decisions: 0,
  typology: 'sexual-exploitation',
  outcome: 'review',
  raisedAt: '2026-11-20T22:00:00Z',
  assessmentDigest: assessmentDigest(assessment),
  gateHolds: true,
  status: 'open',
};

/** All ports of human decisions, with one open case. The clock moves on by a second with each look. */
export function decisionPorts() {
  const memory = memoryCases();
  memory.held.cases.set(openCase.caseId, openCase);
  memory.held.assessments.set(openCase.caseId, assessment);
  const { standings, set } = memoryStandings({
    report: onFile.key,
    digest: onFile.digest,
    withdrawn: false,
    acceptedAt: '2026-11-20T21:00:00.000Z',
  });
  const { told, ports: reading } = toldReads();
  let seconds = 0;
  const ports = {
    ...reading,
    cases: memory.cases,
    assembly: {
      read: async () => ({
        memberships: new Map(),
        assessments: new Map(),
        cases: new Map(memory.held.cases),
      }),
    },
    frozen: memory.frozen,
    amendments: memory.amendments,
    standings,
    disclosures: memory.disclosures,
    packages: memory.packages,
    sealedPackages: memory.sealedPackages,
    ...sealingPorts(),
    outboxes: memory.outboxes,
    auditTrail: memory.auditTrail,
    reports: { read: async () => [onFile] },
    ledgers: {
      get: async (key: string) => emptyLedger(key),
      version: async () => 0,
      getMany: async () => new Map(),
      merge: async () => ({
        changed: false,
        version: 0,
        since: 0,
        uses: [],
        users: { newest: [], more: false },
      }),
      mergeMany: async () => new Map(),
      markShared: async () => {},
    },
    rulebooks: { active: async () => rulebook },
    routingTables: routingFile('rules'),
    now: () => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds++)).toISOString(),
  };
  return { ports, held: { ...memory.held, reads: told }, register: set };
}

export const grounds =
  'One person deposits cash at night for another, who keeps the money and pays for adverts.';
