import { type AssemblyPorts, assembleCase } from '../../lib/cases/assemble-case.ts';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import type { Cases } from '../../lib/cases/cases.ts';
import { claimCase } from '../../lib/disclosures/claim-case.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { type CaseId, type LedgerKey, ledgerKeySchema } from '../../lib/identifiers.ts';
import type { Evaluation } from '../../lib/indicators/match.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import type { Ledger } from '../../lib/ledger/ledger.ts';
import { evaluationOf, memoryLedgers, type ShortReport, subject } from './case-world.ts';
import { memoryAssembly } from './memory-assembly.ts';
import { memoryCases } from './memory-cases.ts';
import { memoryStandings } from './memory-standings.ts';

/**
 * The machine that keeps cases and the people who work on them, over the same stores. Reports come in
 * short form; messages that decisions lead to wait until `settle`.
 *
 * @param judge what is found about one subject: by default what its reports state.
 */
export function caseWorkWorld(
  rulebook: Rulebook,
  judge: (ledger: Ledger, book: Rulebook) => Evaluation = evaluationOf,
) {
  const { held: ledgersHeld, ledgers, file } = memoryLedgers();
  const { held, assembly, bind } = memoryAssembly();
  const memory = memoryCases({ cases: held.cases, bind });
  const cases: Cases = {
    ...memory.cases,
    assessment: async (caseId) => held.assessments.get(caseId)?.assessment,
  };
  let seconds = 0;
  const now = () => new Date(Date.UTC(2026, 5, 1, 12, 0, seconds++)).toISOString();
  const machine: AssemblyPorts = {
    ledgers,
    evaluations: {
      async getMany(subjects) {
        const judged = subjects.flatMap((key) => ledgersHeld.get(key) ?? []);
        return new Map(judged.map((ledger) => [ledger.key, judge(ledger, rulebook)]));
      },
    },
    assembly,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-06-01T12:00:00.000Z',
    pause: async () => {},
  };
  const { standings } = memoryStandings();
  const people = { cases, assembly, ledgers, standings, routingTables: routingFile('rules'), now };

  /** Whose cases a change of these ledgers may touch. */
  const affected = (keys: readonly LedgerKey[]): LedgerKey[] => {
    const users = keys.flatMap((key) =>
      [...(ledgersHeld.get(key)?.contributions.values() ?? [])]
        .flatMap(({ members = [] }) => members)
        .map((member) => member.subject),
    );
    return [...new Set([...keys.filter((key) => key.startsWith('party:')), ...users])];
  };

  return {
    people,
    machine,
    held: { ...memory.held, ...held },
    caseOf: (name: string): CaseId => caseIdOf([subject(name)]),

    async receive(...reports: ShortReport[]) {
      for (const key of affected(file(...reports))) await assembleCase(machine, key);
    },

    /** The same through a machine that answers otherwise, several assemblies at a time. */
    async receiveThrough(through: AssemblyPorts, ...reports: ShortReport[]) {
      await Promise.all(affected(file(...reports)).map((key) => assembleCase(through, key)));
    },

    /** Works off what decisions asked to be assembled. */
    async settle() {
      const waiting = memory.held.messages.splice(0).filter(({ queue }) => queue === 'disclosure');
      for (const { body } of waiting) {
        const { subject: key } = JSON.parse(body) as { subject: string };
        await assembleCase(machine, ledgerKeySchema.parse(key));
      }
    },

    /** Ann takes up the case named after somebody. */
    async claim(name: string, actor = 'ann') {
      const { revision } = await claimCase(people, { caseId: caseIdOf([subject(name)]), actor });
      return { caseId: caseIdOf([subject(name)]), actor, revision, reason: 'As the facts tell.' };
    },

    /** Who is together in a case, by name of the first, whatever the case is called. */
    groups(): string[] {
      const all = [...held.assessments.values()].map(({ assessment }) =>
        assessment.subjects.map((one) => one.subject).join(' '),
      );
      return [...new Set(all)].sort();
    },

    /** What was found about each group, whatever its cases are called. */
    findings(): string[] {
      const all = [...held.assessments.values()].map(
        ({ assessment: { caseId: _, heeds: __, subjects, ...facts } }) =>
          JSON.stringify({
            ...facts,
            subjects: subjects.map(({ ledgerVersion: ___, ...one }) => one),
          }),
      );
      return [...new Set(all)].sort();
    },
  };
}
