import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptedBatch } from '../../test/support/accepted-batch.ts';
import { cashDeposit, filedReport } from '../../test/support/reports.ts';
import { blocksOf } from './blocks.ts';
import type { RawRecord } from './raw-record.ts';

const batchOf = (submitted: number, done = 0) => acceptedBatch({ submitted, done });

type Content = RawRecord['content'];
const value = filedReport();
const valid: Content = { text: ` ${JSON.stringify(value)}\r` };

/** Tells how many of them have been read. */
function recordsOf(contents: readonly Content[]) {
  const reading = { read: 0 };
  async function* records(): AsyncGenerator<RawRecord> {
    for (const [position, content] of contents.entries()) {
      reading.read += 1;
      yield { position, content };
    }
  }
  return { reading, records: records() };
}

test('for any length, start and size of blocks, each record that is left is in one block', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 12 }), async (...drawn) => {
      const [length, done, most] = drawn;
      const contents = Array.from({ length }, (): Content => ({ fault: 'line-too-long' }));
      const { records, reading } = recordsOf(contents);
      const positions: number[] = [];
      for await (const block of blocksOf(records, batchOf(length, done), most)) {
        positions.push(...block.map(({ position }) => position));
        const isWhole = block.length === most;
        expect(isWhole || positions.length === length - done).toBe(true);
        // What comes after a block is not read before it is done.
        expect(reading.read).toBe((positions.at(-1) ?? -1) + 1);
      }
      expect(positions).toEqual(contents.map((_, at) => at).slice(done));
    }),
  );
});

describe('given records that are long', () => {
  const mostCharacters = 16 * 1024 * 1024;
  const firstLength = async (count: number, content: Content) => {
    const { records } = recordsOf(Array.from({ length: count }, () => content));
    const { value: block } = await blocksOf(records, batchOf(count)).next();
    return block?.length;
  };

  test('then a block of lines ends with 16 MiB of them, whatever they say', async () => {
    expect(await firstLength(20, { text: 'x'.repeat(mostCharacters / 16) })).toBe(16);
  });

  test('then a block of parsed ones ends with as much of their text', async () => {
    const transactions = Array.from({ length: 500 }, (_, at) => cashDeposit({ ref: `T-${at}` }));
    const long = filedReport({ transactions });
    const needed = Math.ceil(mostCharacters / JSON.stringify(long).length);
    expect(await firstLength(needed + 1, { value: long })).toBe(needed);
  });
});

test('given a valid line, then its text is kept as it was sent; of a parsed one it is written', async () => {
  const { records } = recordsOf([valid, { value }]);
  for await (const block of blocksOf(records, batchOf(2))) {
    const texts = block.map((examined) => examined.valid?.text);
    expect(texts).toEqual([` ${JSON.stringify(value)}\r`, JSON.stringify(value)]);
  }
});

test('given a block that is done, then it is let go before the next one is read', async () => {
  const { records } = recordsOf([valid, valid, valid]);
  const blocks = blocksOf(records, batchOf(3), 2);
  const { value: first } = await blocks.next();
  expect(first).toHaveLength(2);
  await blocks.next();
  expect(first).toEqual([]);
});
