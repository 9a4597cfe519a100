import { expect, test } from 'vitest';
import { resolveIntrinsics } from './intrinsics.ts';

const lookup = {
  ref: (name: string) => `<${name}>`,
  attribute: (name: string, attribute: string) => `<${name}.${attribute}>`,
};

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub is written
test.each([
  [{ Ref: 'Table' }, '<Table>'],
  [{ 'Fn::GetAtt': ['Table', 'Arn'] }, '<Table.Arn>'],
  [{ 'Fn::GetAtt': 'Table.Stream.Arn' }, '<Table.Stream.Arn>'],
  [{ 'Fn::Join': ['/', ['a', { Ref: 'Table' }]] }, 'a/<Table>'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
  [
    { 'Fn::Sub': 'x-${AWS::Region}-${Table}-${Table.Arn}-${!kept}' },
    'x-<AWS::Region>-<Table>-<Table.Arn>-${kept}',
  ],
  [{ 'Fn::Sub': ['${own}', { own: { Ref: 'Table' } }] }, '<Table>'],
  [{ list: [{ Ref: 'A' }, 1, null, true] }, { list: ['<A>', 1, null, true] }],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: back to our own strings
])('%j stands for %j', (value, meaning) => {
  expect(resolveIntrinsics(value, lookup)).toEqual(meaning);
});

test('given a function nobody resolves, when it is met, then it is an error', () => {
  expect(() => resolveIntrinsics({ 'Fn::ImportValue': 'x' }, lookup)).toThrow(/Fn::ImportValue/);
});
