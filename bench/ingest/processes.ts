import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the clock that Linux counts processor time in; it is 100 wherever Node runs. */
const ticksPerSecond = 100;

/**
 * Milliseconds of processor time of all processes that descend from this one and live; undefined where
 * there is no /proc.
 */
export function descendantsMs(): number | undefined {
  try {
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => timesOf(Number(name)) ?? []);
    const below = (pid: number): number =>
      all
        .filter(({ parent }) => parent === pid)
        .reduce((sum, one) => sum + one.ms + below(one.pid), 0);
    return below(process.pid);
  } catch {
    return undefined;
  }
}

function timesOf(pid: number) {
  try {
    // The name of the program, in brackets, may hold spaces: the fields are counted behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { pid, parent: Number(fields[1]), ms: (1000 * ticks) / ticksPerSecond };
  } catch {
    // It has ended in the meantime.
    return undefined;
  }
}
