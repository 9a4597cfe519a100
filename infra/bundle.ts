import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type BuildOptions, type BuildResult, buildSync, type Metafile } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * Files a function finds beside its code, in the folder `to`. Where code is not always beside them,
 * `variable` tells it.
 */
export type BesideCode = {
  readonly variable?: string;
  readonly from: string;
  readonly to: string;
  readonly holds: (file: string) => boolean;
};

/** The indicators and typologies. Their test cases, and what only pages tell, stay at home. */
export const rulebook: BesideCode = {
  variable: 'RULES_DIRECTORY',
  from: 'rules',
  to: 'rules',
  holds: (file) =>
    file.endsWith('.json') &&
    !['cases.json', 'survivors.json'].includes(basename(file)) &&
    basename(dirname(file)) !== 'library',
};

/** The public keys of recipients. */
export const recipientKeys: BesideCode = {
  variable: 'ROUTING_DIRECTORY',
  from: 'rules/routing',
  to: 'routing',
  holds: (file) => basename(file) === 'recipient-keys.json',
};

const fontsFrom = (from: string, files: readonly string[]): BesideCode => ({
  from,
  to: 'fonts',
  holds: (file) => files.includes(basename(file)),
});

/** The fonts of printed packages, with what their licences ask to go along. */
export const fonts: readonly BesideCode[] = [
  fontsFrom('node_modules/dejavu-fonts-ttf/ttf', [
    'DejaVuSansCondensed.ttf',
    'DejaVuSansCondensed-Bold.ttf',
  ]),
  fontsFrom('node_modules/@fontsource/unifontex/files', ['unifontex-latin-400-normal.woff']),
];

/** What the page at `/docs` loads. */
export const swaggerUi: BesideCode = {
  variable: 'ASSETS_DIRECTORY',
  from: 'node_modules/swagger-ui-dist',
  to: 'assets',
  holds: (file) => ['swagger-ui.css', 'swagger-ui-bundle.js'].includes(basename(file)),
};

/**
 * Writes the deployable folder of `functions/<name>` into `directory`: `index.mjs`, its source map
 * and what belongs beside them.
 */
export function writeBundle(name: string, beside: readonly BesideCode[], directory: string): void {
  for (const [file, contents] of bundledFiles(name)) {
    writeFileSync(join(directory, file), contents);
  }
  for (const { from, to, holds } of beside) {
    mkdirSync(join(directory, to), { recursive: true });
    cpSync(join(root, from), join(directory, to), {
      recursive: true,
      filter: (source) => statSync(source).isDirectory() || holds(source),
    });
  }
}

/** Which source files are in the bundle of `functions/<name>`, as paths from the root. */
export function bundledSources(name: string): string[] {
  const { outputs } = bundleAll().metafile;
  const entryPoint = `functions/${name}/index.ts`;
  const output = Object.values(outputs).find((candidate) => candidate.entryPoint === entryPoint);
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([source]) => source);
}

function bundledFiles(name: string): Array<[file: string, contents: Uint8Array]> {
  const folder = join(outDirectory, name);
  const files = bundleAll().outputFiles.filter(
    ({ path }) => !relative(folder, path).startsWith('..'),
  );
  if (files.length === 0) throw new Error(`functions/${name}/index.ts does not exist.`);
  return files.map(({ path, contents }) => [relative(folder, path), contents]);
}

// Nothing is written there: it only makes the paths in source maps the same on every machine.
const outDirectory = join(root, 'cdk.out', 'bundles');

type Bundled = BuildResult<{ write: false; metafile: true }> & { metafile: Metafile };
let bundled: Bundled | undefined;

/** How esbuild makes of sources what runs on Lambda. */
export const asDeployed = {
  bundle: true,
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // CommonJS dependencies call `require`, which an ES module lacks.
  banner: {
    js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
  },
} as const satisfies BuildOptions;

/** One run of esbuild for all functions parses the SDK once, not once a function. */
function bundleAll(): Bundled {
  bundled ??= buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      functionNames().map((name) => [`${name}/index`, `functions/${name}/index.ts`]),
    ),
    outdir: outDirectory,
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    ...asDeployed,
  });
  return bundled;
}

function functionNames(): string[] {
  return readdirSync(join(root, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => statSync(entryOf(name), { throwIfNoEntry: false }));
}

const entryOf = (name: string) => join(root, 'functions', name, 'index.ts');
