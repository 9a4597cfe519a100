#!/usr/bin/env node
// The command line for reporting entities: `npx moneytrail --help`.
import { run } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), processTerminal());
