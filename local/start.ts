// npm start: Moneytrail on this machine, kept in .data/ from one start to the next.
import { parseArgs } from 'node:util';
import { seedSamples } from './seed.ts';
import { type RunningStack, startStack } from './stack.ts';

await run().catch((error: Error) => endWith(error.message));

async function run(): Promise<void> {
  const { dataDirectory, seeded } = readOptions();
  const stack = await startStack({
    dataDirectory,
    port: readPort(),
    onSynthesis: () => console.log('Reading the infrastructure (some seconds, once a change) …'),
  });
  stopOnSignal(stack);
  void stack.failed.then((reason) => endWith(`${reason}. The stack has stopped.`));
  console.log(welcome(stack, seeded ? await seed(stack) : ''));
}

function readOptions() {
  const { values: given } = parseArgs({
    options: {
      'data-directory': { type: 'string', default: '.data' },
      seed: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  return { dataDirectory: given['data-directory'], seeded: given.seed };
}

function readPort(): number {
  const { PORT = '3000' } = process.env;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    throw new Error(`PORT is a number up to 65535, not ${PORT}.`);
  }
  return Number(PORT);
}

/** Samples that cannot be submitted are no reason not to run; the next start tries again. */
async function seed(stack: RunningStack): Promise<string> {
  try {
    const count = await seedSamples(stack);
    return count > 0 ? `\n${count} sample batches were submitted.\n` : '';
  } catch (error) {
    return `\nThe samples were not submitted: ${(error as Error).message}\n`;
  }
}

function stopOnSignal(stack: RunningStack): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('\nStopping …');
      void stack.stop().then(() => process.exit(0));
    });
  }
}

function welcome({ url, users, dataDirectory }: RunningStack, seeded: string): string {
  return `
Moneytrail runs on this machine.

  API    ${url}
  Docs   ${url}/docs
  Data   ${dataDirectory} (logs in logs/)
${seeded}
Demonstration users: ${users.join(', ')}.
To sign in as one of them and ask, paste into another terminal:

  token() { curl -s ${url}/_local/identity/token -d "{\\"user\\":\\"$1\\"}" | cut -d'"' -f4; }
  curl -s ${url}/v1/cases -H "authorization: Bearer $(token analyst)"
  curl -s ${url}/v1/batches -H "authorization: Bearer $(token reporting-entity)"
  curl -s ${url}/v1/audit -H "authorization: Bearer $(token auditor)"

Whether the audit log is what was recorded: npx moneytrail audit verify --data-directory ${dataDirectory}

Ctrl-C stops it.`;
}

function endWith(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
