import type { CaseView } from '../../lib/cases/api.ts';
import type { RecipientId } from '../../lib/identifiers.ts';
import type { RunningStack } from '../stack.ts';
import { colleague } from './colleague.ts';
import type { Client } from './first-report-on.ts';
import { wrap } from './wrap.ts';

const stranger = { surname: 'EXAMPLE', given: 'Nobody', birthDate: '1996-02-11' };
type Person = typeof stranger;

/**
 * A police service files a record on somebody in an open case, and one on somebody whom no report knows.
 *
 * @returns the two answers, which are alike, and what an analyst then sees on the case.
 */
export async function fileInformation(
  stack: RunningStack,
  { agency, client, cases }: { agency: RecipientId; client: Client; cases: readonly CaseView[] },
): Promise<string[]> {
  const police = await colleague(stack, 'recipient', agency);
  const answers: string[] = [];
  for (const [place, person] of [client, stranger].entries()) {
    const record = recordOn(person, `2026-0011${7 + place}`);
    const answer = await police.post<object>('/v1/information-records', record);
    answers.push(`     ${person.given} ${person.surname}: ${JSON.stringify(answer)}`);
  }
  await stack.idle();
  return [
    `   ${agency} names two people, one in a case above, one whom no report knows:`,
    ...answers,
    '   Each answer says that the record is kept and what it is compared with, and nothing else. On the case an analyst sees:',
    ...(await seenByAnalyst(stack, cases)),
  ];
}

async function seenByAnalyst(stack: RunningStack, cases: readonly CaseView[]): Promise<string[]> {
  const analyst = await colleague(stack, 'analyst');
  const views = await Promise.all(cases.map(({ links }) => analyst.get<CaseView>(links.self)));
  return views.flatMap(({ case: { caseId }, assessment, informationRecords }) =>
    informationRecords.flatMap(({ record, met }) => {
      const subjects = new Set(met.map(({ subject }) => subject));
      const names = (assessment?.subjects ?? [])
        .filter(({ subject }) => subjects.has(subject))
        .map(({ displayName }) => displayName ?? 'somebody unnamed');
      return wrap(
        `${caseId}: ${record.agency} investigates ${names.join(', ')} for ${record.offence.replaceAll('-', ' ')}, file ${record.fileNumber}. Whoever asked stands first among its recipients.`,
        '     ',
      );
    }),
  );
}

const recordOn = ({ surname, given, birthDate }: Person, fileNumber: string) => ({
  fileNumber,
  lawfulGround: 'Investigation of an offence under section 279.01 of the Criminal Code',
  offence: 'trafficking-in-persons',
  urgency: 'urgent',
  narrative: 'Demonstration on synthetic data.',
  persons: [{ surname, given, birthDate }],
});
