import { userInfo } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { retentionStores } from '../../lib/aws/retention-stores.ts';
import { type BatchPlan, hasDue, type RetentionPlan } from '../../lib/retention/plan-retention.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import { dataDirectoryOption } from './ledger-stores.ts';
import { openRetention } from './retention-stores.ts';
import { planInWords } from './retention-words.ts';
import type { Terminal } from './terminal.ts';

type Options = { dataDirectory: string; asOf: string; json?: true };
type RunOptions = Options & { confirm?: true; actor: string };

const asOfOption = () =>
  new Option('--as-of <date>', 'the day asked about, from its first moment in UTC')
    .argParser(day)
    .makeOptionMandatory();

const explained = `
Nothing personal is told: ids of batches, references of reports, counts and dates. A deployed stack is
worked on with the AWS credentials of the environment when these are set to its outputs:
${retentionStores.join(', ')}.`;

/** `moneytrail retention …`: what those who run Moneytrail do to keep it no longer than it may be kept. */
export const retentionCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('retention')
    .description('tell what has been kept for long enough, and destroy it')
    .addCommand(
      new Command('plan')
        .description('tell what would be destroyed, and why all else stays; nothing is touched')
        .addOption(asOfOption())
        .addOption(dataDirectoryOption)
        .option('--json', 'one JSON object on standard output')
        .action(async (options: Options) => end(await plan(terminal, options)))
        .addHelpText('after', explained),
    )
    .addCommand(
      new Command('run')
        .description('destroy what is due; safe to repeat after it was broken off')
        .addOption(asOfOption())
        .option('--confirm', 'that it is meant: nothing brings it back')
        .option('--actor <name>', 'who does it, for the audit log', userInfo().username)
        .addOption(dataDirectoryOption)
        .option('--json', 'one JSON object on standard output')
        .action(async (options: RunOptions) => end(await run(terminal, options)))
        .addHelpText('after', explained),
    );

async function plan(terminal: Terminal, options: Options): Promise<ExitCode> {
  const ports = await openRetention(options.dataDirectory);
  const { dryRun } = await import('../../lib/retention/run-retention.ts');
  const planned = await dryRun(ports, options.asOf);
  terminal.print(options.json ? asJson(planned, false) : planInWords(planned, false));
  return exitCodes.done;
}

async function run(terminal: Terminal, options: RunOptions): Promise<ExitCode> {
  if (!options.confirm)
    throw usage('Nothing is destroyed without --confirm. See "retention plan".');
  const now = new Date().toISOString();
  if (Date.parse(options.asOf) > Date.parse(now)) {
    throw usage('What is due in the future is not due: --as-of may not be later than today.');
  }
  const ports = await openRetention(options.dataDirectory);
  const { runRetention } = await import('../../lib/retention/run-retention.ts');
  const onBatch = ({ batchId }: BatchPlan) => terminal.say(`batch ${batchId}: done`);
  const { asOf, actor } = options;
  const planned = await runRetention(ports, { asOf, actor, onBatch });
  terminal.print(options.json ? asJson(planned, true) : planInWords(planned, true));
  return exitCodes.done;
}

const asJson = (planned: RetentionPlan, isDone: boolean): string =>
  JSON.stringify({ ...planned, due: planned.batches.filter(hasDue).length, destroyed: isDone });

/** @returns the first moment of that day, UTC. */
function day(text: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : undefined;
  if (moment && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)) {
    return moment.toISOString();
  }
  throw new InvalidArgumentError('a date, as 2041-11-26');
}
