import { setTimeout as wait } from 'node:timers/promises';
import type { BatchView } from '../../lib/http/batch-view.ts';
import type { ReceiptView } from '../../lib/http/receipt-view.ts';
import type { UserName } from '../../local/identity.ts';
import type { Reachable } from '../../local/stack.ts';
import { ndjsonBatch } from './reports.ts';

/** What the API answered; `problem` is the body of anything but a success. */
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  problem: { type?: string; detail?: string; instance?: string; errors?: object[] };
};

export type Request = {
  method?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

/** How a batch is sent; a header that is undefined is left out. */
export type Sending = {
  key?: string | undefined;
  type?: string | undefined;
  encoding?: string | undefined;
  token?: string | undefined;
};

/**
 * A reporting entity that speaks to a running stack over HTTP alone. All that it is ever told is
 * kept in `heard`.
 */
export async function bankOf(stack: Reachable, user: UserName = 'reporting-entity') {
  const ownToken = await stack.signIn(user);
  const heard: string[] = [];

  async function ask(path: string, { method = 'GET', body, headers }: Request = {}) {
    const answer = await fetch(new URL(path, stack.url), {
      method,
      headers: { authorization: `Bearer ${ownToken}`, ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    heard.push(text, JSON.stringify([...answer.headers]));
    const { status, headers: given } = answer;
    const problem = answer.ok ? {} : (JSON.parse(text) as Answer['problem']);
    return { status, headers: given, text, problem } satisfies Answer;
  }

  async function read<T>(path: string): Promise<T> {
    const { status, text } = await ask(path);
    if (status !== 200) throw new Error(`${path} was answered with ${status}`);
    return JSON.parse(text) as T;
  }

  const send = (body: string | Uint8Array<ArrayBuffer>, sending: Sending = {}): Promise<Answer> => {
    const {
      key,
      type,
      encoding,
      token = ownToken,
    } = {
      key: crypto.randomUUID(),
      type: 'application/x-ndjson',
      ...sending,
    };
    const headers = {
      authorization: `Bearer ${token}`,
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(type !== undefined && { 'content-type': type }),
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    };
    return ask('/v1/batches', { method: 'POST', body, headers });
  };

  const batch = (batchId: string) => read<BatchView>(`/v1/batches/${batchId}`);

  async function settled(batchId: string): Promise<BatchView> {
    for (;;) {
      const view = await batch(batchId);
      if (['completed', 'rejected', 'failed'].includes(view.status)) return view;
      await wait(50);
    }
  }

  const receipts = async (batchId: string) =>
    (await read<{ receipts: ReceiptView[] }>(`/v1/batches/${batchId}/receipts`)).receipts;

  /** What became of a batch, when nothing more will happen to it. */
  async function outcome(batchId: string) {
    const { status, counts, problem } = await settled(batchId);
    return { batchId, status, counts, problem, receipts: await receipts(batchId) };
  }

  /** Submits records as NDJSON, under a reference of their own, and waits for the receipts. */
  async function submit(records: readonly unknown[], reference: string = crypto.randomUUID()) {
    const answer = await send(ndjsonBatch(records, reference));
    if (answer.status !== 202) throw new Error(`Answered with ${answer.status}: ${answer.text}`);
    return outcome((JSON.parse(answer.text) as BatchView).batchId);
  }

  /** Asks leave to upload bytes, puts them and waits for what becomes of them. */
  async function upload(bytes: Uint8Array<ArrayBuffer>, request: object = {}) {
    const { text } = await ask('/v1/uploads', {
      method: 'POST',
      body: JSON.stringify({
        contentType: 'application/x-ndjson',
        sizeBytes: bytes.length,
        ...request,
      }),
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    });
    const { batchId, url, headers } = JSON.parse(text);
    const put = await fetch(url, { method: 'PUT', headers, body: bytes });
    if (!put.ok) throw new Error(`The upload was answered with ${put.status}`);
    return outcome(batchId);
  }

  const batches = async () =>
    (await read<{ batches: BatchView[] }>('/v1/batches?limit=100')).batches;

  return { heard, ask, send, batch, batches, submit, upload, outcome, receipts };
}
export type Bank = Awaited<ReturnType<typeof bankOf>>;
