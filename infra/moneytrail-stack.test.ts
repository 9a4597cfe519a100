import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  functionNamed,
  functions,
  permissionsOf,
  routes,
  template,
  workOf,
} from './test-support/machine.ts';

/** The table of functions in docs/architecture.md, row by row. */
const promised = readFunctionTable();

test('the machine has the functions that the map shows, and no others', () => {
  expect(functions.map(({ name }) => name).sort()).toEqual(promised.map(({ name }) => name).sort());
});

describe.each(promised)('given $name, when compared with the map', (row) => {
  const work = workOf(row.name);

  test('then it is behind the routes shown there', () => {
    const actual = routes.filter((route) => route.function === row.name).map(({ route }) => route);
    expect(actual.sort()).toEqual(row.routes.sort());
  });

  test('then it writes what is shown there', () => {
    expect(resourcesOf(work, /:(PutItem|UpdateItem|DeleteItem|PutObject|DeleteObject) /)).toEqual(
      row.writes,
    );
  });

  test('then it reads what is shown there, and at most what it writes besides', () => {
    const read = resourcesOf(work, /:(GetItem|BatchGetItem|Query|GetObject) /);
    expect(read).toEqual(expect.arrayContaining(row.reads));
    expect([...row.reads, ...row.writes]).toEqual(expect.arrayContaining(read));
  });

  test('then it sends where is shown there', () => {
    const queues = work
      .filter((permission) => permission.startsWith('sqs:SendMessage '))
      .map((permission) => permission.split('/').at(-2)?.toLowerCase());
    expect(queues.sort()).toEqual(row.sendsTo.sort());
  });
});

describe('the wall between reporting entities and findings', () => {
  const theirs = routes
    .filter(({ scopes }) => scopes.includes('reporting-entity'))
    .map((route) => route.function);
  const reachable = new Set([...theirs, 'ingest-batch', 'describe-api']);

  test('their routes lead to the three functions of intake', () => {
    expect(new Set(theirs)).toEqual(new Set(['submit-batch', 'request-upload', 'read-batches']));
  });

  test.each([...reachable])('%s may not touch the cases table, nor knows its name', (name) => {
    const walled = permissionsOf(name).filter((permission) =>
      /Cases|Packages|Audit|Leaves/.test(permission),
    );
    expect(walled).toEqual([]);
    const { Variables } = functionNamed(name).properties.Environment;
    expect(Object.keys(Variables)).not.toContain('CASES_TABLE');
  });

  test('no route is shared with somebody who may see findings', () => {
    for (const { scopes } of routes.filter((each) => each.scopes.includes('reporting-entity'))) {
      expect(scopes).toEqual(['reporting-entity']);
    }
  });
});

test('whoever deploys learns where the API is, where alarms go, what a rebuild works on, and what an audit', () => {
  const { Outputs } = template.toJSON();
  expect(Object.keys(Outputs).sort()).toEqual([
    'AlarmTopicArn',
    'ApiUrl',
    'AuditBucket',
    'AuditQueueUrl',
    'CasesTable',
    'EvaluationQueueUrl',
    'InboxBucket',
    'LedgerBucket',
    'LedgerTable',
    'PackagesBucket',
    'ReportsTable',
    'SigningKeyId',
  ]);
});

test('the identity provider is asked for, and may not be on plain HTTP', () => {
  const { Parameters } = template.toJSON();
  const { IdentityIssuer, IdentityAudience } = Parameters;
  expect(IdentityIssuer).toMatchObject({ AllowedPattern: '^https://\\S+$' });
  expect(IdentityAudience).not.toHaveProperty('Default');
});

/** `reports table` or `inbox receipts/`, each once, ascending. */
function resourcesOf(permissions: string[], action: RegExp): string[] {
  const named = permissions
    .filter((permission) => action.test(permission))
    .map((permission) => permission.split(' ')[1] ?? '')
    .map((path) => {
      const [store = '', kind, ...rest] = path.split('/');
      if (kind === 'Table') return `${store.toLowerCase()} table`;
      if (store === 'Inbox') return `inbox ${rest.slice(0, -1)}/`;
      return store === 'LedgerChunks' ? 'ledger bucket' : `${store.toLowerCase()} bucket`;
    });
  return [...new Set(named)].sort();
}

function readFunctionTable() {
  const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `[a-z-]+` \|/.test(line));
  return rows.map((row) => {
    const [, name = '', start = '', , reads = '', writes = '', sends = ''] = row.split('|');
    return {
      name: name.replaceAll('`', '').trim(),
      routes: routesIn(start),
      reads: storesIn(reads),
      writes: storesIn(writes),
      sendsTo: sends
        .split(',')
        .map((queue) => queue.trim())
        .filter(Boolean),
    };
  });
}

/** `POST /v1/cases/{caseId}/claim`, `…/release`: the dots stand for the path before. */
function routesIn(cell: string): string[] {
  const found: string[] = [];
  for (const [, text = ''] of cell.matchAll(/`([^`]+)`/g)) {
    const previous = found.at(-1) ?? '';
    if (/^(GET|POST|DELETE) /.test(text)) found.push(text);
    else if (text.startsWith('…/')) found.push(previous.replace(/[^/]+$/, text.slice(2)));
    else if (text.startsWith('/')) found.push(`${previous.split(' ')[0]} ${text}`);
  }
  return found;
}

function storesIn(cell: string): string[] {
  const prefixes = [...cell.matchAll(/`([a-z]+\/)`/g)].map(([, prefix]) => `inbox ${prefix}`);
  const words = cell.replaceAll(/`[^`]*`/g, '');
  const tables = ['reports', 'ledger', 'cases', 'leaves'].filter(
    (table) => /tables?/.test(words) && new RegExp(`\\b${table}\\b(?! bucket)`).test(words),
  );
  const buckets = ['ledger', 'packages', 'audit'].filter((bucket) =>
    words.includes(`${bucket} bucket`),
  );
  return [
    ...prefixes,
    ...tables.map((table) => `${table} table`),
    ...buckets.map((bucket) => `${bucket} bucket`),
  ].sort();
}
