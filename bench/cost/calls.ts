import { ledgerKeyOf } from '../../lib/aws/keys.ts';
import type { Call } from '../../local/simulated/call.ts';
import type { Stage } from './stages.ts';

/** What was asked of the cloud, by kind of item, folder or queue. */
export type Calls = {
  count(stage: Stage, call: Call): void;
  /** Requests of a stage to a service. */
  requests(stage: Stage, service: Call['service']): number;
  /** Most frequent first; `times` counts items, of which a request may ask for many. */
  list(): { stage: Stage; operation: string; of: string; times: number }[];
};

export function countedCalls(): Calls {
  const items = new Map<string, number>();
  const requests = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string) =>
    counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    count(stage, { service, operation, input }) {
      add(requests, `${stage} ${service}`);
      const verb = operation.replace(/Command$/, '');
      for (const of of kindsOf(input as Input)) add(items, `${stage}\t${verb}\t${of}`);
    },
    requests: (stage, service) => requests.get(`${stage} ${service}`) ?? 0,
    list: () =>
      [...items]
        .map(([name, times]) => {
          const [stage, operation = '', of = ''] = name.split('\t');
          return { stage: stage as Stage, operation, of, times };
        })
        .sort((a, b) => b.times - a.times),
  };
}

type ItemKey = { pk?: unknown; sk?: unknown };
type Write = { Key?: ItemKey; Item?: ItemKey };
/** What of the commands' inputs says which thing is meant. */
type Input = Omit<Write, 'Key'> & {
  Key?: ItemKey | string;
  RequestItems?: Record<string, { Keys?: ItemKey[] }>;
  TransactItems?: Record<string, Write>[];
  QueueUrl?: string;
};

function kindsOf({ Key, Item, RequestItems, TransactItems, QueueUrl }: Input): string[] {
  if (typeof Key === 'string') return [`${Key.slice(0, Key.indexOf('/'))}/`];
  if (QueueUrl) return [QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1)];
  if (RequestItems) return Object.values(RequestItems).flatMap(({ Keys = [] }) => Keys.map(kindOf));
  if (TransactItems) {
    return TransactItems.flatMap((item) =>
      Object.values(item).map((write) => kindOf(write.Key ?? write.Item ?? {})),
    );
  }
  return [kindOf(Key ?? Item ?? {})];
}

/** "CASE#case ASSESSMENT" or "ledger phone": the key without what tells one from another. */
const kindOf = ({ pk = '', sk = '' }: ItemKey): string =>
  sk === 'H'
    ? `ledger ${ledgerKeyOf({ pk }).split(':')[0]}`
    : `${String(pk).replace(/[:#-][0-9a-f-]{7,}/g, '')} ${String(sk).replace(/#.*$/, '')}`;
