import { invalid } from '../service-errors.ts';
import { isReserved } from './reserved-words.ts';

/** Where an expression is read, token by token, and what placeholders it was seen to use. */
export type Reader = {
  peek(): string;
  next(): string;
  /** Takes the next token if it is this one, keywords in any case. */
  accept(token: string): boolean;
  expect(token: string): void;
  name(): string;
  readonly names: Set<string>;
  readonly values: Set<string>;
  refuse(): Error;
};

const tokenPattern = /\s*(<>|<=|>=|[=<>(),.[\]+-]|[#:]?[A-Za-z0-9_]+)/uy;

/** @param kind what is read, for the words of an error: "ConditionExpression". */
export function reader(kind: string, text: string): Reader {
  const tokens = tokensOf(kind, text);
  let at = 0;
  const names = new Set<string>();
  const values = new Set<string>();
  const peek = () => tokens[at] ?? '';
  const refuse = () =>
    invalid(`Invalid ${kind}: Syntax error; token: "${peek() || '<EOF>'}", expression: "${text}"`);
  const next = () => {
    if (at >= tokens.length) throw refuse();
    at += 1;
    return tokens[at - 1] ?? '';
  };
  const accept = (token: string) => {
    if (peek().toUpperCase() !== token) return false;
    at += 1;
    return true;
  };
  return {
    names,
    values,
    peek,
    next,
    accept,
    refuse,
    expect: (token) => {
      if (!accept(token)) throw refuse();
    },
    name: () => {
      const name = peek();
      if (name.startsWith('#')) names.add(name);
      else if (!/^[A-Za-z]/u.test(name)) throw refuse();
      else if (isReserved(name)) {
        throw invalid(
          `Invalid ${kind}: Attribute name is a reserved keyword; reserved keyword: ${name}`,
        );
      }
      return next();
    },
  };
}

function tokensOf(kind: string, text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const [, token] = tokenPattern.exec(text) ?? [];
    if (token === undefined) throw invalid(`Invalid ${kind}: Syntax error; expression: "${text}"`);
    tokens.push(token);
  }
  if (tokens.length === 0) throw invalid(`Invalid ${kind}: The expression can not be empty;`);
  return tokens;
}
