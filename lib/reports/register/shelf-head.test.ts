import { expect, test } from 'vitest';
import { registeredReport, reportsOfBatch } from '../../../test/support/registered-reports.ts';
import { newest } from './known-report.ts';
import { placeOf } from './place.ts';
import { emptyHead, shelfBounds, withNews } from './shelf-head.ts';

const settings = {
  bounds: shelfBounds,
  fingerprintOf: (reference: string) => placeOf(reference).fingerprint,
};
const report = registeredReport();

test('given a few reports, then they stay in the head', () => {
  const { next, sealed } = withNews(emptyHead, new Map([['R1', report]]), settings);
  expect(next).toEqual({ version: 1, recent: new Map([['R1', report]]), chunks: [] });
  expect(sealed).toBeUndefined();
});

test('given reports one by one, when they outgrow the head, then all of them are sealed', () => {
  let head = emptyHead;
  let sealed: ReturnType<typeof withNews>['sealed'];
  let written = 0;
  for (const { reference, report: one } of reportsOfBatch(200)) {
    written += 1;
    ({ next: head, sealed } = withNews(head, new Map([[reference, one]]), settings));
    if (sealed) break;
  }
  expect(head.recent.size).toBe(0);
  expect(head.chunks).toEqual([sealed?.entry]);
  expect(sealed?.entry.records).toBe(written);
});

test('given many reports, then the same chunk is made whatever the head holds, and what it holds is never older', () => {
  const many = newest(reportsOfBatch(500));
  const [[known] = ['']] = many;
  const before = withNews(
    emptyHead,
    new Map([
      ['R1', report],
      [known, report],
    ]),
    settings,
  ).next;
  const onEmpty = withNews(emptyHead, many, settings);
  const onOther = withNews(before, many, settings);
  expect(onOther.sealed?.entry).toEqual(onEmpty.sealed?.entry);
  expect([...onOther.next.recent.keys()]).toEqual(['R1']);
});
