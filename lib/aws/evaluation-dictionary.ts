/*
 * What most evaluations have in common. A person of whom banks tell nothing but transactions lacks the
 * data of the same indicators as the next one. As new indicators come it fits less well, and is still
 * right: it may never be changed, for evaluations are read with what they were written with.
 */

/** An indicator and which data it lacks, in the order of evaluations. */
const usuallyMissing = `
  HT-CSE-005 counterparty-country country
  HT-CSE-006 counterparty-country country
  HT-CSE-013 facts
  HT-CSE-016 facts
  HT-CSE-018 facts
  HT-CSE-019 facts
  HT-CSE-020 facts
  HT-CSE-026 counterparty-age
  HT-GEN-002 terminal
  HT-GEN-003 facts
  HT-GEN-005 facts
  HT-GEN-011 facts
  HT-GEN-013 staffObservations
  HT-GEN-014 fee
  HT-GEN-016 facts
  HT-GEN-017 facts
  HT-LAB-007 facts staffObservations
  HT-LAB-008 facts
  HT-LAB-011 industry
  HT-LAB-013 industry
  HT-LAB-014 facts industry
  HT-LAB-016 facts
  HT-LAB-019 facts
  HT-LAB-020 facts
  HT-LAB-022 facts
  HT-LAB-023 facts
  HT-LAB-026 facts staffObservations
  HT-LAB-027 industry
  HT-SEX-002 terminal
  HT-SEX-005 coordinates
  HT-SEX-011 industry profiles
  HT-SEX-013 recipient
  HT-SEX-018 profiles
  HT-SEX-025 facts
  HT-SEX-027 facts
  HT-SEX-029 facts
  HT-SEX-035 cardAuthorizations
  HT-SEX-040 coordinates
  HT-SEX-045 advertMatches
  HT-SEX-046 advertMatches
  HT-SEX-047 facts
  HT-SEX-048 country facts
  HT-SEX-049 facts
  HT-SEX-050 facts
  HT-SEX-051 facts
  HT-SEX-065 facts
  HT-SEX-066 facts
  HT-SEX-073 income profiles
  HT-SEX-074 income profiles
  HT-SEX-075 income profiles
  HT-SEX-080 facts staffObservations
  HT-SEX-081 facts staffObservations
  HT-SEX-082 facts staffObservations
  HT-SEX-083 staffObservations
  HT-SEX-084 staffObservations
  HT-SEX-085 facts
  HT-SEX-086 relationships
  HT-SEX-087 profiles
  HT-SEX-088 adverseMedia facts
  HT-SEX-089 adverseMedia facts
  HT-SEX-090 advertMatches facts
  HT-SEX-093 advertMatches facts
  HT-SEX-094 industry profiles
  HT-SEX-099 income profiles
  HT-SEX-100 facts
  HT-SEX-101 facts income profiles
  HT-SMG-004 facts
`;

const notEvaluable = usuallyMissing
  .trim()
  .split('\n')
  .map((line) => {
    const [indicator, ...missing] = line.trim().split(' ');
    return { indicator, missing };
  });

/** What comes later is found more cheaply, so the commonest stands last. */
export const evaluationDictionary = Buffer.from(
  [
    '"explanations":[{"suppressor":"FP01","sentence":{"en":","fr":"},"evidence":[{"entity":"',
    '"values":{"}],"version":1,"family":"PROFILE","strength":2,"typologies":["general-laundering","labour-exploitation",',
    '"sexual-exploitation"],"from":"2026-0","until":"2026-0T12:00:00-05:00-04:00","matches":[{"matchId":"match-","subject":"party:',
    '","indicator":"HT-GEN-0","transaction":"T1","leg":0},{"entity":"","reference":"',
    JSON.stringify({ matches: [], notEvaluable, explanations: [] }),
  ].join(''),
);
