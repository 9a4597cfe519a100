import { getDocumentProxy } from 'unpdf';

/** A stretch of text on a page, in points from its left and upper edges; `y` is its base line. */
export type PlacedText = { text: string; x: number; y: number; width: number; size: number };
export type PlacedPage = { width: number; height: number; texts: readonly PlacedText[] };

/** Where each text of a PDF stands, as another program reads it. */
export async function pdfPlaces(bytes: Uint8Array): Promise<PlacedPage[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const pages: PlacedPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [, , , size = 0, x = 0, y = 0] = item.transform as number[];
      return [{ text: item.str, x, y: height - y, width: item.width, size }];
    });
    pages.push({ width, height, texts });
  }
  return pages;
}

/** The links of each page: to which page each leads, from 0. */
export async function pdfLinks(bytes: Uint8Array): Promise<number[][]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const pages: number[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const annotations = (await page.getAnnotations()) as { dest?: string }[];
    const targets: number[] = [];
    for (const { dest } of annotations) {
      const [target] = (await document.getDestination(dest ?? '')) ?? [];
      targets.push(target ? await document.getPageIndex(target) : -1);
    }
    pages.push(targets);
  }
  return pages;
}

/** The outline: each line, on which page it is, from 0, and what stands under it. */
type OutlineLine = { title: string; page: number; under: OutlineLine[] };
export async function pdfOutline(bytes: Uint8Array): Promise<OutlineLine[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  type Item = { title: string; dest: unknown; items: Item[] };
  const read = async (items: readonly Item[]): Promise<OutlineLine[]> => {
    const lines: OutlineLine[] = [];
    for (const { title, dest, items: under } of items) {
      const [target] = dest as [Parameters<typeof document.getPageIndex>[0]];
      lines.push({ title, page: await document.getPageIndex(target), under: await read(under) });
    }
    return lines;
  };
  return read(((await document.getOutline()) ?? []) as Item[]);
}

/** The roles of the structure of a document in the order of reading, page after page. */
export async function pdfRoles(bytes: Uint8Array): Promise<{ role: string; lang?: string }[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  type Node = { role?: string; lang?: string; children?: Node[] };
  const rolesOf = ({ role, lang, children = [] }: Node): { role: string; lang?: string }[] => [
    ...(role === undefined ? [] : [{ role, ...(lang && { lang }) }]),
    ...children.flatMap(rolesOf),
  ];
  const roles: { role: string; lang?: string }[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    roles.push(...rolesOf(((await page.getStructTree()) ?? {}) as Node));
  }
  return roles;
}
