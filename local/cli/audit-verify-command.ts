import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { VerifyOptions } from '../../lib/audit/verify/verify-log.ts';
import { verifyLog } from '../../lib/audit/verify/verify-log.ts';
import { openCopy } from './audit-copies.ts';
import { hashInThreads } from './audit-threads.ts';
import { verdictInWords } from './audit-words.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import { dataDirectoryOption } from './ledger-stores.ts';
import { plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';

type Options = {
  from?: string;
  publicKey?: string;
  since?: string;
  dataDirectory: string;
  json?: true;
};

/** `moneytrail audit verify` */
export const auditVerifyCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('verify')
    .description('recompute the audit log from its leaves, and name the first that is at fault')
    .option('--from <url|directory>', 'a copy of the log; else the log of the stack itself')
    .option('--public-key <file>', 'PEM of the key that must have signed')
    .option('--since <file>', 'a checkpoint you kept: the log must have grown from it')
    .addOption(dataDirectoryOption)
    .option('--json', 'one JSON object on standard output')
    .action(async ({ from, json, dataDirectory, ...files }: Options) => {
      const given = optionsOf(files);
      const verdict = from
        ? await verifyLog(openCopy(from), { ...given, hashAll: hashInThreads(from) })
        : await verifyStack(dataDirectory, given);
      terminal.print(json ? JSON.stringify(verdict) : verdictInWords(verdict));
      end(verdict.fault ? exitCodes.refused : exitCodes.done);
    });

async function verifyStack(dataDirectory: string, given: VerifyOptions) {
  // Loaded only by who needs it: it takes longer than most commands.
  const { openBucket } = await import('./audit-bucket.ts');
  const bucket = openBucket(dataDirectory);
  return verifyLog(bucket, { publicKey: await bucket.publicKey(), ...given });
}

function optionsOf({ publicKey, since }: Pick<Options, 'publicKey' | 'since'>): VerifyOptions {
  return {
    ...(publicKey !== undefined && { publicKey: keyIn(publicKey) }),
    ...(since !== undefined && { since: textIn(since) }),
  };
}

function keyIn(file: string): string {
  const pem = textIn(file);
  if (pem.includes('-----BEGIN PUBLIC KEY-----')) return pem;
  throw usage(`${plainText(file)} holds no public key as PEM`);
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw usage(`${plainText(file)} cannot be read`, { cause: cause as Error });
  }
}
