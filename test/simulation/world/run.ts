import type { Deliveries } from './deliveries.ts';
import type { Operator } from './operator.ts';
import type { People } from './people.ts';
import type { Readers } from './readers.ts';
import type { Recipients } from './recipients.ts';
import type { ReportingEntities } from './reporting-entities.ts';
import type { World } from './world.ts';

/** Everybody who moves the machine from outside. */
export type Actors = {
  entities: ReportingEntities;
  deliveries: Deliveries;
  people: People;
  recipients: Recipients;
  readers: Readers;
  operator: Operator;
};

type Limits = {
  /** Whether it is the part of the people: they act more often. */
  isSecond: boolean;
  /** Acts of people that are left. */
  people: number;
  /** Acts of recipients that are left. */
  recipients: number;
  /** Times that somebody may still look at something. */
  looks: number;
  /** Times that the sweeper may start by its clock. */
  sweeps: number;
  /** Steps in a row in which nothing was under way. */
  quiet: number;
  /** Moves that found nothing to do; until a call is carried out there is nothing new either. */
  inVain: Set<Move>;
};

const mostAtOnce = 6;
/** Steps after which the faults end, whatever is still under way. */
const mostSteps = 1500;
/** No history that comes to rest takes more. */
const mostStepsToRest = 12_000;
const roundsToRest = 12;

const tick = () => new Promise<void>((resolve) => process.nextTick(resolve));
const wholeTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** No work of another thread, such as packing, takes more. */
const mostTurns = 20_000;

/**
 * Until the next call waits: all that follows from the last one has happened then. Most of it are
 * promises and streams; a whole turn of the event loop is waited for only where some invocation has
 * neither ended nor called anybody yet, since it takes long.
 */
async function turn({ scheduler, machines }: World): Promise<void> {
  await tick();
  const isAtWork = () => scheduler.waiting() < machines.running();
  for (let round = 1; round < 3 && isAtWork(); round += 1) await tick();
  for (let turns = 0; isAtWork() && turns < mostTurns; turns += 1) await wholeTurn();
}

type Move = 'call' | 'deliver' | 'send' | 'person' | 'recipient' | 'read' | 'sweep' | 'clock';

/**
 * The first part: reports come in, in the order of chance, and everything goes wrong. Then the faults
 * end, and what came in must be right.
 */
export async function firstPart(world: World, actors: Actors): Promise<void> {
  const { random, length } = world;
  await runWithFaults(world, actors, {
    isSecond: false,
    people: random.happens(length === 'tiny' ? 0.12 : 0.6) ? random.int(1, 7) : 0,
    sweeps: length === 'tiny' ? Number(random.happens(0.25)) : random.int(0, 3),
    deployAt: random.happens(0.15) ? random.int(50, 300) : undefined,
    poisonAt: random.happens(0.05) ? random.int(1, 200) : undefined,
  });
  await comeToRest(world, actors);
}

/**
 * The second part: people take up the cases while the last reports come in; in most histories
 * everything goes wrong once more.
 */
export async function secondPart(world: World, actors: Actors): Promise<void> {
  const { random, length, faults, trace } = world;
  trace.note('people take up the cases');
  actors.entities.sendTheLast();
  if (random.happens(0.7)) {
    faults.begin();
    await runWithFaults(world, actors, {
      isSecond: true,
      people: length === 'tiny' ? random.int(3, 7) : random.int(6, 14),
      sweeps: random.int(0, 1),
    });
  } else await finishCases(world, actors);
  await comeToRest(world, actors);
}

type Plan = {
  isSecond: boolean;
  people: number;
  sweeps: number;
  deployAt?: number | undefined;
  poisonAt?: number | undefined;
};

async function runWithFaults(world: World, actors: Actors, plan: Plan): Promise<void> {
  const { isSecond, people, sweeps, deployAt, poisonAt } = plan;
  const limits: Limits = {
    isSecond,
    people,
    recipients: isSecond ? 10 : 3,
    looks: 3,
    sweeps,
    quiet: 0,
    inVain: new Set(),
  };
  for (let step = 0; step < mostSteps && limits.quiet < 5; step += 1) {
    await turn(world);
    if (step === deployAt) actors.operator.deploy();
    if (step === poisonAt) await actors.operator.poison();
    const move = pickMove(world, actors, limits);
    const moved = makeMove(move, world, actors, limits);
    if (moved) limits.inVain.clear();
    else limits.inVain.add(move);
    const idle = !moved && world.scheduler.waiting() === 0 && world.machines.running() === 0;
    limits.quiet = idle && actors.entities.isDone() ? limits.quiet + 1 : 0;
  }
}

