import { resolve } from 'node:path';
import { openHttpApi } from './api/http-api.ts';
import { startCloud } from './cloud.ts';
import { region } from './emulators.ts';
import type { AccessKey, Endpoints } from './functions/environment.ts';
import type { InvocationReport } from './functions/function-pool.ts';
import { createIdentity, demonstrationUsers, type UserName } from './identity.ts';
import { lockDirectory } from './lock.ts';
import { publishAddresses } from './published-addresses.ts';
import type { QueueState } from './queues/queue-states.ts';
import { type RunningMachine, runMachine } from './running-machine.ts';
import { synthesize } from './synthesis.ts';
import { type Machine, readMachine } from './template/machine.ts';
import { readSynthesized } from './template/template.ts';

export type StackOptions = {
  /** Everything the stack keeps; one stack at a time may run on it. */
  dataDirectory: string;
  /** A free one when not given. */
  port?: number;
  /** A cloud assembly to run instead of the one made from infra/. */
  assembly?: string;
  /** Replaces the queues' visibility timeouts, so that a test need not wait for a second try. */
  redeliverAfterSeconds?: number;
  /** Replaces variables that functions have, so that a test need not wait for a minute or a million. */
  environment?: Record<string, string>;
  /** Called before a synthesis, which takes several seconds and is kept for the next start. */
  onSynthesis?: () => void;
  /** Called when a function gets an event, and with its outcome. */
  onStart?: (functionName: string) => void;
  onInvocation?: (report: InvocationReport) => void;
};

export type RunningStack = {
  /** Of the API: http://127.0.0.1:3000 */
  url: string;
  dataDirectory: string;
  region: string;
  /** DynamoDB, SQS, S3 and KMS, where `rootKey` may do everything. */
  endpoints: Endpoints;
  rootKey: AccessKey;
  /** What the template said: names of tables, queues, buckets, functions. */
  machine: Machine;
  users: UserName[];
  /** A token for a demonstration user; `agency` chooses whom a recipient speaks for. */
  signIn: (user: UserName, agency?: string) => Promise<string>;
  queues: () => Promise<QueueState[]>;
  /** Resolves when nothing runs and every queue but those of dead letters is empty. */
  idle: () => Promise<void>;
  /** Resolves with a sentence when a part of the stack died and the stack has stopped itself. */
  failed: Promise<string>;
  /** Ends everything that was started, within five seconds. */
  stop: () => Promise<void>;
};

/** What a user of the API needs to know of a stack. */
export type Reachable = Pick<RunningStack, 'url' | 'signIn'>;

/** Each function has the variables of the stores it uses, all of them the same names. */
const storesOf = ({ functions }: Machine): Record<string, string> =>
  Object.fromEntries(
    functions.flatMap(({ environment }) =>
      Object.entries(environment).filter(([name]) =>
        /_(TABLE|BUCKET|QUEUE_URL|KEY_ID)$/.test(name),
      ),
    ),
  );

type Ending = () => Promise<void> | void;

/**
 * Moneytrail on this machine: the template of infra/ read as data, the bundles it names as
 * functions, and local servers in place of the cloud's.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const endings: Ending[] = [];
  try {
    return await start(options, endings);
  } catch (error) {
    await endAll(endings);
    throw error;
  }
}

async function start(options: StackOptions, endings: Ending[]): Promise<RunningStack> {
  const { port = 0, onSynthesis, onStart = () => {}, onInvocation = () => {} } = options;
  const dataDirectory = resolve(options.dataDirectory);
  const lock = lockDirectory(dataDirectory);
  endings.push(() => lock.release());
  const api = await openHttpApi(port);
  endings.push(() => api.stop());

  const assembly = options.assembly ?? (await synthesize(onSynthesis));
  const cloud = await startCloud(dataDirectory);
  endings.push(() => cloud.stop());
  const identity = await createIdentity(dataDirectory, api.url);
  const machine = readMachine(readSynthesized(assembly), {
    region,
    parameters: {
      IdentityIssuer: identity.issuer,
      IdentityAudience: identity.audience,
      SyntheticRecipientKeys: 'accepted',
    },
    sqsEndpoint: cloud.endpoints.sqs,
  });
  if (options.redeliverAfterSeconds !== undefined) {
    for (const { attributes } of machine.queues) {
      attributes['VisibilityTimeout'] = String(options.redeliverAfterSeconds);
    }
  }
  for (const { environment } of machine.functions) {
    for (const [name, value] of Object.entries(options.environment ?? {})) {
      if (name in environment) environment[name] = value;
    }
  }
  await cloud.furnish(machine);
  const running: RunningMachine = runMachine({
    machine,
    cloud,
    api,
    local: identity.answer,
    dataDirectory,
    onStart,
    onInvocation,
  });
  endings.push(() => running.stop());
  const published = publishAddresses(dataDirectory, {
    ...cloud,
    region,
    stores: storesOf(machine),
  });
  endings.push(() => published.remove());

  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= endAll(endings);
    return stopping;
  };
  return {
    url: api.url,
    dataDirectory,
    region,
    endpoints: cloud.endpoints,
    rootKey: cloud.rootKey,
    machine,
    users: Object.keys(demonstrationUsers) as UserName[],
    signIn: (user, agency) => identity.signIn({ user, ...(agency !== undefined && { agency }) }),
    queues: running.queues,
    idle: running.idle,
    failed: cloud.died.then(async (reason) => {
      await stop();
      return reason;
    }),
    stop,
  };
}

/** In the reverse order of the beginnings; one that fails does not keep the others. */
async function endAll(endings: Ending[]): Promise<void> {
  for (const end of endings.toReversed()) {
    await Promise.resolve(end()).catch(() => undefined);
  }
}
