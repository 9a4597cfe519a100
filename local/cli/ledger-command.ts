import { Command, InvalidArgumentError } from 'commander';
import type { Rebuilt } from '../../lib/reports/rebuild/rebuild-ledgers.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { dataDirectoryOption, openStores } from './ledger-stores.ts';
import type { Terminal } from './terminal.ts';

type Options = { dataDirectory: string; dryRun?: true; parts: number; json?: true };

/** `moneytrail ledger …`: what those who run Moneytrail do to check what is derived from batches. */
export const ledgerCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('ledger')
    .description('check the ledgers and the register against the raw batches')
    .addCommand(
      new Command('rebuild')
        .description('tell what ledgers should hold from the raw batches; write what differs')
        .addOption(dataDirectoryOption)
        .option('--dry-run', 'only tell what differs')
        .option('--parts <n>', 'work in so many parts, so that less is in memory', positive, 1)
        .option('--json', 'one JSON object on standard output')
        .action(async (options: Options) => end(await rebuild(terminal, options)))
        .addHelpText(
          'after',
          `
A deployed stack is worked on with the AWS credentials of the environment when REPORTS_TABLE,
LEDGER_TABLE, INBOX_BUCKET, LEDGER_BUCKET and EVALUATION_QUEUE_URL are set to its outputs. Exit
code 3: something differed; it is mended unless --dry-run is given. A batch that is being worked on
may be told as missing; run it again when none is.`,
        ),
    );

async function rebuild(terminal: Terminal, options: Options): Promise<ExitCode> {
  const { dataDirectory, dryRun = false, parts, json } = options;
  const ports = await openStores(dataDirectory);
  const { rebuildLedgers } = await import('../../lib/reports/rebuild/rebuild-ledgers.ts');
  const onPart = (done: number, all: number) => {
    if (all > 1) terminal.say(`part ${done} of ${all}`);
  };
  const found = await rebuildLedgers(ports, { write: !dryRun, parts, onPart });
  terminal.print(json ? JSON.stringify({ ...found, written: !dryRun }) : inWords(found, dryRun));
  const isSame = found.differingLedgers.length + found.differingReports.length === 0;
  return isSame ? exitCodes.done : exitCodes.someRejected;
}

function inWords(found: Rebuilt, dryRun: boolean): string {
  const { reports, ledgers, linkKeys, differingReports, differingLedgers } = found;
  const seen = `${reports} reports, ${ledgers} ledgers of subjects, ${linkKeys} of link keys.`;
  if (differingReports.length + differingLedgers.length === 0) {
    return `${seen}\nAll of them say what the raw batches say.`;
  }
  const done = dryRun ? 'differ' : 'differed, and are written anew';
  return [
    seen,
    `${differingLedgers.length} ledgers and ${differingReports.length} reports ${done}:`,
    ...differingLedgers.map((key) => `  ${key}`),
    ...differingReports.map((name) => `  report ${name}`),
  ].join('\n');
}

function positive(text: string): number {
  const parts = Number(text);
  if (Number.isInteger(parts) && parts > 0 && parts <= 1000) return parts;
  throw new InvalidArgumentError('a whole number from 1 to 1000');
}
