const columns = 100;

/** Lines of at most 100 columns; the first stands after `first`, the others under its text. */
export function wrap(text: string, first: string): string[] {
  const indent = ' '.repeat(first.length);
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const fits = line.length + 1 + word.length <= columns;
    const empty = line === first || line === indent;
    if (empty) line += word;
    else if (fits) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line];
}
