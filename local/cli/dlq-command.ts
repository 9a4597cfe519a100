import { Command } from 'commander';
import { dlqListCommand } from './dlq-list-command.ts';
import { dlqReplayCommand } from './dlq-replay-command.ts';
import { dlqShowCommand } from './dlq-show-command.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** `moneytrail dlq …`: what those who run Moneytrail do with messages that failed too often. */
export const dlqCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('dlq')
    .description('messages that failed too often: see them, and send them again')
    .addCommand(dlqListCommand(terminal, end))
    .addCommand(dlqShowCommand(terminal, end))
    .addCommand(dlqReplayCommand(terminal, end))
    .addHelpText(
      'after',
      `
With --stack the queues are those of a deployed stack, reached as the AWS SDK is configured:
AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL_SQS. It needs sqs:ListQueues and, on the queues,
GetQueueAttributes, ReceiveMessage, ChangeMessageVisibility, DeleteMessage and SendMessage, and
kms:Decrypt and kms:GenerateDataKey on their key. Without it they are those of the stack that
runs on this machine.`,
    );
