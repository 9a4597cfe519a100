import { instant } from '../time.ts';

/** Orders local times by instant; simultaneous ones, written with different offsets, as text. */
export const compareInstants = (a: string, b: string): number =>
  instant(a) - instant(b) || (a < b ? -1 : a > b ? 1 : 0);