function pickMove(
  { random, scheduler, machines, temper }: World,
  { entities, people: staff }: Actors,
  { isSecond, people, recipients, looks, sweeps, inVain }: Limits,
): Move {
  const full = machines.running() >= mostAtOnce;
  const weigh = (move: Move, weight: number) => (full || inVain.has(move) ? 0 : weight);
  const together = staff.busy() === 0 || random.happens(temper.impatience);
  const delivered = staff.acts.some(({ kind }) => kind === 'approve');
  return random.weighted<Move>({
    call: scheduler.waiting() > 0 ? 10 : 0,
    deliver: weigh('deliver', 2.5),
    send: entities.isDone() ? 0 : weigh('send', 0.8),
    person: people > 0 ? weigh('person', isSecond && together ? 2.5 : 0.5) : 0,
    recipient: recipients > 0 && delivered ? weigh('recipient', isSecond ? 4 : 0.3) : 0,
    read: looks > 0 ? weigh('read', isSecond ? 0.4 : 0.08) : 0,
    sweep: sweeps > 0 ? weigh('sweep', 0.05) : 0,
    clock: 0.15,
  });
}

/** @returns whether anything came of it. */
function makeMove(move: Move, world: World, actors: Actors, limits: Limits): boolean {
  const { random, scheduler, clock, faults } = world;
  switch (move) {
    case 'call':
      clock.advance(random.int(1, 40));
      return scheduler.release();
    case 'deliver':
      return deliverSomething(world, actors);
    case 'send':
      return actors.entities.act();
    case 'person': {
      const acts = actors.people.act();
      if (acts) limits.people -= 1;
      return acts;
    }
    case 'recipient': {
      const acts = actors.recipients.act();
      if (acts) limits.recipients -= 1;
      return acts;
    }
    case 'read':
      limits.looks -= 1;
      return actors.readers.act();
    case 'sweep':
      limits.sweeps -= 1;
      actors.operator.sweep();
      return true;
    case 'clock':
      if (faults.happens('clock-jump', 0.5)) clock.advance(random.int(1000, 400_000));
      return false;
  }
}

function deliverSomething({ random }: World, { deliveries }: Actors): boolean {
  const ready = deliveries.ready();
  return ready.length > 0 && deliveries.deliver(random.pick(ready));
}

/**
 * Without faults: everything under way ends, every message is done, the sweeper and the operator see
 * to what was left behind. What fails now fails for good.
 */
async function comeToRest(world: World, actors: Actors): Promise<void> {
  world.faults.end();
  world.trace.note('the faults end');
  await rest(world, actors);
  world.machines.retire();
  actors.deliveries.onFailure((queue, body) => {
    if (!actors.operator.isPoison(body)) world.fail('no-failure-without-fault', `${queue} ${body}`);
  });
  await settleAll(world, actors);
  actors.deliveries.onFailure(() => {});
}

async function rest(world: World, actors: Actors): Promise<void> {
  for (let step = 0; step < mostStepsToRest; step += 1) {
    await turn(world);
    if (!moveOn(world, actors)) return;
  }
  world.fail('comes-to-rest', 'still busy after many steps');
}

/** Sweeps and replays until nothing is left to sweep or to replay. */
async function settleAll(world: World, actors: Actors): Promise<void> {
  for (let round = 0; round < roundsToRest && world.failures.length === 0; round += 1) {
    // Beyond what queues remember of messages they have seen.
    world.clock.advance(6 * 60_000);
    const sent = await actors.operator.replay();
    if (actors.operator.mustJudgeAnew()) await actors.operator.judgeAnew();
    if (actors.operator.marked() > 0) actors.operator.sweep();
    else if (sent === 0 && round > 0) return;
    await rest(world, actors);
  }
  if (world.failures.length === 0) world.fail('comes-to-rest', 'something is left again and again');
}

async function finishCases(world: World, actors: Actors) {
  for (let act = 0; act < 4 && world.failures.length === 0; act += 1) {
    if (!actors.people.act()) return;
    await rest(world, actors);
    if (world.random.happens(0.3)) actors.recipients.act();
  }
  await rest(world, actors);
}

/** One step towards rest. @returns false when there is none left. */
function moveOn(world: World, actors: Actors): boolean {
  const { random, scheduler, machines, clock } = world;
  const full = machines.running() >= mostAtOnce;
  clock.advance(random.int(1, 20));
  if (scheduler.waiting() > 0 && (full || random.happens(0.7)) && scheduler.release(full)) {
    return true;
  }
  if (!actors.entities.isDone() && actors.entities.act()) return true;
  if (deliverSomething(world, actors) || scheduler.release(true)) return true;
  if (machines.running() > 0) world.fail('comes-to-rest', 'a function waits for nobody');
  return false;
}
