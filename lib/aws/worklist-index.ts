/**
 * What the index `worklist` of the cases table holds of an item beside its keys: enough to tell the list.
 * An assessment is large and written often, and is read by its key.
 */
export const heldInWorklist = [
  'closedBy',
  'decision',
  'disclosure',
  'informed',
  'mark',
  'packed',
  'possible',
  'revision',
  'theCase',
  'version',
] as const;
