import { expect, test } from 'vitest';
import type { Disclosure } from '../disclosures/disclosure.ts';
import { disclosureItem, disclosureOf } from './disclosure-item.ts';

const at = '2026-11-21T10:00:00.000Z';
const dispatched: Disclosure = {
  disclosureId: 'disclosure-0123456789abcdef',
  caseId: 'case-0123456789abcdef',
  recipient: 'ON-TPS',
  language: 'en',
  legalBasis: '55(3)(a)',
  reason: 'Police of jurisdiction',
  packageDigest: '0'.repeat(64),
  packageBytes: 2,
  author: 'ann',
  submittedAt: at,
  counted: { typology: 'sexual-exploitation', requested: false },
  status: 'dispatched',
  approver: 'bob',
  approvedAt: at,
  dispatchedAt: at,
};

test('given a disclosure, when its item is read, then it is the same', () => {
  expect(disclosureOf(disclosureItem(dispatched))).toEqual(dispatched);
});

test('given one that could not be read again, then there is no item to write', () => {
  const held = { problem: 'recipient-key-missing', since: at, tries: 1 };
  const unreadable: Disclosure = Object.assign({ ...dispatched }, { held });
  expect(() => disclosureItem(unreadable)).toThrow(/held/);
});
