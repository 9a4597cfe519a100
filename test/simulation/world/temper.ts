import { shareOf } from './share-of-seeds.ts';

/** What a history sees more of than others do. Shares are from 0 to 1. */
export type Temper = {
  /** Deliveries that go to several instances at once. */
  twiceAtOnce: number;
  /** Invocations that stop for long somewhere in the middle. */
  slow: number;
  /** Reads of objects that come damaged, and writes of objects that the SDK repeats. */
  damage: number;
  /** Requests that people make twice, and times that they act while others do. */
  impatience: number;
  /** Of those, how often one stops for long after a write, and another dies after one. */
  overtaking: number;
  /** How much goes wrong with calls, of the usual. */
  faults: number;
  /** Short histories in which people take up the cases while the last reports come in. */
  secondPart: number;
  /** Worlds in which little is kept in one place before it is sealed. */
  small: number;
};

const even: Temper = {
  twiceAtOnce: 0.06,
  slow: 0.1,
  damage: 0,
  impatience: 0.06,
  overtaking: 0,
  faults: 1,
  secondPart: 0.055,
  small: 0.2,
};
/** Everybody meets somebody who is at the same. */
const rivals: Temper = {
  ...even,
  twiceAtOnce: 0.4,
  slow: 0.5,
  impatience: 0.5,
  overtaking: 0.6,
  faults: 0.5,
  secondPart: 0.09,
  small: 0.5,
};
/** What is stored reads otherwise, and who repeats a write finds it there. */
const decay: Temper = { ...even, damage: 0.45, impatience: 0.2, secondPart: 0.14 };

/** People take up cases that the machine is about to change, and whoever writes last came long before. */
const crossing: Temper = {
  ...even,
  twiceAtOnce: 0.2,
  slow: 0.6,
  impatience: 0.3,
  overtaking: 0.5,
  faults: 0.3,
  secondPart: 1,
};

/** Each seed has its temper. */
export function temperOf(seed: number): Temper {
  const share = shareOf('temper', seed);
  if (share < 0.25) return rivals;
  if (share < 0.43) return decay;
  return share < 0.475 ? crossing : even;
}
