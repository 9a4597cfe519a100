import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Resource = { Type: string; Properties?: Record<string, unknown> };

export type Template = {
  Resources: Record<string, Resource>;
  Parameters?: Record<string, { Default?: unknown }>;
};

export type Synthesized = {
  /** As CloudFormation would call the stack. */
  stackName: string;
  template: Template;
  /** The directory of an asset, by the object key a function's code names. */
  assetDirectory: (objectKey: string) => string;
};

type AssetManifest = {
  files: Record<string, { source: { path: string }; destinations: Record<string, Destination> }>;
};
type Destination = { objectKey: string };

/** Reads the one stack of a cloud assembly: what `cdk deploy` would send, file for file. */
export function readSynthesized(directory: string): Synthesized {
  const ending = '.template.json';
  const names = readdirSync(directory).filter((name) => name.endsWith(ending));
  const [file] = names;
  if (file === undefined || names.length > 1) {
    throw new Error(`${directory} holds ${names.length} templates; one stack is expected`);
  }
  const stackName = file.slice(0, -ending.length);
  const template = readJson<Template>(join(directory, file));
  const { files } = readJson<AssetManifest>(join(directory, `${stackName}.assets.json`));
  const directories = new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }): [string, string] => [
        objectKey,
        join(directory, source.path),
      ]),
    ),
  );
  return {
    stackName,
    template,
    assetDirectory: (objectKey) => {
      const found = directories.get(objectKey);
      if (found === undefined) throw new Error(`The assembly holds no asset ${objectKey}`);
      return found;
    },
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
