import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { ledgerKeyOf } from '../../../lib/aws/keys.ts';
import { rulebooks } from '../rulebook.ts';
import { type QueueName, queueNames } from './stores.ts';
import type { World } from './world.ts';

/** Whoever runs the machine: the clock that starts the sweeper, deployments, and the dead letters. */
export type Operator = {
  /** Starts the sweeper, a while after it ran last. */
  sweep(): void;
  isSweeping(): boolean;
  /** Deploys the second rulebook; what runs by the first is used up. */
  deploy(): void;
  hasDeployed(): boolean;
  /** Whether the second rulebook was deployed, and not everything judged by it since. */
  mustJudgeAnew(): boolean;
  /** Has everything judged anew that was judged by an older rulebook. */
  judgeAnew(): Promise<void>;
  /** Puts something on the intake queue that nobody can do anything with. */
  poison(): Promise<void>;
  isPoison(body: string): boolean;
  /** Sends what lies among the dead letters again. @returns how many. */
  replay(): Promise<number>;
  /** Items of all tables that wait for the sweeper. */
  marked(): number;
};

const poisons = [
  '{"type":"nonsense"}',
  'no JSON',
  '{"type":"batch-submitted","entity":"1","batchId":"2"}',
];

export function simulatedOperator(world: World): Operator {
  const { cloud, stores, clock, random, machines, trace } = world;
  const { sqs } = cloud.clientsOf('operator');
  let [sweeping, hasDeployed, isOutdated] = [0, false, false];

  const send = (queue: QueueName, body: string, group?: string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: stores.queues[queue],
        MessageBody: body,
        ...(group !== undefined && {
          MessageGroupId: group,
          MessageDeduplicationId: Buffer.from(random.bytes(12)).toString('hex'),
        }),
      }),
    );

  async function replayFrom(queue: QueueName): Promise<number> {
    const lost = cloud.queue(stores.deadLetters[queue]);
    let sent = 0;
    for (const message of [...lost.waiting()]) {
      const { body } = lost.take(message);
      lost.done(message);
      if (poisons.includes(body)) continue;
      trace.note(`operator sends ${body} to ${queue} again`);
      const group =
        queue === 'disclosure' ? (JSON.parse(body) as { subject: string }).subject : undefined;
      await send(queue, body, group);
      sent += 1;
    }
    return sent;
  }

  return {
    sweep() {
      clock.advance(random.int(61_000, 150_000));
      sweeping += 1;
      trace.note('the sweeper starts');
      machines.start('sweep-outbox', {}, () => {
        sweeping -= 1;
      });
    },
    isSweeping: () => sweeping > 0,
    deploy() {
      [hasDeployed, isOutdated] = [true, true];
      trace.note('operator deploys the second rulebook');
      machines.deploy(rulebooks[1]);
    },
    hasDeployed: () => hasDeployed,
    mustJudgeAnew: () => isOutdated,
    async judgeAnew() {
      isOutdated = false;
      const keys = cloud.keptItems(stores.tables.ledger).flatMap((item) => {
        const key = ledgerKeyOf(item);
        return key.startsWith('party:') ? [key] : [];
      });
      const once = [...new Set(keys)];
      if (once.length === 0) return;
      trace.note('operator has everything judged anew');
      await send('evaluation', JSON.stringify({ type: 'ledgers-changed', keys: once }));
    },
    async poison() {
      await send('intake', random.pick(poisons));
    },
    isPoison: (body) => poisons.includes(body),
    async replay() {
      let sent = 0;
      for (const queue of queueNames) sent += await replayFrom(queue);
      return sent;
    },
    marked: () =>
      [stores.tables.reports, stores.tables.cases]
        .flatMap((table) => cloud.keptItems(table))
        .filter(({ outboxShard }) => outboxShard !== undefined).length,
  };
}
