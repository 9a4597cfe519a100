/** One call of a function instance to the cloud, before it is carried out. */
export type Call = {
  /** The instance that calls, e.g. "ingest-batch#3". */
  actor: string;
  service: 'dynamodb' | 's3' | 'sqs' | 'kms';
  /** The name of the command's class: "PutCommand", "GetObjectCommand". */
  operation: string;
  /** Who calls: "lib/aws/batch-repository.ts:48". */
  site: string;
  input: unknown;
};

/** What happens to a call. */
export type Fate =
  /** Carried out and answered. */
  | 'done'
  /** Not carried out; the error of too many requests, as after the SDK's own retries. */
  | 'throttled'
  /** Carried out, and a timeout is thrown. */
  | 'answer-lost'
  /** Carried out, the answer lost, and carried out again by the SDK, whose second answer is given. */
  | 'repeated'
  /** Not carried out; the service says 500. */
  | 'refused'
  /** Another writer holds it at this moment: a conflict of transactions, or 409 of a conditional put of an object; else as done. */
  | 'conflict'
  /** An eventually consistent read sees an older version of the item, if there is one; else as done. */
  | 'stale'
  /** Bytes that are read come with one bit flipped; else as done. */
  | 'damaged'
  /** The bytes of an object end early, with an error; else as done. */
  | 'cut-short'
  /** Of a batch, a part is left unprocessed or fails; else as done. */
  | 'partly'
  /** The calling instance dies: Crash is thrown, by this and every later call of that actor. */
  | 'dies-before'
  | 'dies-after';

/** Decides when and how each call ends: the call is carried out when the promise resolves. */
export type Gate = (call: Call) => Promise<Fate> | Fate;

/** What a dead instance meets, whatever it calls. */
export class Crash extends Error {
  override readonly name = 'Crash';
}
