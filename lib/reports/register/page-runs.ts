import type { Directory } from './directory.ts';

/** Pages that are read together: `offset` and `length` in the bytes of a chunk after its directory. */
export type PageRun = { offset: number; length: number; pages: number[] };

/** A request costs the same whatever it reads, so what lies between two pages may come along. */
const mostBetween = 131_072;
/** What is read together is held in memory. */
const mostTogether = 4_194_304;

/** @param pages ascending. */
export function pageRuns({ pages: all }: Directory, pages: readonly number[]): PageRun[] {
  const runs: PageRun[] = [];
  for (const page of pages) {
    const { offset, length } = all[page] ?? { offset: 0, length: 0 };
    const run = runs.at(-1);
    const end = run ? run.offset + run.length : 0;
    if (run && offset - end <= mostBetween && offset + length - run.offset <= mostTogether) {
      run.length = offset + length - run.offset;
      run.pages.push(page);
    } else {
      runs.push({ offset, length, pages: [page] });
    }
  }
  return runs;
}
