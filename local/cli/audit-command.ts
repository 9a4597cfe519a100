import { Command } from 'commander';
import { auditCopyCommand } from './audit-copy-command.ts';
import { auditVerifyCommand } from './audit-verify-command.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** `moneytrail audit …`: what an auditor does with the audit log. */
export const auditCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('audit')
    .description('prove that the audit log is what was recorded')
    .addCommand(auditVerifyCommand(terminal, end))
    .addCommand(auditCopyCommand(terminal, end))
    .addHelpText(
      'after',
      `
Without --from the log is that of the stack that runs on this machine or, with AUDIT_BUCKET and
KMS_SIGNING_KEY_ID set, that of a deployed one, with the AWS credentials of the environment. Exit
code 1: something is at fault. docs/audit.md tells how to verify without this program.`,
    );
