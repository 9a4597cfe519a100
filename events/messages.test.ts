import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as messages from './messages.ts';

const schemas = {
  'batch-submitted': messages.batchSubmittedSchema,
  'upload-arrived': messages.uploadArrivedSchema,
  'bucket-test': messages.bucketTestSchema,
  'ledgers-changed': messages.ledgersChangedSchema,
  'subject-evaluated': messages.subjectEvaluatedSchema,
  'disclosure-approved': messages.disclosureApprovedSchema,
  'decision-recorded': messages.decisionRecordedSchema,
  'personal-data-read': messages.personalDataReadSchema,
  'retention-acted': messages.retentionActedSchema,
  'information-filed': messages.informationFiledSchema,
  'information-acted': messages.informationActedSchema,
};

const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`${import.meta.dirname}/samples/${name}.json`, 'utf-8'));

test('there is a sample of each message, and of nothing else', () => {
  const files = readdirSync(`${import.meta.dirname}/samples`);
  expect(files.sort()).toEqual(
    Object.keys(schemas)
      .map((name) => `${name}.json`)
      .sort(),
  );
});

describe.each(Object.entries(schemas))('%s', (name, schema) => {
  test('its sample is one', () => {
    expect(schema.safeParse(sample(name)).success).toBe(true);
  });

  test('without any one of the parts that it must have it is not', () => {
    const parts = Object.entries(schema.shape);
    for (const [part] of parts.filter(([, one]) => !one.safeParse(undefined).success)) {
      const { [part]: _, ...rest } = sample(name);
      expect(schema.safeParse(rest).success).toBe(false);
    }
  });
});

test('the intake queue carries three of them and refuses the others', () => {
  const carried = Object.keys(schemas).filter(
    (name) => messages.intakeMessageSchema.safeParse(sample(name)).success,
  );
  expect(carried).toEqual(['batch-submitted', 'upload-arrived', 'bucket-test']);
});
