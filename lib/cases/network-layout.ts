import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';

export type Place = { x: number; y: number };

type Placed = SimulationNodeDatum & { id: string };

/** Of the generator that places nodes at first and moves apart those that lie on one another. */
const seed = 20_161;
const steps = 300;
/** Cools the simulation down over those steps. */
const cooling = 0.0228;

/**
 * Where to draw the nodes of a network: whole numbers around 0, 0, the same on every machine. Nothing
 * but sums, products, quotients and square roots goes into it, which are exact by IEEE 754, and every
 * node, edge and random number comes in a fixed order.
 *
 * @param ids of the nodes, each once.
 * @param edges between them, by id; in whatever order.
 */
export function layNetworkOut(
  ids: readonly string[],
  edges: readonly { from: string; to: string }[],
): Map<string, Place> {
  const random = linearCongruential(seed);
  const side = 60 * Math.sqrt(ids.length + 1);
  // Places of our own, since those the library begins with rest on sines.
  const nodes = [...ids]
    .sort()
    .map((id): Placed => ({ id, x: (random() - 0.5) * side, y: (random() - 0.5) * side }));
  const between = edges.filter(({ from, to }) => from !== to);
  const links = [...new Set(between.map(({ from, to }) => JSON.stringify([from, to].sort())))]
    .sort()
    .map((pair) => JSON.parse(pair) as [string, string])
    .map(([source, target]): SimulationLinkDatum<Placed> => ({ source, target }));
  const simulation = forceSimulation(nodes)
    .randomSource(random)
    .alphaDecay(cooling)
    .force('links', forceLink<Placed, SimulationLinkDatum<Placed>>(links).id(idOf).distance(90))
    .force('apart', forceManyBody().strength(-240))
    .force('room', forceCollide(28))
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.06))
    .stop();
  simulation.tick(steps);
  return new Map(nodes.map(({ id, x = 0, y = 0 }) => [id, { x: whole(x), y: whole(y) }]));
}

const idOf = ({ id }: Placed): string => id;

/** Never minus zero. */
const whole = (coordinate: number): number => Math.round(coordinate) + 0;

/** Numbers from 0 inclusive to 1 exclusive, by whole-number arithmetic modulo 2³². */
function linearCongruential(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
