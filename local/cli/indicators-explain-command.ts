import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { explainIndicator } from '../../lib/indicators/explain-indicator.ts';
import type { Indicator } from '../../lib/indicators/indicator.ts';
import type { Neighbourhood } from '../../lib/indicators/neighbourhood.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { readBy } from '../../lib/indicators/schema-faults.ts';
import type { Ledger } from '../../lib/ledger/ledger.ts';
import { isLocalTime } from '../../lib/time.ts';
import type { Language } from '../../lib/translated.ts';
import type { IndicatorCase } from '../../rules/case-ledger.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { explanationText } from './explanation-text.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';
import { readRules } from './read-rules.ts';
import type { Terminal } from './terminal.ts';

type Options = { case?: number; ledger?: string; asOf?: string; lang: Language; json?: true };

/** `moneytrail indicators explain`: why an indicator holds of a ledger, or why it does not. */
export const indicatorsExplainCommand = (
  terminal: Terminal,
  end: (code: ExitCode) => void,
): Command =>
  new Command('explain')
    .description('tell why an indicator holds of a ledger, or why it does not')
    .argument('<id>', 'HT-SEX-001')
    .addOption(
      new Option(
        '--case <n>',
        'the n-th of its own cases in rules/<id>/cases.json; the first where no ledger is given',
      )
        .argParser(positive)
        .conflicts('ledger'),
    )
    .option('--ledger <file>', 'a ledger in the form that cases have: {"entries": […], …}')
    .addOption(new Option('--as-of <time>', 'RFC 3339, instead of the newest').argParser(time))
    .addOption(new Option('--lang <language>', 'of the words').choices(['en', 'fr']).default('en'))
    .option('--json', 'the explanation as one JSON object')
    .action(async (id: string, { asOf, lang, json, ...from }: Options) => {
      const { folders, rulebook } = await readRules();
      const folder = folders.find(({ indicator }) => indicator.id === id);
      if (!folder) throw usage(`There is no indicator ${plainText(id)} in rules/.`);
      const { ledger, neighbourhood, given } = await subjectOf(from, folder, rulebook);
      const explanation = await explainIndicator(rulebook, ledger, id, { asOf, neighbourhood });
      const { indicator } = folder;
      terminal.print(
        json
          ? JSON.stringify(explanation)
          : [
              ...(given ? [caseText(given, lang)] : []),
              explanationText(explanation, { indicator, ledger }, lang),
            ].join('\n'),
      );
      end(exitCodes.done);
    });

function positive(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A number from 1 on is needed.');
}

function time(text: string): string {
  if (isLocalTime(text)) return text;
  throw new InvalidArgumentError('RFC 3339 with an offset is needed: 2026-03-02T03:12:00-05:00.');
}

type Given = { number: number; words: string };
type Subject = { ledger: Ledger; neighbourhood?: Neighbourhood; given?: Given };

/** Cases are told in English alone. */
const caseText = ({ number, words }: Given, lang: Language): string =>
  plainText(lang === 'en' ? `Case ${number}: ${words}` : `Cas ${number} : ${words}`);

/** Around the subject of a file there is nobody; a case tells of its neighbours. */
async function subjectOf(
  { case: number = 1, ledger: file }: Pick<Options, 'case' | 'ledger'>,
  { indicator, cases }: { indicator: Indicator; cases: readonly IndicatorCase[] },
  rulebook: Rulebook,
): Promise<Subject> {
  const { caseLedgerSchema, expandCaseLedger } = await import('../../rules/case-ledger.ts');
  if (file !== undefined) {
    const read = readBy(caseLedgerSchema, await readJson(file));
    if ('document' in read) return { ledger: expandCaseLedger(read.document) };
    const faults = read.faults.map(({ place, mend }) =>
      place === '' ? mend : `${place}: ${mend}`,
    );
    throw usage(plainText(`${file} is no ledger: ${faults[0]}`));
  }
  const theCase = cases[number - 1];
  if (!theCase) {
    throw usage(`${indicator.id} has ${cases.length} cases.`);
  }
  const { neighbourhoodOfCase } = await import('../../rules/case-neighbours.ts');
  return {
    ledger: expandCaseLedger(theCase.ledger),
    neighbourhood: await neighbourhoodOfCase(theCase, rulebook),
    given: { number, words: theCase.given },
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    const text = await readFile(file, 'utf8');
    return JSON.parse(text.replace(byteOrderMark, ''));
  } catch (cause) {
    throw usage(plainText(`${file} ${whyUnreadable(cause)}.`), { cause });
  }
}

/** Some editors begin a file with it, and nobody sees it. */
const byteOrderMark = /^\uFEFF/;

function whyUnreadable(cause: unknown): string {
  if (cause instanceof SyntaxError) return `is not JSON: ${cause.message}`;
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'ENOENT') return 'does not exist';
  return code === 'EISDIR' ? 'is a directory, not a file' : 'cannot be read';
}
