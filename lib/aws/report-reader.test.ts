import { expect, test } from 'vitest';
import { report } from '../../test/support/disclosure-case.ts';
import type { RegisteredReport } from '../reports/register.ts';
import { revisionOf } from '../reports/revision.ts';
import { reportReader } from './report-reader.ts';

const acceptedAs = '019aae3c-7000-7000-8000-000000000000';
const location = { name: 'reports/1234567/x/0.ndjson', offset: 0, length: 10, index: 0 };

const registered = (action: 'submit' | 'change' | 'delete'): RegisteredReport => ({
  revision: revisionOf(action, acceptedAs, 0),
  digest: 'd',
  action,
  ...(action !== 'delete' && { location }),
  touched: [],
  version: 1,
});

const reading = (actions: Record<string, 'submit' | 'change' | 'delete'>) =>
  reportReader({
    register: {
      getMany: async (_, references) =>
        new Map(
          references.flatMap((reference) => {
            const action = actions[reference];
            return action ? [[reference, registered(action)] as const] : [];
          }),
        ),
    },
    accepted: { read: async () => JSON.stringify(report) },
  });

const key = (reference: string) => ({ entity: '1234567', reference });

test('a report comes with the day on which its live version was accepted', async () => {
  const reports = await reading({ a: 'submit', b: 'change' }).read([key('a'), key('b')]);
  const day = new Date(0x019aae3c7000).toISOString().slice(0, 10);
  expect(reports.map(({ filedOn }) => filedOn)).toEqual([day, day]);
});

test('a report that was withdrawn, or is not known, is left out', async () => {
  const reports = await reading({ a: 'submit', b: 'delete' }).read(['a', 'b', 'c'].map(key));
  expect(reports.map((on) => on.key.reference)).toEqual(['a']);
});
