import type { Language } from '../translated.ts';
import { manifestName, type PackageFile, signatureName, signerName } from './manifest.ts';

type About = {
  disclosureId: string;
  language: Language;
  caveats: readonly string[];
  files: readonly PackageFile[];
};

/** What is in the archive and how to check it with tools at hand, in the recipient's language. */
export function readme({ disclosureId, language, caveats, files }: About): string {
  const { title, contents, kinds, check, steps, careful } = words[language];
  const lines = [
    title,
    disclosureId,
    '',
    contents,
    ...files.map(({ name }) => `  ${name}: ${kinds[name] ?? name}`),
    `  ${manifestName}: ${kinds[manifestName]}`,
    `  ${signatureName}: ${kinds[signatureName]}`,
    '',
    check,
    ...steps,
    `     openssl dgst -sha256 ${files.map(({ name }) => name).join(' ')}`,
    '',
    careful,
    ...caveats.map((caveat) => `  - ${caveat}`),
  ];
  return `${lines.join('\n')}\n`;
}

const commands = {
  key: `openssl pkey -pubin -in ${signerName} -outform DER | openssl dgst -sha256`,
  signature: `openssl dgst -sha256 -verify ${signerName} -signature ${signatureName} ${manifestName}`,
};

const words: Record<
  Language,
  {
    title: string;
    contents: string;
    kinds: Record<string, string>;
    check: string;
    steps: readonly string[];
    careful: string;
  }
> = {
  en: {
    title: 'Disclosure package',
    contents: 'What is in here:',
    kinds: {
      'package.json': 'the package itself; all other forms are made from it',
      'package.pdf': 'to read and print',
      'package.xml': 'for systems that read XML',
      'transactions.csv': 'the transactions as a table',
      [signerName]: 'the public key of the signature',
      [manifestName]: 'every file with its size and SHA-256',
      [signatureName]: 'the signature over manifest.json (ECDSA, P-256, SHA-256, DER)',
    },
    check: 'How to check that nothing was changed:',
    steps: [
      '  1. Compare the SHA-256 of the public key with the one you were given in another way:',
      `     ${commands.key}`,
      '  2. Check the signature; the answer is "Verified OK":',
      `     ${commands.signature}`,
      '  3. Compare the SHA-256 of each file with the one in manifest.json:',
    ],
    careful: 'Please note:',
  },
  fr: {
    title: 'Dossier de communication',
    contents: 'Contenu :',
    kinds: {
      'package.json': 'le dossier lui-même; toutes les autres formes en sont tirées',
      'package.pdf': 'pour lire et imprimer',
      'package.xml': 'pour les systèmes qui lisent le XML',
      'transactions.csv': 'les opérations sous forme de tableau',
      [signerName]: 'la clé publique de la signature',
      [manifestName]: 'chaque fichier avec sa taille et son SHA-256',
      [signatureName]: 'la signature de manifest.json (ECDSA, P-256, SHA-256, DER)',
    },
    check: 'Comment vérifier que rien n’a été modifié :',
    steps: [
      '  1. Comparez le SHA-256 de la clé publique avec celui qui vous a été remis par une autre voie :',
      `     ${commands.key}`,
      '  2. Vérifiez la signature; la réponse est « Verified OK » :',
      `     ${commands.signature}`,
      '  3. Comparez le SHA-256 de chaque fichier avec celui de manifest.json :',
    ],
    careful: 'À noter :',
  },
};
