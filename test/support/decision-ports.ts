import { assessmentDigest } from '../../lib/cases/assessment.ts';
import type { OpenCase } from '../../lib/cases/case.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { emptyLedger } from '../../lib/ledger/ledger.ts';
import { assessment, onFile, rulebook } from './disclosure-case.ts';
import { memoryCases } from './memory-cases.ts';

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
  let seconds = 0;
  const ports = {
    cases: memory.cases,
    disclosures: memory.disclosures,
    packages: memory.packages,
    outboxes: memory.outboxes,
    auditTrail: memory.auditTrail,
    reports: { read: async () => [onFile] },
    ledgers: {
      get: async (key: string) => emptyLedger(key),
      getMany: async () => new Map(),
      merge: async () => ({ changed: false, version: 0 }),
      mergeMany: async () => {},
    },
    rulebooks: { active: async () => rulebook },
    routingTables: routingFile('rules'),
    now: () => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds++)).toISOString(),
  };
  return { ports, held: memory.held };
}

export const grounds =
  'One person deposits cash at night for another, who keeps the money and pays for adverts.';
