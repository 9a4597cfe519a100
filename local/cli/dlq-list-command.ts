import { Command } from 'commander';
import type { DeadLetter, DeadLetterQueue } from '../../lib/aws/dead-letters.ts';
import { openQueues, type Queues, type Whose, whoseOptions } from './dlq-queues.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

type Options = Whose & { json?: true };

/** Enough to see since when: SQS hands out the older ones first, more or less. */
const looked = 10;

/** `moneytrail dlq list` */
export const dlqListCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('list')
    .description('each queue, how many of its messages failed too often, and since when')
    .addOption(whoseOptions[0])
    .addOption(whoseOptions[1])
    .option('--json', 'one JSON object a line')
    .action(async ({ json, ...whose }: Options) => {
      const queues = await openQueues(whose);
      for (const queue of queues.all) {
        const told = {
          queue: queue.name,
          count: queue.count,
          oldest: await oldestIn(queues, queue),
        };
        terminal.print(json ? JSON.stringify(told) : lineOf(told, Date.now()));
      }
      end(exitCodes.done);
    });

async function oldestIn(
  { client }: Queues,
  queue: DeadLetterQueue,
): Promise<DeadLetter['sentAt'] | null> {
  if (queue.count === 0) return null;
  const { lookAtDeadLetters } = await import('../../lib/aws/dead-letters.ts');
  const letters = await lookAtDeadLetters(client, queue, looked);
  return letters.map(({ sentAt }) => sentAt).sort()[0] ?? null;
}

type Told = { queue: string; count: number; oldest: string | null };

function lineOf({ queue, count, oldest }: Told, now: number): string {
  const since = oldest === null ? '' : `, the oldest sent ${ago(now - Date.parse(oldest))} ago`;
  return `${queue.padEnd(12)} ${count}${since}`;
}

/** "3 days", "2 hours", "1 minute". */
function ago(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const [amount, unit] =
    minutes >= 2880
      ? [Math.floor(minutes / 1440), 'day']
      : minutes >= 120
        ? [Math.floor(minutes / 60), 'hour']
        : [minutes, 'minute'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
