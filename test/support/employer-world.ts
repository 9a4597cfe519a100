import { assembleCase } from '../../lib/cases/assemble-case.ts';
import type { EmployerRisk } from '../../lib/employers/employer-risk.ts';
import { updateEmployer } from '../../lib/employers/update-employer.ts';
import type { LedgerKey } from '../../lib/identifiers.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import {
  evaluationOf,
  memoryLedgers,
  onDay,
  type Payment,
  type ShortReport,
} from './case-world.ts';
import { memoryAssembly } from './memory-assembly.ts';
import { memoryEmployers } from './memory-employers.ts';

/* A small world of people and those who pay them, from reports in short form to the list. */

/** So many weekly wages by an organization. */
export const wages = (from: string, times = 4, cad = 500): Payment[] =>
  Array.from({ length: times }, (_, week) => ({
    from,
    at: onDay(7 * week),
    cad,
    wages: 'organization' as const,
  }));

/** The same sums sent to somebody, some days after each. */
export const passedOn = (paid: readonly Payment[], to: string, daysLater = 1): Payment[] =>
  paid.map(({ cad }, week) => ({ to, at: onDay(7 * week + daysLater), cad }));

export function employerWorld(rulebook: Rulebook) {
  const { held, ledgers, file } = memoryLedgers();
  const { assembly } = memoryAssembly();
  const store = memoryEmployers();
  const ports = {
    ledgers,
    evaluations: {
      getMany: async (subjects: readonly LedgerKey[]) =>
        new Map(
          subjects.flatMap((key) => {
            const ledger = held.get(key);
            return ledger ? [[key, evaluationOf(ledger, rulebook)] as const] : [];
          }),
        ),
    },
    assembly,
    employers: store.employers,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-06-01T12:00:00.000Z',
    pause: async () => {},
  };

  /** What follows from one message of the disclosure queue. */
  async function tell(key: LedgerKey): Promise<void> {
    if (key.startsWith('employer:')) return updateEmployer(ports, key);
    const { employers } = await assembleCase(ports, key);
    for (const employer of employers) await updateEmployer(ports, employer);
  }
  /** Subjects and employers whose ledgers the reports touch. */
  const filed = (...reports: ShortReport[]): LedgerKey[] =>
    file(...reports).filter((key) => /^(party|employer):/.test(key));

  const listed = async () => (await store.employers.list({ limit: 100 })).items;
  /** Files reports and does all that follows, then finds the list. */
  async function after(...reports: ShortReport[]): Promise<EmployerRisk[]> {
    for (const key of new Set(filed(...reports))) await tell(key);
    return listed();
  }
  return { ports, filed, tell, listed, after, held: store.held };
}
