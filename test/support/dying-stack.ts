import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Reachable } from '../../local/stack.ts';

const script = fileURLToPath(new URL('./mortal-stack.ts', import.meta.url));

/** The function whose next event is the stack's last, and how long it still has then. */
export type Death = { during: string; afterMilliseconds: number };

export type Apart = Reachable & {
  /** Resolves once nothing runs and nothing waits; rejects when the stack died first. */
  idle(): Promise<void>;
  /** Resolves when the process is gone, with the signal that ended it. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

const alive = new Set<ChildProcess>();

/** For the end of a test that failed half-way: nothing it started outlives it. */
export function endAllApart(): void {
  for (const child of alive) child.kill('SIGKILL');
}

/** A stack in a process of its own, which a test may let die like one that lost its power. */
export async function startApart(directory: string, port: number, death?: Death): Promise<Apart> {
  const fate = death ? [death.during, String(death.afterMilliseconds)] : [];
  const child = spawn(process.execPath, [script, directory, String(port), ...fate], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  alive.add(child);
  const ended = once(child, 'exit').then(([code, signal]) => {
    alive.delete(child);
    return String(signal ?? code);
  });
  const lines = linesOf(child);
  const { url } = JSON.parse(await nextLine(lines, ended)) as { url: string };
  return {
    url,
    signIn: async (user, agency) => {
      const answer = await fetch(`${url}/_local/identity/token`, {
        method: 'POST',
        body: JSON.stringify({ user, ...(agency && { agency }) }),
      });
      return ((await answer.json()) as { token: string }).token;
    },
    idle: async () => {
      child.stdin?.write('idle?\n');
      await nextLine(lines, ended);
    },
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

type Lines = AsyncIterator<string>;

function linesOf(child: ChildProcess): Lines {
  if (!child.stdout) throw new Error('the stack was started without an output');
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

async function nextLine(lines: Lines, ended: Promise<string>): Promise<string> {
  const line = await lines.next();
  if (line.done) throw new Error(`the stack ended: ${await ended}`);
  return line.value;
}
