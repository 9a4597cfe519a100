import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { MachineFunction } from '../template/functions.ts';

export type ThreadData = {
  directory: string;
  handler: string;
  functionName: string;
  memoryMegabytes: number;
  arn: string;
};

export type Invocation = { event: string; requestId: string; deadline: number };

/** What became of an invocation; results travel as JSON, as they do on Lambda. */
export type Outcome = { ok: true; result: string } | { ok: false; reason: string };

/** One execution environment of a function: started once, used for one event after the other. */
export class FunctionWorker {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  #settle: ((outcome: Outcome) => void) | undefined;
  #dead: string | undefined;

  constructor(fn: MachineFunction, environment: Record<string, string>, log: Writable) {
    const { directory, handler, physicalName, memoryMegabytes, arn, timeoutSeconds } = fn;
    const workerData: ThreadData = {
      directory,
      handler,
      functionName: physicalName,
      memoryMegabytes,
      arn,
    };
    this.#timeoutMs = timeoutSeconds * 1000;
    this.#worker = new Worker(new URL('./function-thread.ts', import.meta.url), {
      workerData,
      env: environment,
      execArgv: ['--enable-source-maps', '--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
      stdout: true,
      stderr: true,
    });
    this.#worker.stdout.pipe(log, { end: false });
    this.#worker.stderr.pipe(log, { end: false });
    this.#worker.on('message', (outcome: Outcome) => this.#finish(outcome));
    this.#worker.once('error', (error) => {
      log.write(`${error.stack}\n`);
      this.#die(`the function crashed: ${error.message}`);
    });
    this.#worker.once('exit', () => this.#die('the function ended its process'));
  }

  /** No more events can be given to it. */
  get dead(): boolean {
    return this.#dead !== undefined;
  }

  /** A worker that is over its time is ended with everything it still does. */
  async invoke(event: string): Promise<Outcome> {
    if (this.#dead) return { ok: false, reason: this.#dead };
    const finished = new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
    });
    const deadline = Date.now() + this.#timeoutMs;
    const timer = setTimeout(() => {
      void this.end(`the function timed out after ${this.#timeoutMs / 1000} s`);
    }, this.#timeoutMs);
    this.#worker.postMessage({ event, requestId: randomUUID(), deadline } satisfies Invocation);
    try {
      return await finished;
    } finally {
      clearTimeout(timer);
    }
  }

  async end(reason = 'the stack is stopping'): Promise<void> {
    this.#die(reason);
    await this.#worker.terminate();
  }

  #die(reason: string): void {
    this.#dead ??= reason;
    this.#finish({ ok: false, reason: this.#dead });
  }

  #finish(outcome: Outcome): void {
    this.#settle?.(outcome);
    this.#settle = undefined;
  }
}
