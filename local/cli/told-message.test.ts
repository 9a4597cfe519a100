import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toldMessage } from './told-message.ts';

const sample = (name: string) => readFileSync(`events/samples/${name}.json`, 'utf-8');

test.each([
  ['batch-submitted', ['entity', 'batchId']],
  ['ledgers-changed', ['keys', 'first']],
  ['subject-evaluated', ['subject']],
  ['disclosure-approved', ['disclosureId']],
  ['decision-recorded', ['caseId', 'sequence']],
  ['personal-data-read', ['id', 'requestId']],
  ['retention-acted', ['id', 'act']],
  ['information-acted', ['id', 'act']],
  ['information-filed', ['agency', 'recordId']],
  ['upload-arrived', ['entity', 'batchId']],
])('given %s, then its kind and ids are told', (name, ids) => {
  const told = toldMessage(sample(name));
  expect([told.type, Object.keys(told.ids)]).toEqual([name, ids]);
});

test('for any other body, nothing is told but how long it is', () => {
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(bodies, (body) => {
      expect(toldMessage(body)).toEqual({ type: 'unreadable', ids: { characters: body.length } });
    }),
  );
});

test('for any sample with something more in it, nothing of that is told', () => {
  const names = fc.constantFrom('batch-submitted', 'ledgers-changed', 'subject-evaluated');
  fc.assert(
    fc.property(names, fc.stringMatching(/^[a-z]{1,9}$/), (name, more) => {
      const body = JSON.stringify({ ...JSON.parse(sample(name)), [`x-${more}`]: `ZEBRA ${more}` });
      expect(JSON.stringify(toldMessage(body))).not.toContain('ZEBRA');
    }),
  );
});

test.each(['uploads/1234567/%E0%A4%A', 'uploads/Ann%20ZEBRA/x', 'ZEBRA'])(
  'given the notice of an object %s, then its name is not told',
  (key) => {
    const notice = JSON.parse(sample('upload-arrived'));
    notice.Records[0].s3.object.key = key;
    expect(toldMessage(JSON.stringify(notice))).toEqual({ type: 'upload-arrived', ids: {} });
  },
);
