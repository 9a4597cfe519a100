import { expect, test, vi } from 'vitest';
import { entry, ledgerWith } from '../../test/support/ledgers.ts';
import { rulebook } from '../../test/support/rulebooks.ts';
import { conditionResults } from './condition-results.ts';
import { explainIndicator } from './explain-indicator.ts';

vi.mock('./condition-results.ts', { spy: true });

test.each([
  ['matches', 2],
  ['does not match', 1],
])(
  'given what %s, when json-rules-engine says otherwise, then nothing is explained',
  async (_, count) => {
    const ledger = ledgerWith(Array.from({ length: count }, () => entry()));
    vi.mocked(conditionResults).mockResolvedValueOnce({ all: [], holds: count === 1 });
    await expect(explainIndicator(rulebook(), ledger, 'HT-SEX-001')).rejects.toThrow(
      'json-rules-engine and the compiled conditions of HT-SEX-001 differ',
    );
    await expect(explainIndicator(rulebook(), ledger, 'HT-SEX-001')).resolves.toBeDefined();
  },
);
