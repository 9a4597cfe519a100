import { Command, CommanderError, Option } from 'commander';
import { auditCommand } from './audit-command.ts';
import { dlqCommand } from './dlq-command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { indicatorsCommand } from './indicators-command.ts';
import { ledgerCommand } from './ledger-command.ts';
import { packageCommand } from './package-command.ts';
import { receiptsCommand } from './receipts-command.ts';
import { retentionCommand } from './retention-command.ts';
import { statusCommand } from './status-command.ts';
import { submitCommand } from './submit-command.ts';
import type { Terminal } from './terminal.ts';

const exitCodesExplained = `
Exit codes: 0 all accepted; 1 refused or failed; 2 wrong usage; 3 some records rejected;
            4 the API cannot be reached`;

/**
 * Runs one command line.
 *
 * @param words what follows the name of the program.
 * @param input what commands read that are given no file.
 * @returns the exit code; whatever went wrong has been said.
 */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  input: AsyncIterable<Uint8Array> = process.stdin,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const end = (given: ExitCode) => {
    code = given;
  };
  const program = new Command('moneytrail')
    .description('Submit transaction reports to Moneytrail and read what became of them.')
    .addOption(
      new Option('--api <url>', 'where the API is')
        .env('MONEYTRAIL_API')
        .default('http://localhost:3000'),
    )
    .addOption(new Option('--token <token>', 'a bearer token').env('MONEYTRAIL_TOKEN'))
    .addOption(
      new Option(
        '--user <name>',
        'demonstration user, on this machine and without a token',
      ).default('reporting-entity'),
    )
    .addHelpText('after', exitCodesExplained)
    .showHelpAfterError('(moneytrail --help tells more)');
  for (const command of [submitCommand, statusCommand, receiptsCommand]) {
    program.addCommand(command(terminal, end));
  }
  program.addCommand(auditCommand(terminal, end));
  program.addCommand(dlqCommand(terminal, end));
  program.addCommand(indicatorsCommand(terminal, end, input));
  program.addCommand(ledgerCommand(terminal, end));
  program.addCommand(packageCommand(terminal, end));
  program.addCommand(retentionCommand(terminal, end));
  for (const command of withCommandsOf(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (!(error instanceof Failure)) throw error;
    terminal.say(error.message);
    return error.exitCode;
  }
}

const withCommandsOf = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withCommandsOf),
];
