import type { FaultKind, PackageFault, Verification } from '../../lib/sealing/verify-package.ts';
import { plainText } from './plain-text.ts';

/** What came of a verification, for a person. */
export function verificationText(
  name: string,
  { faults, manifest }: Verification,
  isTrusted: boolean,
): string {
  const about = manifest
    ? [
        `${manifest.disclosureId} for ${manifest.recipient}, prepared ${manifest.preparedAt}`,
        `signed by the key ${manifest.signedBy}`,
      ]
    : [];
  if (faults.length > 0) return [`${name}: CHANGED`, ...faults.map(faultText)].join('\n');
  const caution = isTrusted
    ? 'It is the key that you gave.'
    : 'The key came with the package: compare its SHA-256 with the one you were given.';
  return [`${name}: nothing was changed`, ...about.map((line) => `  ${line}`), `  ${caution}`].join(
    '\n',
  );
}

const faultText = ({ file, fault, at }: PackageFault): string =>
  `  ${plainText(file)}: ${words[fault]}${at === undefined ? '' : `, first at byte ${at}`}`;

const words: Record<FaultKind, string> = {
  unreadable: 'is no archive of a package',
  'cannot-be-opened': 'does not open: it was changed, or it is for another key',
  missing: 'is missing',
  added: 'does not belong here',
  changed: 'was changed',
  twice: 'is there twice',
  reordered: 'is not in its place',
  'wrong-signature': 'is not the signature of this manifest by this key',
  'another-signer': 'was signed by another key',
  'bytes-outside-files': 'has other bytes between or after its files',
};
