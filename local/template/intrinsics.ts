/** The value of `{ Ref: name }` and of `{ Fn::GetAtt: [name, attribute] }`. */
export type Lookup = {
  ref: (name: string) => string;
  attribute: (name: string, attribute: string) => string;
};

/** Replaces every intrinsic function in `value` by what it stands for. */
export function resolveIntrinsics(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value)) return value.map((one) => resolveIntrinsics(one, lookup));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only && (only[0] === 'Ref' || only[0].startsWith('Fn::'))) {
    return call(only[0], only[1], lookup);
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, resolveIntrinsics(one, lookup)]));
}

function call(name: string, argument: unknown, lookup: Lookup): unknown {
  const resolved = (value: unknown) => resolveIntrinsics(value, lookup);
  switch (name) {
    case 'Ref':
      return lookup.ref(String(argument));
    case 'Fn::GetAtt': {
      const [resource, attribute] =
        typeof argument === 'string' ? split2(argument, '.') : (argument as [string, string]);
      return lookup.attribute(resource, attribute);
    }
    case 'Fn::Join': {
      const [separator, parts] = resolved(argument) as [string, string[]];
      return parts.join(separator);
    }
    case 'Fn::Select': {
      const [index, parts] = resolved(argument) as [number | string, unknown[]];
      return parts[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, text] = resolved(argument) as [string, string];
      return text.split(separator);
    }
    case 'Fn::Sub':
      return substitute(argument, lookup);
    default:
      throw new Error(`The template uses ${name}, which this machine does not resolve`);
  }
}

function substitute(argument: unknown, lookup: Lookup): string {
  const [text, values] = (Array.isArray(argument) ? argument : [argument, {}]) as [
    string,
    Record<string, unknown>,
  ];
  return text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name in values) return String(resolveIntrinsics(values[name], lookup));
    if (!name.includes('.') || name.includes('::')) return lookup.ref(name);
    return lookup.attribute(...split2(name, '.'));
  });
}

function split2(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}
