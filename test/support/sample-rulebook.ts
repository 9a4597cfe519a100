import { readRulebook } from '../../lib/indicators/read-rulebook.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';

let read: Promise<Rulebook> | undefined;

/** The rulebook of this repository, read once. */
export function theRulebook(): Promise<Rulebook> {
  read ??= readRulebook('rules');
  return read;
}
