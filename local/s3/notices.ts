import type { Notice } from './files.ts';
import type { Objects } from './objects.ts';

export type Deliver = (notice: Notice) => Promise<void>;

const firstRetryMs = 200;
const longestRetryMs = 10_000;

/**
 * Tells the targets of new objects, in the order of creation, each at least once: a notice is
 * forgotten only after it was delivered, so one that a crash interrupted is told again.
 */
export class Notices {
  readonly #objects: Objects;
  readonly #deliver: Deliver;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #wake: () => void = () => {};

  constructor(objects: Objects, deliver: Deliver) {
    this.#objects = objects;
    this.#deliver = deliver;
  }

  /** To be called after an object was created, and once at the start. */
  nudge(): void {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  get pending(): boolean {
    return this.#running !== undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    let retryMs = firstRetryMs;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        for (const notice of this.#objects.notices()) {
          await this.#deliver(notice);
          this.#objects.forget(notice);
        }
        retryMs = firstRetryMs;
      } catch {
        // The queue is not answering; the notices stay where they are until it does.
        this.#again = true;
        await this.#pause(retryMs);
        retryMs = Math.min(retryMs * 2, longestRetryMs);
      }
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
