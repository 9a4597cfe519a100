import { heldInWorklist } from '../../../lib/aws/worklist-index.ts';
import type { SimulatedCloud } from '../../../local/simulated/cloud.ts';

export type QueueName = 'intake' | 'evaluation' | 'disclosure' | 'dispatch' | 'audit';
export const queueNames: readonly QueueName[] = [
  'intake',
  'evaluation',
  'disclosure',
  'dispatch',
  'audit',
];

/** Where everything is kept: names of tables and buckets, URLs of queues. */
export type Stores = {
  tables: { reports: string; ledger: string; cases: string; leaves: string };
  buckets: { inbox: string; ledger: string; packages: string; audit: string };
  queues: Record<QueueName, string>;
  deadLetters: Record<QueueName, string>;
  /** The key pair that packages and checkpoints are signed with. */
  signingKey: string;
};

const outboxIndex = { name: 'outbox', pk: 'outboxShard', sk: 'outboxAt' };
const worklistIndex = {
  name: 'worklist',
  pk: 'worklist',
  sk: 'worklistOrder',
  holds: heldInWorklist,
};

/** The stores of the machine as `infra/` makes them, empty. */
export function makeStores(cloud: SimulatedCloud): Stores {
  cloud.createTable('reports', { indexes: [outboxIndex] });
  cloud.createTable('ledger');
  cloud.createTable('leaves');
  cloud.createTable('cases', { indexes: [outboxIndex, worklistIndex] });
  for (const bucket of ['inbox', 'ledger', 'packages', 'audit']) cloud.createBucket(bucket);
  cloud.createSigningKey('signing-key');
  const deadLetters = {} as Stores['deadLetters'];
  const queues = {} as Stores['queues'];
  for (const name of queueNames) {
    const fifo = name === 'disclosure';
    const ending = fifo ? '.fifo' : '';
    deadLetters[name] = cloud.createQueue(`${name}-dead-letters${ending}`, { fifo });
    queues[name] = cloud.createQueue(`${name}${ending}`, {
      fifo,
      maxReceiveCount: name === 'intake' ? 5 : 3,
      visibilityMs: 360_000,
      deadLetters: deadLetters[name],
    });
  }
  return {
    tables: { reports: 'reports', ledger: 'ledger', cases: 'cases', leaves: 'leaves' },
    buckets: { inbox: 'inbox', ledger: 'ledger', packages: 'packages', audit: 'audit' },
    queues,
    deadLetters,
    signingKey: 'signing-key',
  };
}
