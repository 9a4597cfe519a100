import { readRulebook } from './read-rulebook.ts';
import type { Rulebook, Rulebooks } from './rulebook.ts';

/** The rulebook of a directory, read when it is first asked for. It does not change while code runs. */
export function rulebookFiles(directory: string): Rulebooks {
  let rulebook: Promise<Rulebook> | undefined;
  return {
    active() {
      rulebook ??= readRulebook(directory);
      return rulebook;
    },
  };
}
