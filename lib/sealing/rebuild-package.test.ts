import { beforeAll, describe, expect, test } from 'vitest';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts } from '../../test/support/decision-ports.ts';
import { dispatchDisclosure } from '../disclosures/dispatch-disclosure.ts';
import { rendererVersion, renderings } from '../disclosures/rendering/renderings.ts';
import { digest } from '../identifiers.ts';
import { type KeptPackage, rebuildPackage } from './rebuild-package.ts';
import type { Renderer } from './unsealed-package.ts';

const renderer: Renderer = { version: rendererVersion, render: renderings };
let kept: KeptPackage;
beforeAll(async () => {
  const { ports, held } = decisionPorts();
  const [disclosureId = ''] = await approvedDisclosures(ports);
  await dispatchDisclosure({ ...ports, renderer }, disclosureId);
  const frozen = held.packages.get(disclosureId) ?? new Uint8Array();
  const zip = held.sealed.get(`${disclosureId} package.zip`) ?? new Uint8Array();
  kept = { disclosureId, frozen, zip };
});

describe('given a package that left, in every form', () => {
  test('when it is made anew, then every byte is the same', async () => {
    const rebuilt = await rebuildPackage(kept, renderer);
    expect(rebuilt).toMatchObject({ zipDigest: digest(kept.zip) });
    expect(rebuilt).not.toHaveProperty('difference');
    expect(Buffer.compare(rebuilt.zip, kept.zip)).toBe(0);
  });

  test('when another renderer makes it anew, then the first other byte is told', async () => {
    const render: Renderer['render'] = async (bytes) => {
      const [json, pdf, ...others] = await renderings(bytes);
      if (!(json && pdf)) throw new Error('no PDF');
      const changed = Uint8Array.from(pdf.bytes);
      changed[20] = (changed[20] ?? 0) ^ 1;
      return [json, { ...pdf, bytes: changed }, ...others];
    };
    const rebuilt = await rebuildPackage(kept, { version: rendererVersion + 1, render });
    expect(rebuilt.difference).toEqual({ file: 'package.pdf', at: 20 });
    expect(rebuilt.renderer).toEqual({ sent: rendererVersion, here: rendererVersion + 1 });
  });

  test('when the archive that is kept is none, then it is told as altered', async () => {
    const damaged = { ...kept, zip: kept.zip.subarray(0, 100) };
    await expect(rebuildPackage(damaged, renderer)).rejects.toMatchObject({
      code: 'package-altered',
    });
  });
});
