import { expect } from 'vitest';
import { createHandler, type Ports } from '../../functions/assemble-disclosure/handler.ts';
import type { LedgerKey } from '../../lib/identifiers.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { decidePossibleMatch } from '../../lib/information-records/decide-possible-match.ts';
import { fileInformation } from '../../lib/information-records/file-information.ts';
import { matchInformation } from '../../lib/information-records/match-information.ts';
import type { PossibleVerdict } from '../../lib/information-records/possible-match.ts';
import { withdrawInformation } from '../../lib/information-records/withdraw-information.ts';
import { evaluationOf, memoryLedgers, type ShortReport, subject } from './case-world.ts';
import { filedInformation } from './filed-information.ts';
import { lambdaContext } from './http-event.ts';
import { memoryAssembly } from './memory-assembly.ts';
import { memoryCases } from './memory-cases.ts';
import { memoryEmployers } from './memory-employers.ts';
import { memoryFrozen } from './memory-frozen.ts';
import { memoryInformation } from './memory-information.ts';
import { memoryStandings } from './memory-standings.ts';
import { queueEvent } from './queue-event.ts';

/** A machine that assembles cases from short reports, and agencies that file records. */
export function informedWorld(rulebook: Rulebook) {
  const world = memoryLedgers();
  const store = memoryAssembly();
  const filed = memoryInformation();
  const { cases } = memoryCases({ cases: store.held.cases });
  const assessment = async (caseId: string) => store.held.assessments.get(caseId)?.assessment;
  const ports: Ports = {
    informed: filed.informed,
    possible: filed.possible,
    watched: filed.watched,
    employers: memoryEmployers().employers,
    ledgers: world.ledgers,
    evaluations: {
      getMany: async (subjects) =>
        new Map(
          subjects.flatMap((key) => {
            const ledger = world.held.get(key);
            return ledger ? [[key, evaluationOf(ledger, rulebook)] as const] : [];
          }),
        ),
    },
    assembly: store.assembly,
    frozen: memoryFrozen(store.held.cases).frozen,
    standings: memoryStandings().standings,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-06-01T12:00:00.000Z',
    pause: async () => {},
  };
  const assemble = async (subjects: readonly LedgerKey[]) => {
    const messages = subjects.map((one) => ({ type: 'subject-evaluated', subject: one }));
    if (messages.length === 0) return;
    const { batchItemFailures } = Object(
      await createHandler(ports)(queueEvent(...messages), lambdaContext()),
    );
    expect(batchItemFailures).toEqual([]);
  };
  return {
    store: store.held,
    filed,
    assemble,
    async report(...reports: ShortReport[]) {
      world.file(...reports);
      await assemble(reports.map(({ about }) => subject(about)));
    },
    async withdraw(report: Parameters<typeof world.withdraw>[0]) {
      world.withdraw(report);
      await assemble([subject(report.about)]);
    },
    async ask(agency: string, other: Parameters<typeof filedInformation>[0] = {}) {
      const { recordId } = await fileInformation(
        { information: filed.information, allowances: { draw: async () => {} }, now: ports.now },
        { agency, user: 'officer', filed: filedInformation(other), requestKey: agency },
      );
      await match(agency, recordId);
      return recordId;
    },
    /** The agency takes its record back. */
    async takeBack(agency: string, recordId: string) {
      await withdrawInformation(
        { information: filed.information, now: ports.now },
        { agency, user: 'officer', recordId, reason: 'The wrong number.' },
      );
      await match(agency, recordId);
    },
    /** An analyst decides on the one possible match there is. */
    async judge(verdict: PossibleVerdict) {
      const [found] = filed.matches.values();
      if (!found) throw new Error('nobody is alike');
      const { version } = found;
      const requestKey = `${verdict} ${version}`;
      const said = { verdict, version, reason: 'Seen.', actor: 'ana', requestKey };
      await decidePossibleMatch({ ...filed, now: ports.now }, found, said);
      await assemble([found.subject]);
    },
  };

  async function match(agency: string, recordId: string) {
    await matchInformation(
      {
        information: filed.information,
        possible: filed.possible,
        cases: { list: cases.list, assessment },
        ledgers: world.ledgers,
        announce: (evaluated) => assemble(evaluated.map((one) => one.subject)),
      },
      { agency, recordId },
    );
  }
}
