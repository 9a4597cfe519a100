import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { MachineFunction } from '../template/functions.ts';
import type { Machine } from '../template/machine.ts';
import { type Endpoints, environmentOf } from './environment.ts';
import { FunctionPool, type InvocationReport } from './function-pool.ts';
import type { Outcome } from './function-worker.ts';

export type FleetOptions = {
  machine: Machine;
  endpoints: Endpoints;
  region: string;
  logDirectory: string;
  onStart: (functionName: string) => void;
  onInvocation: (report: InvocationReport) => void;
};

/** All functions of the machine, each with its pool and its log file. */
export class Fleet {
  readonly #pools = new Map<string, FunctionPool>();
  readonly #logs: WriteStream[] = [];

  constructor({ machine, endpoints, region, logDirectory, ...watchers }: FleetOptions) {
    mkdirSync(logDirectory, { recursive: true });
    for (const fn of machine.functions) {
      const log = createWriteStream(join(logDirectory, `${fn.name}.log`), { flags: 'a' });
      // Each worker's two streams are piped into it.
      log.setMaxListeners(0);
      this.#logs.push(log);
      const environment = environmentOf(fn, endpoints, region);
      const size = concurrencyOf(fn, machine);
      const pool = new FunctionPool({ fn, environment, log, size, ...watchers });
      this.#pools.set(fn.arn, pool).set(fn.physicalName, pool);
    }
  }

  /** @param reference the function's ARN or name, as the template refers to it. */
  invoke(reference: string, event: unknown): Promise<Outcome> {
    const pool = this.#pools.get(reference);
    if (!pool) throw new Error(`The template has no function ${reference}`);
    return pool.invoke(event);
  }

  get running(): number {
    return [...new Set(this.#pools.values())].reduce((sum, { running }) => sum + running, 0);
  }

  async stop(): Promise<void> {
    await Promise.all([...new Set(this.#pools.values())].map((pool) => pool.stop()));
    for (const log of this.#logs) log.end();
  }
}

const httpConcurrency = 4;

/** More workers than processors would only take memory: the cloud's limits are upper ones. */
export function reasonableConcurrency(limit: number): number {
  return Math.min(limit, Math.max(2, availableParallelism()));
}

function concurrencyOf(fn: MachineFunction, { mappings, routes }: Machine): number {
  const fed = mappings
    .filter(({ functionRef }) => functionRef === fn.arn || functionRef === fn.physicalName)
    .map(({ maxConcurrency }) => reasonableConcurrency(maxConcurrency));
  const asked = routes.some(({ functionArn }) => functionArn === fn.arn);
  return Math.max(1, fed.reduce((sum, one) => sum + one, 0) + (asked ? httpConcurrency : 0));
}
