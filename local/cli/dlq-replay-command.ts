import { Command, Option } from 'commander';
import { openQueues, unanswered, type Whose, whoseOptions } from './dlq-queues.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import type { Terminal } from './terminal.ts';

type Options = Whose & { message?: string; all?: true; json?: true };

/** `moneytrail dlq replay QUEUE` */
export const dlqReplayCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('replay')
    .description('send messages that failed too often to their queue again')
    .argument('<queue>', 'as dlq list names it')
    .addOption(new Option('--message <id>', 'this one').conflicts('all'))
    .addOption(new Option('--all', 'all that are there now'))
    .addOption(whoseOptions[0])
    .addOption(whoseOptions[1])
    .option('--json', 'one JSON object with the ids of what was sent')
    .action(async (name: string, { message, all, json, ...whose }: Options) => {
      if (message === undefined && !all) throw usage('Say which: --message ID, or --all');
      const begunAt = new Date().toISOString();
      const { client, named } = await openQueues(whose);
      const queue = named(name);
      const sent = await replay(terminal, {
        client,
        queue,
        chosen: { begunAt, ...(message !== undefined && { chosen: message }) },
      });
      if (message !== undefined && sent.length === 0) {
        throw usage(`There is no such message in ${queue.name} now. Others may be looking at it.`);
      }
      const told = `${sent.length} sent to ${queue.name} again`;
      terminal.print(json ? JSON.stringify({ queue: queue.name, sent }) : told);
      end(exitCodes.done);
    });

type Replay = {
  client: Awaited<ReturnType<typeof openQueues>>['client'];
  queue: Awaited<ReturnType<typeof openQueues>>['all'][number];
  chosen: { begunAt: string; chosen?: string };
};

async function replay(terminal: Terminal, { client, queue, chosen }: Replay): Promise<string[]> {
  const { replayDeadLetters } = await import('../../lib/aws/dead-letters.ts');
  const bar = terminal.progress.begin('Sending');
  let done = 0;
  try {
    return await replayDeadLetters(client, queue, {
      ...chosen,
      onSent: () => {
        done += 1;
        bar.show(done, Math.max(done, queue.count));
      },
    });
  } catch (cause) {
    terminal.say(`${done} were sent before that; the others are where they were.`);
    throw unanswered(cause);
  } finally {
    bar.end();
  }
}
