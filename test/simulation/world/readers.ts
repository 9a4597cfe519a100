import { disclosureSchema } from '../../../lib/disclosures/disclosure.ts';
import { httpEvent } from '../../support/http-event.ts';
import { casesIn } from './people.ts';
import type { Errand } from './reporting-entities.ts';
import type { World } from './world.ts';

/** Whoever only looks: clerks at their batches, analysts at cases and disclosures. */
export type Readers = { act(): boolean };

export function simulatedReaders(world: World, errands: readonly Errand[]): Readers {
  const { random, machines } = world;

  function batches(): boolean {
    const sent = errands.filter(({ batchId }) => batchId !== undefined);
    if (sent.length === 0) return false;
    const { batch, batchId = '' } = random.pick(sent);
    const claims = { sub: 'clerk', scope: 'reporting-entity', entity: batch.entity };
    const route = random.pick([
      'GET /v1/batches',
      'GET /v1/batches/{batchId}',
      'GET /v1/batches/{batchId}/receipts',
    ]);
    machines.start('read-batches', httpEvent(route, { claims, path: { batchId } }), () => {});
    return true;
  }

  function cases(): boolean {
    const known = casesIn(world);
    if (known.length === 0) return false;
    const { caseId } = random.pick(known);
    const claims = { sub: 'alice', scope: 'analyst' };
    const route = random.pick([
      'GET /v1/cases',
      'GET /v1/cases/{caseId}',
      'GET /v1/cases/{caseId}/network',
      'GET /v1/cases/{caseId}/timeline',
      'GET /v1/assessments',
      'GET /v1/employers',
    ]);
    machines.start('read-cases', httpEvent(route, { claims, path: { caseId } }), () => {});
    return true;
  }

  function disclosures(): boolean {
    const known = disclosuresIn(world);
    if (known.length === 0) return false;
    const { disclosureId } = random.pick(known);
    const claims = { sub: 'carol', scope: 'approver' };
    const route = random.pick([
      'GET /v1/disclosures',
      'GET /v1/disclosures/{disclosureId}',
      'GET /v1/disclosures/{disclosureId}/package.json',
    ]);
    const event = httpEvent(route, { claims, path: { disclosureId } });
    machines.start('read-disclosures', event, () => {});
    return true;
  }

  const looks = { batches, cases, disclosures };
  return { act: () => looks[random.weighted({ batches: 2, cases: 3, disclosures: 1 })]() };
}

export const disclosuresIn = ({ cloud, stores }: World) =>
  cloud
    .keptItems(stores.tables.cases)
    .flatMap(({ disclosure }) =>
      disclosure === undefined ? [] : [disclosureSchema.parse(disclosure)],
    );
