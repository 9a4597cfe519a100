import { type Progress, progressOn } from './progress.ts';

/** Where a command writes: results to one stream, everything for the person to the other. */
export type Terminal = {
  /** Results: what a script reads. */
  print(line: string): void;
  /** Words for the person at the terminal. */
  say(line: string): void;
  /** Results piece by piece, no faster than they are read. */
  write(pieces: AsyncIterable<string>): Promise<void>;
  progress: Progress;
};

export const processTerminal = (): Terminal => ({
  print: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
  async write(pieces) {
    for await (const piece of pieces) {
      if (process.stdout.write(piece)) continue;
      await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
    }
  },
  progress: progressOn(process.stderr),
});
