import { expect, test } from 'vitest';
import { all, at, functionNamed, functions, template, workOf } from '../test-support/machine.ts';

test('those who decide write frozen packages, and cannot remove one', () => {
  const writers = functions
    .map(({ name }) => name)
    .filter((name) => workOf(name).includes('s3:PutObject Packages/Bucket/*'));
  expect(writers.sort()).toEqual(['decide-case', 'decide-disclosure']);
  for (const name of writers) expect(workOf(name).join()).not.toMatch(/s3:Delete/);
});

test('who lets a package leave can read it and not change it; what it seals lies elsewhere', () => {
  const packages = workOf('dispatch-disclosure').filter((line) => line.includes('Packages/'));
  expect(packages).toEqual([
    's3:GetObject Packages/Bucket/*',
    's3:PutObject Packages/Bucket/sealed/*',
  ]);
});

test('when nobody says otherwise, then keys that everybody knows are not encrypted to', () => {
  const { Variables } = functionNamed('dispatch-disclosure').properties.Environment;
  expect(Variables.SYNTHETIC_RECIPIENT_KEYS).toEqual({ Ref: 'SyntheticRecipientKeys' });
  expect(template.toJSON()['Parameters'].SyntheticRecipientKeys).toMatchObject({
    Default: 'refused',
    AllowedValues: ['refused', 'accepted'],
  });
});

test('when a recipient has no key, then somebody is told', () => {
  const [filter] = all('AWS::Logs::MetricFilter').filter(({ path }) =>
    path.startsWith('DisclosureDispatch/'),
  );
  expect(filter?.properties.FilterPattern).toBe('{ $.message = "no key to encrypt to" }');
  expect(at('DisclosureDispatch/WithoutKey').properties).toMatchObject({
    Threshold: 1,
    AlarmActions: [expect.anything()],
  });
});
