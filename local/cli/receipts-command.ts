import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { countVerdicts, describeCounts } from './batch-view.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import { formatReceipts, type ReceiptFormat, receiptFormats } from './receipt-formats.ts';
import { type Receipt, readReceipts } from './receipts.ts';
import { type Credentials, signIn } from './sign-in.ts';
import type { Terminal } from './terminal.ts';

type Options = Credentials & { format: ReceiptFormat; only?: 'rejected'; output?: string };

/** `moneytrail receipts BATCH_ID` */
export const receiptsCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('receipts')
    .description('the receipt of each record of a batch')
    .argument('<batch-id>')
    .addOption(new Option('--format <format>').choices(receiptFormats).default('json'))
    .addOption(new Option('--only <which>', 'leave the others out').choices(['rejected']))
    .option('--output <file>', 'instead of standard output')
    .action(async (batchId: string, _own: unknown, command: Command) => {
      const { format, only, output, ...credentials } = command.optsWithGlobals<Options>();
      const api = await signIn(credentials, terminal.say);
      const counts = countVerdicts();
      const counted = async function* () {
        for await (const receipt of readReceipts(api, batchId)) {
          counts.add(receipt.verdict);
          if (isRejected(receipt) || only === undefined) yield receipt;
        }
      };
      const pieces = formatReceipts(format, counted());
      if (output === undefined) await terminal.write(pieces);
      else await writeTo(output, pieces);
      const { rejected = 0, conflicting = 0 } = counts.counted;
      terminal.say(describeCounts(counts.counted) || 'No record has a receipt yet.');
      end(rejected + conflicting > 0 ? exitCodes.someRejected : exitCodes.done);
    });

const isRejected = ({ verdict }: Receipt): boolean =>
  verdict === 'rejected' || verdict === 'conflicting-duplicate';

const writeTo = (file: string, pieces: AsyncIterable<string>): Promise<void> =>
  writeFile(file, pieces).catch((cause: unknown) => {
    if (isFileError(cause)) throw usage(`${file} cannot be written (${cause.code})`);
    throw cause;
  });

const isFileError = (cause: unknown): cause is NodeJS.ErrnoException =>
  cause instanceof Error && 'syscall' in cause && 'code' in cause;
