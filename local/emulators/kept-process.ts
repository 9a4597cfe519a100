import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export type KeptProcess = {
  /** Ends the process; resolves when it is gone. */
  stop: () => Promise<void>;
  /** Resolves with a sentence when the process ends without having been stopped. */
  died: Promise<string>;
};

export type KeptProcessOptions = {
  name: string;
  command: string;
  args: string[];
  logFile: string;
  pidFile: string;
};

// The shell outlives nothing: when this process dies, however it dies, its end of the pipe closes,
// `read` returns and the child is killed. A child left alone would be a second writer on the data.
const keeper = `
exec 3<&0
"$0" "$@" &
child=$!
echo $child > "$PID_FILE"
(read -r _ <&3; kill -9 $child) >/dev/null 2>&1 &
wait $child
`;

/** Starts a foreign program that must not outlive this process, not even after a kill -9. */
export function startKeptProcess(options: KeptProcessOptions): KeptProcess {
  const { name, command, args, logFile, pidFile } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  // A group of its own keeps the terminal's Ctrl-C from it: the stack stops things in its own order.
  const child =
    process.platform === 'win32'
      ? spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
      : spawn('/bin/sh', ['-c', keeper, command, ...args], {
          detached: true,
          env: { ...process.env, PID_FILE: pidFile },
          stdio: ['pipe', 'pipe', 'pipe'],
        });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  child.stdin.on('error', () => {});
  return watch(child, name, () => child.stdin.end());
}

/** Shared by every child: tells an awaited end from an unforeseen one. */
export function watch(child: ChildProcess, name: string, askToEnd: () => void): KeptProcess {
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`${name} ended by itself (${signal ?? code})`));
  });
  const died = new Promise<string>((resolve) => {
    void ended.then((reason) => {
      if (!stopping) resolve(reason);
    });
  });
  return {
    died,
    stop: async () => {
      stopping = true;
      askToEnd();
      const forced = setTimeout(() => child.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(forced);
    },
  };
}
