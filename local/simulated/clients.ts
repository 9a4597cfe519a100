import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Call, Crash, type Fate, type Gate } from './call.ts';
import { callSite } from './call-site.ts';
import { refusal, throttling, timeout } from './faults.ts';
import { bytesOfBody } from './object-body.ts';

/** The clients of one instance, to be given to what is in `lib/aws`. */
export type Clients = {
  dynamodb: DynamoDBDocumentClient;
  s3: S3Client;
  sqs: SQSClient;
  kms: KMSClient;
};

/** Carries out a call at once, or throws as the service would; `body` is what it sends along. */
export type CarryOut = (call: Call, fate: Fate, body: Uint8Array) => object;

type Command = { input: object; constructor: { name: string } };

/**
 * Clients for one instance after another, each call of which goes through the gate.
 *
 * @param dead the actors that can call no more; who dies by a call is added.
 */
export function simulatedClients({
  gate,
  carryOut,
  dead,
}: {
  gate: Gate;
  carryOut: CarryOut;
  dead: Set<string>;
}): (actor: string) => Clients {
  async function perform(call: Call): Promise<object> {
    requireAlive(dead, call.actor);
    const body = call.service === 's3' ? await bodyOf(call.input) : noBytes;
    const fate = await gate(call);
    requireAlive(dead, call.actor);
    if (fate === 'dies-before' || fate === 'dies-after') dead.add(call.actor);
    return end(call, fate, () => carryOut(call, fate, body));
  }

  function client<T extends object>(actor: string, service: Call['service'], kind: T): T {
    // Asynchronous, so that everything that goes wrong is a rejection, as with the SDK.
    const send = async (command: Command): Promise<object> => {
      const operation = command.constructor.name;
      return perform({ actor, service, operation, site: callSite(send), input: command.input });
    };
    // The paginators of the SDK ask what kind of client they were given.
    return Object.assign(Object.create(kind), { send, destroy: () => {}, config: {} });
  }

  return (actor) => ({
    dynamodb: client(actor, 'dynamodb', DynamoDBDocumentClient.prototype),
    s3: client(actor, 's3', S3Client.prototype),
    sqs: client(actor, 'sqs', SQSClient.prototype),
    kms: client(actor, 'kms', KMSClient.prototype),
  });
}

const noBytes = new Uint8Array(0);

async function bodyOf(input: unknown): Promise<Uint8Array> {
  const { Body } = input as { Body?: unknown };
  return Body === undefined ? noBytes : bytesOfBody(Body);
}

function requireAlive(dead: ReadonlySet<string>, actor: string): void {
  if (dead.has(actor)) throw new Crash(`${actor} is dead`);
}

function end({ actor, service, operation }: Call, fate: Fate, outcome: () => object): object {
  switch (fate) {
    case 'throttled':
      throw throttling(service);
    case 'refused':
      throw refusal(service);
    case 'answer-lost':
      inVain(outcome);
      throw timeout();
    case 'repeated':
      // A transaction has a token, by which the second attempt is known.
      if (operation !== 'TransactWriteCommand') inVain(outcome);
      return outcome();
    case 'dies-before':
      throw new Crash(`${actor} died before ${operation}`);
    case 'dies-after':
      inVain(outcome);
      throw new Crash(`${actor} died after ${operation}`);
    default:
      return outcome();
  }
}

/** Whatever comes of it, nobody hears of it. */
function inVain(outcome: () => object): void {
  try {
    outcome();
  } catch {
    // An answer that is lost on purpose: whether it was an error is lost with it.
  }
}
