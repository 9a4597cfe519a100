import { goamlXml } from './goaml-xml.ts';
import { renderPdf } from './pdf/render-pdf.ts';
import { readFrozen } from './read-frozen.ts';
import { transactionsCsv } from './transactions-csv.ts';

/** One form of a frozen package. */
export type Rendering = { name: RenderingName; mediaType: string; bytes: Uint8Array };
export type RenderingName = 'package.json' | 'package.pdf' | 'package.xml' | 'transactions.csv';

const mediaTypes: Record<RenderingName, string> = {
  'package.json': 'application/json',
  'package.pdf': 'application/pdf',
  'package.xml': 'application/xml',
  'transactions.csv': 'text/csv; charset=utf-8',
};

/**
 * Raised with every change that gives the same package other bytes, so that whoever compares
 * renderings knows whether they were made by the same rules.
 */
export const rendererVersion = 2;

/**
 * One rendering of a frozen package. It is a function of the package's bytes and of nothing else: no
 * clock, no chance, no place; its dates are those in the package.
 *
 * @throws ZodError when the bytes are no `disclosure-package/1`.
 */
export async function rendering(name: RenderingName, packageBytes: Uint8Array): Promise<Rendering> {
  return { name, mediaType: mediaTypes[name], bytes: await bytesOf(name, packageBytes) };
}

/** All renderings of a frozen package: its own bytes, a document, XML in goAML's manner, a table. */
export const renderings = async (packageBytes: Uint8Array): Promise<Rendering[]> => {
  const made: Rendering[] = [];
  for (const name of renderingNames) made.push(await rendering(name, packageBytes));
  return made;
};

export const renderingNames = Object.keys(mediaTypes) as RenderingName[];

async function bytesOf(name: RenderingName, packageBytes: Uint8Array): Promise<Uint8Array> {
  const frozen = readFrozen(packageBytes);
  switch (name) {
    case 'package.json':
      return packageBytes;
    case 'package.pdf':
      return renderPdf(frozen);
    case 'package.xml':
      return goamlXml(frozen.held);
    case 'transactions.csv':
      return transactionsCsv(frozen.held);
  }
}
