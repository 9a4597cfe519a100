/**
 * What happened in one history, in order. Its digest tells whether two runs of a seed did the same;
 * the lines are kept only where somebody wants to read them.
 */
export type Trace = {
  /** @param detail is for readers only: asked for where lines are kept, and no part of the digest. */
  note(line: string, detail?: () => string): void;
  /** The number of lines so far, and a digest of all of them. */
  digest(): string;
  lines(): readonly string[];
};

export function newTrace({ keepLines }: { keepLines: boolean }): Trace {
  const lines: string[] = [];
  let [count, low, high] = [0, 0xdeadbeef, 0x41c6ce57];
  return {
    note(line, detail) {
      count += 1;
      // Two multiplicative hashes at once: quick, and good enough to tell two runs apart.
      for (let at = 0; at < line.length; at += 1) {
        const code = line.charCodeAt(at);
        low = Math.imul(low ^ code, 0x9e3779b1);
        high = Math.imul(high ^ code, 0x5f356495);
      }
      if (keepLines) lines.push(detail ? `${line} ${detail()}` : line);
    },
    digest: () => `${count}-${(low >>> 0).toString(16)}${(high >>> 0).toString(16)}`,
    lines: () => lines,
  };
}
