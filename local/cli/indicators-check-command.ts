import { Command } from 'commander';
import * as z from 'zod';
import type { DocumentFault } from '../../lib/indicators/check-rulebook.ts';
import { inspectRulebook } from '../../lib/indicators/read-rulebook.ts';
import { schemaFaults } from '../../lib/indicators/schema-faults.ts';
import { caseFaults } from './case-faults.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';

/** `moneytrail indicators check [DIR]`: what is wrong with the documents of a rulebook. */
export const indicatorsCheckCommand = (
  terminal: Terminal,
  end: (code: ExitCode) => void,
): Command =>
  new Command('check')
    .description('say what is wrong with the documents of a rulebook, and how to mend it')
    .argument('[directory]', 'where indicators, explanations, typologies and lists are', 'rules')
    .option('--json', 'one JSON object a line for each fault')
    .action(async (directory: string, { json }: { json?: true }) => {
      const { faults, good } = await inspect(directory);
      for (const fault of faults) terminal.print(json ? JSON.stringify(fault) : inWords(fault));
      if (!json) terminal.say(closing(faults, good));
      end(faults.length === 0 ? exitCodes.done : exitCodes.refused);
    });

type Inspected = { faults: DocumentFault[]; good: number };

async function inspect(directory: string): Promise<Inspected> {
  try {
    const { rulebook, faults } = await inspectRulebook(directory);
    const { indicators, suppressors, typologies } = rulebook;
    const all = [...faults, ...(await caseFaults(directory))];
    return { faults: all, good: indicators.length + suppressors.length + typologies.length };
  } catch (cause) {
    return { faults: sharedFaults(cause, directory), good: 0 };
  }
}

/** Lists, scoring and number are shared by all documents: none can be judged without them. */
function sharedFaults(cause: unknown, directory: string): DocumentFault[] {
  if (cause instanceof z.ZodError) {
    return schemaFaults(cause).map((fault) => ({ document: directory, ...fault }));
  }
  if (cause instanceof SyntaxError) {
    return [{ document: directory, place: '', mend: cause.message }];
  }
  if (cause instanceof Error && 'code' in cause && 'path' in cause) {
    throw usage(`${String(cause.path)} cannot be read: it is part of every rulebook`, { cause });
  }
  throw cause;
}

const inWords = ({ document, place, mend }: DocumentFault): string =>
  plainText([document, place].filter((part) => part !== '').join(' ')) + plainText(`: ${mend}`);

function closing(faults: readonly DocumentFault[], good: number): string {
  const documents = good === 1 ? '1 document is good' : `${good} documents are good`;
  const bad = new Set(faults.map(({ document }) => document)).size;
  if (bad === 0) return documents;
  const found = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return `${found} in ${bad === 1 ? '1 document' : `${bad} documents`}; ${documents}`;
}
