import { type Delivery, deliverySchema } from '../../../lib/disclosures/outbox.ts';
import { httpEvent } from '../../support/http-event.ts';
import type { World } from './world.ts';

/** Recipients of packages: they look into their outboxes, fetch, and confirm. */
export type Recipients = {
  /** One of them does something. @returns false when no outbox holds anything. */
  act(): boolean;
};

export const deliveriesIn = ({ cloud, stores }: World): Delivery[] =>
  cloud
    .keptItems(stores.tables.cases)
    .flatMap(({ delivery }) => (delivery === undefined ? [] : [deliverySchema.parse(delivery)]));

export function simulatedRecipients(world: World): Recipients {
  const { random, machines, trace, fail } = world;
  const confirmed = new Set<string>();
  const ask = (route: string, { recipient, disclosureId, packageDigest }: Delivery) => {
    const claims = { sub: `desk-${recipient}`, scope: 'recipient', agency: recipient };
    // Now and then what arrived is not what was sent.
    const spoilt = random.happens(0.1);
    const receivedDigest = spoilt ? packageDigest.replaceAll(/\d/g, 'a') : packageDigest;
    const isReceipt = route.startsWith('POST');
    const event = httpEvent(route, {
      claims,
      path: { disclosureId },
      ...(isReceipt && { body: JSON.stringify({ receivedDigest }) }),
    });
    machines.start('serve-outbox', event, (end) => {
      const { statusCode = 500 } = (end.kind === 'answered' ? end.value : {}) as {
        statusCode?: number;
      };
      trace.note(`${recipient} ${route} ${statusCode}`);
      if (isReceipt && statusCode === 200) confirmed.add(disclosureId);
      if (isReceipt && spoilt && statusCode === 200) {
        fail('packages', `${disclosureId} was confirmed with another digest`);
      }
      if (statusCode >= 500 && isReceipt) ask(route, delivery(disclosureId));
    });
  };
  const delivery = (wanted: string): Delivery =>
    deliveriesIn(world).find(({ disclosureId }) => disclosureId === wanted) as Delivery;
  return {
    act() {
      const waiting = deliveriesIn(world);
      if (waiting.length === 0) return false;
      const route = random.weighted({
        'POST /v1/outbox/{disclosureId}/receipt': 4,
        'GET /v1/outbox': 1,
        'GET /v1/outbox/{disclosureId}': 0.5,
        'GET /v1/outbox/{disclosureId}/package.json': 1,
        'GET /v1/outbox/{disclosureId}/package.zip.jwe': 1,
      });
      const open = waiting.filter(({ disclosureId }) => !confirmed.has(disclosureId));
      ask(route, random.pick(open.length > 0 && random.happens(0.8) ? open : waiting));
      return true;
    },
  };
}
