import { bugsInDecisions } from './bugs-in-decisions.ts';
import { bugsInIntake } from './bugs-in-intake.ts';
import { bugsInJudging } from './bugs-in-judging.ts';
import { bugsInStores } from './bugs-in-stores.ts';
import type { PlantedBug } from './planted-bug.ts';

/** Every mistake that the simulator must notice. */
export const plantedBugs: readonly PlantedBug[] = [
  ...bugsInStores,
  ...bugsInIntake,
  ...bugsInJudging,
  ...bugsInDecisions,
];
