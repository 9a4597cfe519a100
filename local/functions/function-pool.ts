import type { Writable } from 'node:stream';
import type { MachineFunction } from '../template/functions.ts';
import { FunctionWorker, type Outcome } from './function-worker.ts';

export type InvocationReport = {
  function: string;
  durationMs: number;
  /** undefined when it went well. */
  failure: string | undefined;
};

export type PoolOptions = {
  fn: MachineFunction;
  environment: Record<string, string>;
  log: Writable;
  /** How many events may be worked on at once. */
  size: number;
  onStart: (functionName: string) => void;
  onInvocation: (report: InvocationReport) => void;
};

/** The execution environments of one function: started when needed, kept warm, replaced when dead. */
export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #idle: FunctionWorker[] = [];
  readonly #all = new Set<FunctionWorker>();
  readonly #waiting: ((worker: FunctionWorker) => void)[] = [];
  #running = 0;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get running(): number {
    return this.#running;
  }

  /** @param event anything JSON can say. A failure is an outcome, not an exception. */
  async invoke(event: unknown): Promise<Outcome> {
    if (this.#stopped) return { ok: false, reason: 'the stack is stopping' };
    this.#running++;
    const started = performance.now();
    const worker = await this.#take();
    this.#options.onStart(this.#options.fn.name);
    const outcome = await worker.invoke(JSON.stringify(event));
    this.#giveBack(worker);
    this.#running--;
    const failure = outcome.ok ? undefined : outcome.reason;
    const { fn, log, onInvocation } = this.#options;
    if (failure) log.write(`${new Date().toISOString()} invocation failed: ${failure}\n`);
    onInvocation({ function: fn.name, durationMs: performance.now() - started, failure });
    return outcome;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#all].map((worker) => worker.end()));
  }

  async #take(): Promise<FunctionWorker> {
    const warm = this.#idle.pop();
    if (warm) return warm;
    if (this.#all.size < this.#options.size) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(worker: FunctionWorker): void {
    if (worker.dead) this.#all.delete(worker);
    const next = this.#waiting.shift();
    // A dead worker answers whoever still waits while the stack stops.
    if (next) next(worker.dead && !this.#stopped ? this.#start() : worker);
    else if (!worker.dead) this.#idle.push(worker);
  }

  #start(): FunctionWorker {
    const { fn, environment, log } = this.#options;
    const worker = new FunctionWorker(fn, environment, log);
    this.#all.add(worker);
    return worker;
  }
}
