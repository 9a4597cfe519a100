import type { Line } from '../read-lines.ts';

type Held = string | Extract<Line, { fault: unknown }>;

/** Lines, of which the next ones can be seen before they are taken. */
export type LookAhead = {
  /** The number of the next line. */
  line(): number;
  /** The line so many further on: 0 for the next. Undefined behind the last. */
  at(offset: number): Promise<Held | undefined>;
  take(count: number): void;
};

/** @param lines with none left out between two that are held at the same time. */
export function lookAhead(lines: AsyncIterator<Line>): LookAhead {
  let held: Held[] = [];
  let head = 0;
  let first = 1;

  return {
    line: () => first + head,
    at: async (offset) => {
      while (held.length - head <= offset) {
        const { value, done } = await lines.next();
        if (done) return undefined;
        if (held.length === head) {
          held = [];
          head = 0;
          first = value.number;
        }
        held.push('text' in value ? value.text : value);
      }
      return held[head + offset];
    },
    take: (count) => {
      head += count;
      // Taking from the front of a long list each time would move all of it each time.
      if (head < 1024 || head * 2 < held.length) return;
      held = held.slice(head);
      first += head;
      head = 0;
    },
  };
}
