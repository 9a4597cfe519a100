import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningStack, startStack } from './stack.ts';
import { temporaryDirectory } from './testing/fixture-stack.ts';

const directory = temporaryDirectory();
let stack: RunningStack;

beforeAll(async () => {
  stack = await startStack({ dataDirectory: directory.path });
});
afterAll(async () => {
  await stack.stop();
  directory.remove();
});

const variables = [
  'REPORTS_TABLE',
  'LEDGER_TABLE',
  'CASES_TABLE',
  'INBOX_BUCKET',
  'PACKAGES_BUCKET',
  'AUDIT_BUCKET',
  'AUDIT_TABLE',
];

describe('given the stack of infra/', () => {
  test('when it has started, then every queue that feeds a function is empty and idle', async () => {
    await stack.idle();
    const states = await stack.queues();
    expect(states).toHaveLength(stack.machine.queues.length);
    for (const { waiting, inFlight } of states) expect([waiting, inFlight]).toEqual([0, 0]);
  });

  test('when functions look for stores, then each name is one that was created', () => {
    const { tables, buckets, queues, functions } = stack.machine;
    const created = new Set([...tables, ...buckets].map(({ name }) => name));
    const urls = new Set(queues.map(({ url }) => url));
    for (const { environment } of functions) {
      for (const [name, value] of Object.entries(environment)) {
        if (variables.includes(name)) expect(created).toContain(value);
        if (name.endsWith('_QUEUE_URL')) expect(urls).toContain(value);
      }
    }
  });

  test('when each guarded route is asked without a token, then 401', async () => {
    const guarded = stack.machine.routes.filter(({ authorizer }) => authorizer);
    expect(guarded.length).toBeGreaterThan(15);
    for (const { key } of guarded) {
      const [method = '', path = ''] = key.split(' ');
      const url = `${stack.url}${path.replace(/\{[^}]+\}/g, 'x')}`;
      expect((await fetch(url, { method })).status, key).toBe(401);
    }
  });

  test('when each guarded route is asked by a role it is not for, then 403', async () => {
    const headers = { authorization: `Bearer ${await stack.signIn('compliance-editor')}` };
    for (const { key, authorizer } of stack.machine.routes) {
      if (!authorizer) continue;
      const [method = '', path = ''] = key.split(' ');
      const url = `${stack.url}${path.replace(/\{[^}]+\}/g, 'x')}`;
      expect((await fetch(url, { method, headers })).status, key).toBe(403);
    }
  });
});
