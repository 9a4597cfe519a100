import { expect, test } from 'vitest';
import { at } from '../test-support/machine.ts';

test('changes of one group come one after the other, also when they were given up', () => {
  for (const queue of ['Queue', 'DeadLetters']) {
    expect(at(`DisclosureAssembly/Disclosure/${queue}`).properties.FifoQueue).toBe(true);
  }
});

test('two different changes with the same words are both kept: the sender names duplicates', () => {
  const { properties } = at('DisclosureAssembly/Disclosure/Queue');
  expect(properties).not.toHaveProperty('ContentBasedDeduplication');
});
