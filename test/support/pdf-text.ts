import { extractText, getDocumentProxy } from 'unpdf';

/** The text of each page of a PDF, as another program reads it. */
export async function pdfPages(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(document, { mergePages: false });
  return text;
}

/** Text without its spaces: where lines were broken is no matter. */
export const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');
