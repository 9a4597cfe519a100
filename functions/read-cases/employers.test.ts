import { beforeEach, describe, expect, test } from 'vitest';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import {
  type EmployerView,
  employerListSchema,
  employerViewSchema,
} from '../../lib/employers/api.ts';
import { subject } from '../../test/support/case-world.ts';
import { employerWorld, passedOn, wages } from '../../test/support/employer-world.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryCases } from '../../test/support/memory-cases.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler, type Ports } from './handler.ts';

const analyst = { sub: 'ana', scope: 'analyst' };
const paid = wages('FARM EXAMPLE INC');
const worker = (about: string, employer = 'FARM EXAMPLE INC') => ({
  about,
  indicators: ['HT-LAB-002', 'HT-LAB-021', 'HT-LAB-017'],
  payments: [...wages(employer), ...passedOn(paid, 'agent')],
});

let ports: Ports;
beforeEach(async () => {
  const rulebook = await theRulebook();
  const world = employerWorld(rulebook);
  await world.after(worker('a'), worker('b'), {
    ...worker('c', 'MILL EXAMPLE INC'),
    indicators: ['HT-LAB-028'],
  });
  const { ledgers, employers, rulebooks } = world.ports;
  const { cases, frozen } = memoryCases();
  ports = {
    ...toldReads().ports,
    assembly: memoryAssembly().assembly,
    ...memoryInformation(),
    routingTables: routingFile('rules'),
    cases,
    frozen,
    ledgers,
    employers,
    rulebooks,
  };
});

const get = async (routeKey: string, options: Parameters<typeof httpEvent>[1] = {}) => {
  const event = httpEvent(routeKey, { claims: analyst, ...options });
  const { statusCode, body = '' } = await createHandler(ports)(event, lambdaContext());
  return { statusCode, body: JSON.parse(body) };
};
const list = async (query: Record<string, string> = {}) =>
  employerListSchema.parse((await get('GET /v1/employers', { query })).body);

describe('given two employers, when they are listed', () => {
  test('then the one of higher risk is first, with the reasons in short', async () => {
    const { employers } = await list();
    expect(employers.map(({ names }) => names)).toEqual([
      ['FARM EXAMPLE INC'],
      ['MILL EXAMPLE INC'],
    ]);
    expect(employers[0]).toMatchObject({
      outcome: 'review',
      score: 12,
      workersKnown: 2,
      workersAffected: 2,
      indicators: ['HT-LAB-002', 'HT-LAB-017', 'HT-LAB-021'],
    });
    expect(employers[0]?.summary.en).toMatch(/^Reports tell of 2 workers/);
    expect(employers[0]?.summary.fr).toMatch(/^Des déclarations parlent de 2 travailleurs/);
  });

  test('then no worker is named there', async () => {
    expect(JSON.stringify(await list())).not.toMatch(/Example"|party:/);
  });

  test('then they come page by page', async () => {
    const first = await list({ limit: '1' });
    const second = await list({ limit: '1', cursor: first.next ?? '' });
    expect(second.employers[0]?.names).toEqual(['MILL EXAMPLE INC']);
    expect(second.next).toBeUndefined();
  });

  test('then one outcome may be asked for', async () => {
    const { employers } = await list({ outcome: 'watch' });
    expect(employers.map(({ names }) => names)).toEqual([['MILL EXAMPLE INC']]);
  });
});

describe('given an employer, when it is read', () => {
  let view: EmployerView;
  beforeEach(async () => {
    const [farm] = (await list()).employers;
    const path = { employerId: farm?.employerId ?? '' };
    view = employerViewSchema.parse((await get('GET /v1/employers/{employerId}', { path })).body);
  });

  test('then workers stand there by key, with names and what each shows, and no points', () => {
    expect(view.workers.map((one) => one.subject)).toEqual([subject('a'), subject('b')].sort());
    expect(view.workers[0]).toMatchObject({ affected: true, pays: 4, payCadMinor: 200_000 });
    expect(view.workers.map(({ displayName }) => displayName).sort()).toEqual([
      'a Example',
      'b Example',
    ]);
    for (const one of view.workers) expect(Object.keys(one).join()).not.toMatch(/score|rank|role/);
  });

  test('then each match has its sentence, its sources and its entries', () => {
    const entries = new Set(view.timeline.map(({ id }) => id));
    expect(view.matches).toHaveLength(6);
    for (const { sentence, about, evidence } of view.matches) {
      expect(sentence.fr).toMatch(/est vrai/);
      expect(about?.sources.length).toBeGreaterThan(0);
      expect(evidence.length).toBeGreaterThan(0);
      for (const id of evidence) expect(entries).toContain(id);
    }
  });

  test('then the pay is told in words and numbers', () => {
    expect(view.payPattern?.text.en).toBe(
      '8 pays on 4 days, $4,000.00 in all, half of them at most $500.00. Within 72 hours 0% went back to the employer, 100% to others, 0% abroad, and 0% was withdrawn. Half or more of the pay of 2 workers goes to one and the same recipient.',
    );
  });

  test('then the gate that was passed is told in both languages', () => {
    expect(view.score.reasons[0]?.en).toMatch(/two or more workers are affected/);
    expect(view.score.reasons[0]?.fr).toMatch(/au moins deux travailleurs/);
  });
});

test.each(['employer-000000000000000000000000', 'employer', '../cases'])(
  'given no such employer, %s is answered with 404',
  async (employerId) => {
    const answer = await get('GET /v1/employers/{employerId}', { path: { employerId } });
    expect(answer).toMatchObject({
      statusCode: 404,
      body: { type: '/problems/employer-not-found' },
    });
  },
);

test.each(['reporting-entity', 'recipient'])('a %s sees no employer', async (scope) => {
  const claims = { sub: 'x', scope };
  for (const route of ['GET /v1/employers', 'GET /v1/employers/{employerId}']) {
    const { statusCode } = await get(route, { claims, path: { employerId: 'employer' } });
    expect(statusCode).toBe(403);
  }
});
