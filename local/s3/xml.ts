const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

type XmlValue = string | number | boolean | undefined | XmlFields | XmlFields[];
export type XmlFields = { [name: string]: XmlValue };

/** A document in S3's namespace; undefined fields are left out, a list repeats its element. */
export function xmlDocument(root: string, fields: XmlFields): string {
  const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${namespace}>${inner(fields)}</${root}>`;
}

function inner(fields: XmlFields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one]))
    .map(([name, value]) => element(String(name), value as XmlValue))
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  const content = typeof value === 'object' ? inner(value as XmlFields) : escaped(String(value));
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/[\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The contents of every `<name>…</name>` in order; enough for the flat documents the SDK sends. */
export function xmlElements(document: string, name: string): string[] {
  const pattern = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g');
  return [...document.matchAll(pattern)].map(([, content = '']) => unescaped(content));
}

export function xmlElement(document: string, name: string): string | undefined {
  return xmlElements(document, name)[0];
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&amp;', '&');
}
