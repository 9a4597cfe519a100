import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { checkpointName, newestCheckpoint } from '../../lib/audit/audit-log.ts';
import { readCheckpoint } from '../../lib/audit/checkpoint.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { dataDirectoryOption } from './ledger-stores.ts';
import type { Terminal } from './terminal.ts';

/** `moneytrail audit copy DIRECTORY`: for an auditor, who verifies elsewhere. */
export const auditCopyCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('copy')
    .description('copy the objects of the audit log; those that are there already stay')
    .argument('<directory>')
    .addOption(dataDirectoryOption)
    .action(async (directory: string, { dataDirectory }: { dataDirectory: string }) => {
      const { openBucket } = await import('./audit-bucket.ts');
      const bucket = openBucket(dataDirectory);
      // First, so that everything it speaks of is there when it has been copied.
      const newest = await bucket.get(newestCheckpoint);
      const size = newest ? readCheckpoint(Buffer.from(newest).toString('utf8'))?.size : 0;
      // Of what the log grew by meanwhile: the copy ends where its newest checkpoint does.
      const isLater = (name: string) => name > checkpointName(size ?? 0) && isCheckpoint(name);
      let copied = 0;
      for await (const name of bucket.names('')) {
        const file = join(directory, name);
        // All but the newest checkpoint never change.
        if (name === newestCheckpoint || isLater(name) || existsSync(file)) continue;
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, (await bucket.get(name)) ?? '');
        copied += 1;
      }
      if (newest) writeFileSync(join(directory, newestCheckpoint), newest);
      terminal.say(`${copied} objects were copied.`);
      end(exitCodes.done);
    });

const isCheckpoint = (name: string): boolean => name.startsWith('checkpoints/');
