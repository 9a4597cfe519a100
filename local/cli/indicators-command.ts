import { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import { indicatorsCheckCommand } from './indicators-check-command.ts';
import { indicatorsEvaluateCommand } from './indicators-evaluate-command.ts';
import { indicatorsExplainCommand } from './indicators-explain-command.ts';
import { indicatorsTestCommand } from './indicators-test-command.ts';
import type { Terminal } from './terminal.ts';

/** `moneytrail indicators …`: what compliance teams do with rules, without an API. */
export const indicatorsCommand = (
  terminal: Terminal,
  end: (code: ExitCode) => void,
  input: AsyncIterable<Uint8Array>,
): Command =>
  new Command('indicators')
    .description('work with rules on this machine')
    .addCommand(indicatorsCheckCommand(terminal, end))
    .addCommand(indicatorsTestCommand(terminal, end))
    .addCommand(indicatorsEvaluateCommand(terminal, end, input))
    .addCommand(indicatorsExplainCommand(terminal, end));
