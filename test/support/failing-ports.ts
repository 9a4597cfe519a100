/** Thrown instead of, or right after, a call to a port. */
export class Crash extends Error {
  constructor(call: string) {
    super(call);
    this.name = 'Crash';
  }
}

/**
 * The same ports, where the process dies once around the call with this number, from 1: `before` it
 * reaches the port, or `after` it did. Ports may be functions or objects of functions.
 */
export function crashingAt<T extends object>(
  ports: T,
  { call, when }: { call: number; when: 'before' | 'after' },
): { ports: T; calls: () => number } {
  let calls = 0;
  const wrap = (value: unknown, name: string): unknown => {
    if (typeof value === 'function') {
      return async (...given: unknown[]) => {
        calls += 1;
        const dies = calls === call;
        if (dies && when === 'before') throw new Crash(name);
        const result: unknown = await value(...given);
        if (dies) throw new Crash(name);
        return result;
      };
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, wrap(member, `${name}.${key}`)]),
    );
  };
  const wrapped = Object.fromEntries(
    Object.entries(ports).map(([key, port]) => {
      // The clock, the ids and the judges do not leave the process.
      const pure = key === 'now' || key === 'newId' || key === 'judges';
      return [key, pure ? port : wrap(port, key)];
    }),
  ) as T;
  return { ports: wrapped, calls: () => calls };
}
