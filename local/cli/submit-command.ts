import { Command } from 'commander';
import type { Api } from './api.ts';
import { type BatchFile, openBatchFile } from './batch-file.ts';
import { describeBatch, exitCodeOf } from './batch-view.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Refusal, usage } from './failure.ts';
import { type Credentials, signIn } from './sign-in.ts';
import { submitFile } from './submit.ts';
import type { Terminal } from './terminal.ts';
import { watchBatch } from './watch-batch.ts';

type Options = Credentials & {
  idempotencyKey?: string;
  asIs?: true;
  wait?: true;
  json?: true;
};

/** `moneytrail submit FILE…` */
export const submitCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('submit')
    .description('submit batches of reports')
    .argument('<file...>', 'JSON, NDJSON or CSV, plain or packed (.gz, .zst)')
    .option('--idempotency-key <key>', 'instead of the digest of the file')
    .option('--as-is', 'do not pack plain files with zstd on the way')
    .option('--wait', 'until every record has a receipt')
    .option('--json', 'one JSON object a line on standard output')
    .action(async (paths: string[], _own: unknown, command: Command) => {
      end(await submit(terminal, paths, command.optsWithGlobals<Options>()));
    });

/** The worst of what became of the files. One that is refused does not keep the others. */
async function submit(terminal: Terminal, paths: string[], options: Options): Promise<ExitCode> {
  if (options.idempotencyKey !== undefined && paths.length > 1) {
    throw usage('One idempotency key stands for one file');
  }
  const files = await Promise.all(paths.map(openBatchFile));
  const api = await signIn(options, terminal.say);
  const codes: ExitCode[] = [];
  for (const file of files) {
    try {
      codes.push(await submitOne(terminal, api, file, options));
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      const { problem, message, exitCode } = failure;
      terminal.say(`${file.name}: ${message}`);
      if (problem.type === '/problems/idempotency-key-reused') terminal.say(sentOtherwise);
      if (options.json) terminal.print(JSON.stringify({ file: file.name, problem }));
      codes.push(exitCode);
    }
  }
  return (
    [exitCodes.refused, exitCodes.someRejected].find((code) => codes.includes(code)) ??
    exitCodes.done
  );
}

const sentOtherwise =
  '  It was sent before, packed otherwise: as it is, or by another release. moneytrail status knows what became of it; if it never ended, send it under an --idempotency-key of your own.';

async function submitOne(
  terminal: Terminal,
  api: Api,
  file: BatchFile,
  { idempotencyKey: key, asIs, wait, json }: Options,
): Promise<ExitCode> {
  const sent = await submitFile(api, file, { key, asIs, progress: terminal.progress });
  if (!wait && !json) terminal.say(`${file.name}: sent. moneytrail status ${sent.batchId}`);
  const batch = wait ? await watchBatch(api, sent.batchId, terminal.progress) : sent;
  terminal.print(json ? JSON.stringify({ file: file.name, ...batch }) : describeBatch(batch));
  return exitCodeOf(batch);
}
