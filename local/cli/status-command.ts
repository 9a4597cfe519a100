import { Command } from 'commander';
import { describeBatch, exitCodeOf } from './batch-view.ts';
import type { ExitCode } from './exit-codes.ts';
import { type Credentials, signIn } from './sign-in.ts';
import type { Terminal } from './terminal.ts';
import { readBatch, watchBatch } from './watch-batch.ts';

type Options = Credentials & { watch?: true; json?: true };

/** `moneytrail status BATCH_ID` */
export const statusCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('status')
    .description('what has become of a batch')
    .argument('<batch-id>')
    .option('--watch', 'until every record has a receipt')
    .option('--json', 'the batch as one JSON object')
    .action(async (batchId: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const api = await signIn(options, terminal.say);
      const batch = options.watch
        ? await watchBatch(api, batchId, terminal.progress)
        : await readBatch(api, batchId);
      terminal.print(options.json ? JSON.stringify(batch) : describeBatch(batch));
      end(exitCodeOf(batch));
    });
