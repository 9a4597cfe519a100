import { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import { packageRebuildCommand } from './package-rebuild-command.ts';
import { packageVerifyCommand } from './package-verify-command.ts';
import type { Terminal } from './terminal.ts';

/** `moneytrail package …`: what recipients and auditors do with packages, without an API. */
export const packageCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('package')
    .description('verify a disclosure package, or make one anew and compare')
    .addCommand(packageVerifyCommand(terminal, end))
    .addCommand(packageRebuildCommand(terminal, end));
