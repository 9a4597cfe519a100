import { instant } from '../time.ts';

/** Orders local times by instant; simultaneous ones, written with different offsets, as text. */
export const compareInstants = (a: string, b: string): number =>
  instantOrder(a, b) || compareText(a, b);

/** Orders local times by instant alone. Those of one offset are in the order of their texts. */
export const instantOrder = (a: string, b: string): number =>
  haveOneOffset(a, b) ? compareText(a, b) : instant(a) - instant(b);

const haveOneOffset = (a: string, b: string): boolean =>
  a.length === wholeSeconds && b.length === wholeSeconds && a.endsWith(b.slice(offsetAt));

const offsetAt = '2026-03-02T03:12:00'.length;
const wholeSeconds = '2026-03-02T03:12:00-05:00'.length;

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
