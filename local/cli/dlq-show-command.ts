import { Command, InvalidArgumentError } from 'commander';
import type { DeadLetter } from '../../lib/aws/dead-letters.ts';
import { openQueues, type Whose, whoseOptions } from './dlq-queues.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { loggedErrors } from './logged-errors.ts';
import { plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';
import { type ToldMessage, toldMessage } from './told-message.ts';

type Options = Whose & { limit: number; json?: true };

/** `moneytrail dlq show QUEUE` */
export const dlqShowCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('show')
    .description('what failed too often in a queue: kinds and ids, never content')
    .argument('<queue>', 'as dlq list names it')
    .option('--limit <n>', 'at most so many messages', positive, 20)
    .addOption(whoseOptions[0])
    .addOption(whoseOptions[1])
    .option('--json', 'one JSON object a message and line')
    .action(async (name: string, { limit, json, ...whose }: Options) => {
      const { client, named } = await openQueues(whose);
      const queue = named(name);
      const { lookAtDeadLetters } = await import('../../lib/aws/dead-letters.ts');
      const letters = queue.count === 0 ? [] : await lookAtDeadLetters(client, queue, limit);
      const errors =
        whose.stack === undefined ? await loggedErrors(whose.dataDirectory) : undefined;
      for (const letter of letters) {
        const error = errors?.get(letter.messageId);
        const told = { ...tellOf(letter), ...(error && { error }), ...toldMessage(letter.body) };
        terminal.print(json ? JSON.stringify(told) : textOf(told));
      }
      if (!json) terminal.say(`${letters.length} of ${queue.count} shown. ${whereToLook}`);
      end(exitCodes.done);
    });

const whereToLook =
  'What went wrong is in the log of the function: search it for the message id, beside it is the class of the error.';

type Told = ReturnType<typeof tellOf> & ToldMessage & { error?: string };

const tellOf = ({ messageId, sentAt, receiveCount }: DeadLetter) => ({
  messageId,
  sentAt,
  receiveCount,
});

function textOf({ messageId, sentAt, receiveCount, error, type, ids }: Told): string {
  const lines = Object.entries(ids).map(([name, value]) => `  ${name}: ${value}`);
  return plainTextLines(
    `${messageId} ${type}`,
    `  first sent ${sentAt}, received ${receiveCount} times`,
    ...(error === undefined ? [] : [`  last failed with ${error}`]),
    ...lines,
  );
}

const plainTextLines = (...lines: string[]): string => lines.map(plainText).join('\n');

function positive(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A number from 1 to 9999 is needed.');
}
